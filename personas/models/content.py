"""Content types, and which of them reach a persona."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from personas.narrowing import ContentFormatQuerySet

from .persona import Persona
from .terms import Term, TermAlias


class ContentFormat(Term):
    """A content type: analyst report, webinar, podcast … (Django owns the class name ContentType.)"""

    example_url = models.URLField(
        "example", max_length=500, blank=True, help_text="A link to a good one, e.g. https://example.com/report."
    )

    objects = ContentFormatQuerySet.as_manager()

    class Meta(Term.Meta):
        verbose_name = "content type"
        verbose_name_plural = "content types"


class ContentFormatAlias(TermAlias):
    """Another wording for a content type, such as "Conference presos"."""

    term = models.ForeignKey(
        ContentFormat, on_delete=models.CASCADE, related_name="aliases", verbose_name="content type"
    )

    class Meta(TermAlias.Meta):
        verbose_name = "alias of a content type"
        verbose_name_plural = "aliases of content types"


class ContentPreference(models.Model):
    """How readily a persona takes up a content type."""

    class Tier(models.IntegerChoices):
        PRIMARY = 1, "Primary"
        SECONDARY = 2, "Secondary"
        TERTIARY = 3, "Tertiary"

    persona = models.ForeignKey(
        Persona,
        on_delete=models.CASCADE,
        related_name="content_preferences",
        help_text="Whom it reaches, e.g. “Tech Exec Tristan”.",
    )
    content_format = models.ForeignKey(
        ContentFormat,
        on_delete=models.PROTECT,
        related_name="preferences",
        verbose_name="content type",
        help_text="What reaches them, e.g. “Analyst report”.",
    )
    tier = models.PositiveSmallIntegerField(
        choices=Tier,
        default=Tier.PRIMARY,
        help_text="“Primary” is where they look first, “Tertiary” what reaches them now and then.",
    )
    rank = models.PositiveIntegerField(
        default=1, validators=[MinValueValidator(1)], help_text="Its place in the tier, e.g. 1 for the first."
    )
    qualifier = models.CharField(max_length=500, blank=True, help_text="How or when, e.g. “short ones only”.")

    class Meta:
        ordering = ["tier", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "content_format"],
                name="one_tier_a_persona_and_content_type",
                violation_error_message="The persona has this content type in a tier already.",
            ),
            models.CheckConstraint(
                condition=Q(tier__in=[1, 2, 3]),
                name="content_tier_known",
                violation_error_message="A tier is primary, secondary or tertiary.",
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1), name="content_rank_from_1", violation_error_message="Ranks start at 1."
            ),
        ]

    def __str__(self):
        return f"{self.persona}: {self.content_format} ({self.get_tier_display().lower()})"
