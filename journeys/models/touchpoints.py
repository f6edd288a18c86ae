"""Where a persona and a stage meet."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from personas.models import ContentFormat, Persona, Team

from .journeys import Stage


class Touchpoint(models.Model):
    """What a persona does in a stage, what they ask there and what we answer: whoever has one matters there."""

    class Involvement(models.IntegerChoices):
        LEADS = 1, "Leads"
        TAKES_PART = 2, "Takes part"
        IS_INFORMED = 3, "Is kept informed"

    persona = models.ForeignKey(
        Persona, on_delete=models.CASCADE, related_name="touchpoints", help_text="Who, e.g. “Tech Exec Tristan”."
    )
    stage = models.ForeignKey(
        Stage, on_delete=models.CASCADE, related_name="touchpoints", help_text="Where in the journey."
    )
    involvement = models.PositiveSmallIntegerField(
        choices=Involvement,
        default=Involvement.TAKES_PART,
        help_text="“Leads” drives the stage, “Takes part” works in it, “Is kept informed” hears of it.",
    )
    questions = models.TextField(
        "what they ask", blank=True, help_text="In their words, in Markdown, e.g. “Who else runs this?”"
    )
    key_message = models.TextField(
        blank=True, help_text="What they should take away, in Markdown, e.g. “It pays for itself in a year.”"
    )
    content_formats = models.ManyToManyField(
        ContentFormat,
        through="TouchpointFormat",
        related_name="touchpoints",
        blank=True,
        verbose_name="recommended content types",
    )
    team = models.ForeignKey(
        Team,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="touchpoints",
        help_text="The team of ours that owns it, e.g. “Marketing”.",
    )

    class Meta:
        ordering = ["stage", "persona", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "stage"],
                name="one_touchpoint_a_persona_and_stage",
                violation_error_message="The persona is in this stage already.",
            ),
            models.CheckConstraint(
                condition=Q(involvement__in=[1, 2, 3]),
                name="involvement_known",
                violation_error_message="A persona leads a stage, takes part in it or is kept informed.",
            ),
        ]

    def __str__(self):
        return f"{self.persona}: {self.stage}"


class TouchpointFormat(models.Model):
    """A content type recommended at a touchpoint, in its place."""

    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="format_links")
    content_format = models.ForeignKey(
        ContentFormat,
        on_delete=models.PROTECT,
        related_name="touchpoint_links",
        verbose_name="content type",
        help_text="What to show them, e.g. “Case study”.",
    )
    rank = models.PositiveIntegerField(
        default=1, validators=[MinValueValidator(1)], help_text="Its place, e.g. 1 for the first."
    )

    class Meta:
        verbose_name = "recommended content type"
        verbose_name_plural = "recommended content types"
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["touchpoint", "content_format"],
                name="one_recommendation_a_touchpoint_and_content_type",
                violation_error_message="This content type is recommended here already.",
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1),
                name="recommendation_rank_from_1",
                violation_error_message="Ranks start at 1.",
            ),
        ]

    def __str__(self):
        return f"{self.touchpoint}: {self.content_format}"
