"""Titles without a persona: who may work through them, and whom each of them might mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from personas.models import Persona, PersonaTitle
from personas.titles.catalogue import load
from personas.titles.matching import match

PERMISSIONS = ("personas.change_unmatchedtitle", "personas.change_persona")
SUGGESTED = 3
NEIGHBOURS = 25  # known titles that are looked at for them
FARTHEST = 50  # how near such a title has to be, of 100


def may_assign(user) -> bool:
    """Whether the user may assign titles to personas, and dismiss titles."""
    return user.has_perms(PERMISSIONS)


@dataclass(frozen=True)
class Suggestion:
    """Somebody whom a title might mean, and the reason in a few words."""

    pk: int
    heading: str
    why: str


class Suggester:
    """Suggests personas for titles that nobody matches; a constant number of queries for any number of titles."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def catalogue(self):
        return load(self.user)

    @cached_property
    def personas(self) -> dict[int, Persona]:
        """The personas in use, by primary key."""
        return Persona.objects.visible_to(self.user).current().in_bulk()

    @cached_property
    def known(self) -> list[tuple[str, int]]:
        """The titles of personas in use, each with the persona's primary key."""
        rows = PersonaTitle.objects.order_by("rank", "pk").values_list("title__name", "persona")
        return [(name, pk) for name, pk in rows if pk in self.personas]

    @cached_property
    def wordings(self) -> list[str]:
        return [name.casefold() for name, _ in self.known]

    def suggestions(self, title: str) -> list[Suggestion]:
        """At most three personas, the likeliest first: those who match by now, then those of the nearest titles."""
        found = {each.persona.pk: each.reason for each in match(title, self.catalogue).candidates}
        for place, score in self.nearest(title):
            name, pk = self.known[place]
            found.setdefault(pk, f"Nearest known title: {name} ({score:.0f} of 100)")
        kept = [(pk, why) for pk, why in found.items() if pk in self.personas][:SUGGESTED]
        return [Suggestion(pk, self.personas[pk].heading, why) for pk, why in kept]

    def nearest(self, title: str) -> Iterable[tuple[int, float]]:
        """The places of the nearest known titles, each with how near it is."""
        found = process.extract(
            title.casefold(), self.wordings, scorer=fuzz.token_sort_ratio, score_cutoff=FARTHEST, limit=NEIGHBOURS
        )
        return [(place, score) for _, score, place in found]
