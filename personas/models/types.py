"""Kinds of persona: buyer, user, internal, developer, and whatever else a company needs."""

from django.db import models

from .terms import Term, TermAlias


class PersonaType(Term):
    """What a persona is to us: somebody who buys, who uses, who works here …"""

    def headline(self) -> str:
        """The type as the head of a list of its personas: "Buyer personas"."""
        return f"{self.name} personas"


class PersonaTypeAlias(TermAlias):
    """Another wording for a persona type."""

    term = models.ForeignKey(
        PersonaType, on_delete=models.CASCADE, related_name="aliases", verbose_name="persona type"
    )

    class Meta(TermAlias.Meta):
        verbose_name = "alias of a persona type"
        verbose_name_plural = "aliases of persona types"
