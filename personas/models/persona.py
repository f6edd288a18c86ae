"""The persona itself."""

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from personas.colours import COLOURS, colour_for
from personas.querysets import PersonaQuerySet
from personas.slugs import PERSONA_PAGES, free_slug
from personas.validators import errors_of, refuse_cycle, refuse_reserved, validate_portrait_size
from personas.wording import initials_of, one_line

from .addresses import PersonaAddress
from .types import PersonaType


class Persona(models.Model):
    """One persona: a named, typical person whom our teams sell to, build for or work with."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        DEPRECATED = "deprecated", "Deprecated"

    name = models.CharField(max_length=120, help_text="The display name, e.g. “Tech Exec Tristan”.")
    role_label = models.CharField(
        max_length=120, blank=True, help_text="The role in a word or three, e.g. “Tech Exec” or “Product Manager”."
    )
    slug = models.SlugField(
        max_length=150,
        unique=True,
        blank=True,
        help_text="Its part of the web address, e.g. tech-exec-tristan. Left empty, it follows name and role.",
    )
    type = models.ForeignKey(
        PersonaType, on_delete=models.PROTECT, related_name="personas", help_text="What they are to us, e.g. “Buyer”."
    )
    status = models.CharField(
        max_length=20,
        choices=Status,
        default=Status.DRAFT,
        help_text="“Draft” until it is ready: only editors see it. “Deprecated” ones stand apart, with a banner.",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_personas",
        help_text="The colleague who keeps this persona true, e.g. “dana”.",
    )
    backup = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="back-up",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="backed_up_personas",
        help_text="The colleague who steps in for the owner, e.g. “sam”. Both hear of a review that is overdue.",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="subset of",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="subsets",
        help_text="The wider persona that this one is part of, e.g. “Software Engineer”.",
    )
    reports_to = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="direct_reports",
        help_text="The persona this one reports to, where the catalogue has one, e.g. “Tech Exec Tristan”.",
    )
    colour = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(COLOURS)],
        help_text="The colour of the avatar and in charts, e.g. 3. Left empty, it follows from the address.",
    )
    portrait = models.ImageField(
        upload_to="portraits",
        blank=True,
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"]), validate_portrait_size],
        help_text="JPEG, PNG or WebP of at most 5 MB, e.g. 800 pixels square. Without one, the initials stand in.",
    )
    portrait_small = models.ImageField(
        "small portrait", upload_to="portraits", blank=True, editable=False, help_text="Made from the portrait."
    )
    portrait_alt = models.CharField(
        "portrait description",
        max_length=200,
        blank=True,
        help_text="What it shows, e.g. “A woman in a server room”, for those who can't see it. Portraits need it.",
    )
    portrait_source = models.CharField(
        max_length=500,
        blank=True,
        help_text="Where an imported page keeps the picture, so that somebody can fetch it, e.g. /images/dana.png.",
    )
    reviewed_on = models.DateField(
        "last reviewed", null=True, blank=True, help_text="When somebody last checked all of it, e.g. 2026-11-21."
    )
    review_due_on = models.DateField(
        "next review", null=True, blank=True, help_text="When it has to be checked again, e.g. 2027-11-21."
    )
    source_url = models.URLField(
        "source",
        max_length=500,
        blank=True,
        help_text="The research or page it comes from, e.g. https://example.com/interviews.",
    )
    deprecated_on = models.DateField(
        "deprecated since",
        null=True,
        blank=True,
        help_text="Only for a deprecated persona, and only where the day is known, e.g. 2026-11-21.",
    )
    deprecation_reason = models.TextField(
        blank=True,
        help_text="Why, e.g. “Folded into App Dev Avery.” (Markdown). Readers see it in the banner.",
    )
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="predecessors",
        help_text="Who took over from a deprecated persona, e.g. “App Dev Avery”.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PersonaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "role_label", "pk"]
        indexes = [
            models.Index(fields=["status", "type", "name"], name="persona_by_status_and_type"),
            models.Index(fields=["review_due_on"], name="persona_by_review_date"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                Lower("role_label"),
                name="one_persona_a_name_and_role",
                violation_error_message="There is a persona with this name and role already.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="persona_has_a_name", violation_error_message="Write the name."
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "deprecated"]),
                name="persona_status_known",
                violation_error_message="A persona is a draft, published or deprecated.",
            ),
            models.CheckConstraint(
                condition=Q(status="deprecated") | Q(deprecated_on__isnull=True),
                name="only_deprecated_since_a_date",
                violation_error_message="Only a deprecated persona has a date of deprecation.",
            ),
            models.CheckConstraint(
                condition=Q(colour__isnull=True) | Q(colour__range=(1, COLOURS)),
                name="persona_colour_in_range",
                violation_error_message=f"Choose a colour from 1 to {COLOURS}.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="persona_not_subset_of_itself",
                violation_error_message="A persona can't be a subset of itself.",
            ),
            models.CheckConstraint(
                condition=~Q(reports_to=F("id")),
                name="persona_not_reporting_to_itself",
                violation_error_message="A persona can't report to itself.",
            ),
        ]

    def __str__(self):
        return self.heading

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(self, self.heading, reserved=self.addresses_of_others())
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("personas:detail", args=[self.slug])

    @property
    def heading(self) -> str:
        """Name and role as on a page: "Parker (Product Manager)"; "Tech Exec Tristan" says its role itself."""
        return heading_of(self.name, self.role_label)

    @property
    def colour_number(self) -> int:
        """The persona's colour, 1 to 12: the chosen one, or the one its address gives; the same everywhere."""
        return self.colour or colour_for(self.slug)

    @property
    def initials(self) -> str:
        """At most two letters for the avatar: of the first and the last word of the name."""
        return initials_of(self.name)

    @property
    def is_deprecated(self) -> bool:
        return self.status == self.Status.DEPRECATED

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    def clean(self):
        self.name = one_line(self.name)
        self.role_label = one_line(self.role_label)
        self.slug = self.slug or free_slug(self, self.heading, reserved=self.addresses_of_others())
        with errors_of("slug"):
            refuse_reserved(self.slug, PERSONA_PAGES)
        for field in ("parent", "reports_to"):
            with errors_of(field):
                refuse_cycle(self, field)

    def addresses_of_others(self) -> set[str]:
        """Addresses that lead somewhere else: to pages beside the personas, and to others who had them before."""
        others = type(self).objects.exclude(pk=self.pk).values("pk")
        return {*PERSONA_PAGES, *PersonaAddress.objects.filter(persona_key__in=others).values_list("slug", flat=True)}


def heading_of(name: str, role_label: str) -> str:
    """The heading under which a page shows a persona; the role is added in brackets unless the name contains it."""
    if not role_label or role_label.casefold() in name.casefold():
        return name
    return f"{name} ({role_label})"
