"""Who does what when something is bought."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from .persona import Persona
from .terms import Term, TermAlias


class PurchasingRole(Term):
    """A part people play in a purchase: influencer, decision-maker, initiator, researcher, user …"""


class PurchasingRoleAlias(TermAlias):
    """Another wording for a purchasing role, such as "Identifier of need" for "Initiator"."""

    term = models.ForeignKey(
        PurchasingRole, on_delete=models.CASCADE, related_name="aliases", verbose_name="purchasing role"
    )

    class Meta(TermAlias.Meta):
        verbose_name = "alias of a purchasing role"
        verbose_name_plural = "aliases of purchasing roles"


class PersonaPurchasingRole(models.Model):
    """A part this persona plays. Two roles may share a rank: "initiator and researcher" is one place in the order."""

    persona = models.ForeignKey(
        Persona,
        on_delete=models.CASCADE,
        related_name="purchasing_roles",
        help_text="Who plays the part, e.g. “Tech Exec Tristan”.",
    )
    role = models.ForeignKey(
        PurchasingRole,
        on_delete=models.PROTECT,
        related_name="persona_roles",
        help_text="The part, e.g. “Influencer”.",
    )
    rank = models.PositiveIntegerField(
        default=1,
        validators=[MinValueValidator(1)],
        help_text="Its place, e.g. 1 for the most usual part; two parts may share a number.",
    )
    qualifier = models.CharField(max_length=500, blank=True, help_text="When it holds, e.g. “for renewals only”.")

    class Meta:
        verbose_name = "purchasing role of a persona"
        verbose_name_plural = "purchasing roles of personas"
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "role"],
                name="one_link_a_persona_and_role",
                violation_error_message="The persona has this purchasing role already.",
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1), name="role_rank_from_1", violation_error_message="Ranks start at 1."
            ),
        ]

    def __str__(self):
        return f"{self.persona}: {self.role}"
