"""Real pieces of content, and those that are still to be made."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from journeys.ages import old_before
from journeys.assets.querysets import AssetQuerySet, ContentTaskQuerySet
from personas.models import ContentFormat, Persona
from personas.wording import one_line

from .journeys import Stage

ADDRESS_LENGTH = 500


class Asset(models.Model):
    """A piece of content that exists: where it is, of which content type, for whom, in which stages."""

    class Link(models.TextChoices):
        UNCHECKED = "unchecked", "Not checked"
        WELL = "well", "Opens"
        BROKEN = "broken", "Broken"
        UNREACHABLE = "unreachable", "Not reachable"
        REFUSED = "refused", "Not allowed to check"

    title = models.CharField(max_length=200, help_text="What it is called, e.g. “How Acme halved its backlog”.")
    url = models.URLField(
        "address",
        max_length=ADDRESS_LENGTH,
        unique=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="Where it is, e.g. https://example.com/acme-story.",
    )
    content_format = models.ForeignKey(
        ContentFormat,
        on_delete=models.PROTECT,
        related_name="assets",
        verbose_name="content type",
        help_text="What it is, e.g. “Case study”.",
    )
    personas = models.ManyToManyField(
        Persona, related_name="assets", blank=True, help_text="Whom it is for, e.g. “Tech Exec Tristan”."
    )
    stages = models.ManyToManyField(
        Stage, related_name="assets", blank=True, help_text="Where it helps, e.g. “Consideration”."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_assets",
        help_text="The colleague who keeps it up to date, e.g. “dana”.",
    )
    published_on = models.DateField(
        null=True, blank=True, help_text="When it came out or was last revised, e.g. 2026-11-21."
    )
    summary = models.TextField(blank=True, help_text="What it says, in a sentence or two of Markdown.")
    link_state = models.CharField(max_length=20, choices=Link, default=Link.UNCHECKED, editable=False)
    link_note = models.CharField(max_length=200, blank=True, editable=False)
    link_checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["content_format", "published_on"], name="asset_by_content_type_and_day"),
            models.Index(fields=["title", "id"], name="asset_by_title"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""), name="asset_has_a_title", violation_error_message="Write the title."
            ),
            models.CheckConstraint(
                condition=Q(link_state__in=["unchecked", "well", "broken", "unreachable", "refused"]),
                name="asset_link_state_known",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("journeys:asset", args=[self.pk])

    @property
    def is_old(self) -> bool:
        """Whether it came out so long ago that somebody should look at it again."""
        return self.published_on is not None and self.published_on < old_before()

    def clean(self):
        self.title = one_line(self.title)


class ContentTask(models.Model):
    """A piece of content to be made for a persona in a stage, and who makes it."""

    class Status(models.TextChoices):
        OPEN = "open", "To do"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    persona = models.ForeignKey(
        Persona, on_delete=models.CASCADE, related_name="content_tasks", help_text="For whom, e.g. “App Dev Avery”."
    )
    stage = models.ForeignKey(
        Stage, on_delete=models.CASCADE, related_name="content_tasks", help_text="Where it is to help."
    )
    content_format = models.ForeignKey(
        ContentFormat,
        on_delete=models.PROTECT,
        related_name="content_tasks",
        verbose_name="content type",
        help_text="What to make, e.g. “Case study”.",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="content_tasks",
        help_text="The colleague who makes it, e.g. “dana”.",
    )
    due_on = models.DateField("due", null=True, blank=True, help_text="By when, e.g. 2027-01-31.")
    note = models.TextField(blank=True, help_text="What it should say or whom to ask, e.g. “Talk to Acme first.”")
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN, help_text="How far it is.")
    asset = models.ForeignKey(
        Asset,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="tasks",
        help_text="What came of it, once it is done.",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ContentTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "content to make"
        verbose_name_plural = "content to make"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "stage", "content_format"],
                condition=Q(status="open"),
                name="one_open_task_a_gap",
                violation_error_message="Somebody has planned this already.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "done", "dropped"]),
                name="content_task_status_known",
                violation_error_message="It is to do, done or dropped.",
            ),
        ]

    def __str__(self):
        return f"{self.content_format} for {self.persona}, {self.stage}"

    def get_absolute_url(self):
        return reverse("journeys:task", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been made by now."""
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()
