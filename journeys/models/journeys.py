"""Journeys and their stages."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from journeys.querysets import JourneyQuerySet
from personas.models import PersonaType
from personas.models.terms import KEY_LENGTH, NAME_LENGTH, key_of
from personas.slugs import free_slug
from personas.validators import errors_of, refuse_used_wording
from personas.wording import one_line

# Addresses below /journeys/ that no journey may take.
JOURNEY_PAGES = ("assets", "coverage", "tasks")


class Journey(models.Model):
    """An ordered set of stages that personas go through: a buying journey, the stages of a product, use cases."""

    class Kind(models.TextChoices):
        BUYING = "buying", "Buying journey"
        PRODUCT = "product", "Product stages"
        USE_CASES = "use_cases", "Use cases"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    name = models.CharField(max_length=120, help_text="What every screen calls it, e.g. “How buyers decide”.")
    slug = models.SlugField(
        max_length=150,
        unique=True,
        blank=True,
        help_text="Its part of the web address, e.g. how-buyers-decide. Left empty, it follows the name.",
    )
    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    kind = models.CharField(
        max_length=20,
        choices=Kind,
        default=Kind.BUYING,
        help_text="What its stages are: steps of a purchase, parts of the product, or use cases.",
    )
    status = models.CharField(
        max_length=20,
        choices=Status,
        default=Status.DRAFT,
        help_text="“Draft” until it is ready: only editors see it.",
    )
    type = models.ForeignKey(
        PersonaType,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="journeys",
        verbose_name="persona type",
        help_text="Whose journey it is, e.g. “Buyer”. Left empty, it is for personas of every type.",
    )
    description = models.TextField(
        blank=True, help_text="What it is for, in a few sentences of Markdown, e.g. “From first hearing to renewal.”"
    )
    order = models.PositiveIntegerField(default=0, help_text="Smaller numbers come first, e.g. 10, 20, 30.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = JourneyQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["buying", "product", "use_cases"]),
                name="journey_kind_known",
                violation_error_message="A journey is a buying journey, product stages or use cases.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published"]),
                name="journey_status_known",
                violation_error_message="A journey is a draft or published.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.key = key_of(self.name)
        self.slug = self.slug or free_slug(self, self.name, reserved=JOURNEY_PAGES)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("journeys:detail", args=[self.slug])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    def clean(self):
        self.name = one_line(self.name)
        if not self.name:
            return
        with errors_of("name"):
            self.key = key_of(self.name)
            refuse_used_wording(self.key, Journey.objects.exclude(pk=self.pk), "There is this journey")
        self.slug = self.slug or free_slug(self, self.name, reserved=JOURNEY_PAGES)


class Stage(models.Model):
    """One step of a journey: Awareness, Consideration, Decision."""

    journey = models.ForeignKey(
        Journey, on_delete=models.CASCADE, related_name="stages", help_text="The journey it is a step of."
    )
    name = models.CharField(max_length=NAME_LENGTH, help_text="What every screen calls it, e.g. “Awareness”.")
    key = models.CharField(max_length=KEY_LENGTH, editable=False)
    description = models.TextField(
        blank=True, help_text="What happens in it, in a sentence of Markdown, e.g. “They learn that there is a way.”"
    )
    order = models.PositiveIntegerField(default=0, help_text="Smaller numbers come first, e.g. 10, 20, 30.")

    class Meta:
        ordering = ["journey", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "key"],
                name="one_stage_a_journey_and_name",
                violation_error_message="The journey has a stage of this name already.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.key = key_of(self.name)
        super().save(*args, **kwargs)

    def clean(self):
        self.name = one_line(self.name)
        if self.name:
            with errors_of("name"):
                self.key = key_of(self.name)


class StageAlias(models.Model):
    """Another wording under which pages know a stage: "Discovery" for "Awareness"."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="aliases")
    wording = models.CharField(
        max_length=NAME_LENGTH, help_text="Another way to write it, e.g. “Discovery” for “Awareness”."
    )
    key = models.CharField(max_length=KEY_LENGTH, editable=False)

    class Meta:
        verbose_name = "alias of a stage"
        verbose_name_plural = "aliases of stages"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "key"],
                name="one_alias_a_stage_and_wording",
                violation_error_message="The stage has this alias already.",
            ),
        ]

    def __str__(self):
        return self.wording

    def save(self, *args, **kwargs):
        self.key = key_of(self.wording)
        super().save(*args, **kwargs)

    def clean(self):
        self.wording = one_line(self.wording)
        if self.wording:
            with errors_of("wording"):
                self.key = key_of(self.wording)
