"""The teams of our own company: who keeps personas, who owns a touchpoint, who is taught."""

from django.conf import settings
from django.db import models

from .terms import Term, TermAlias


class Team(Term):
    """A team of ours: Product, Sales, Customer success. Its members are colleagues with an account."""

    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="teams",
        help_text="The colleagues who belong to it, e.g. “dana”. Somebody may be in several teams.",
    )

    class Meta(Term.Meta):
        pass


class TeamAlias(TermAlias):
    """Another wording for a team, such as "CS" for "Customer success"."""

    term = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="aliases", verbose_name="team")

    class Meta(TermAlias.Meta):
        verbose_name = "alias of a team"
        verbose_name_plural = "aliases of teams"
