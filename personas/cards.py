"""What a card says about a persona: all that a reader needs to know whether this is the one to open."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from personas.markdown import first_sentence, plain_text
from personas.models import Facet, Persona, PersonaNote, PersonaPurchasingRole, PersonaTrait

HIGHLIGHTS = 2


@dataclass(frozen=True)
class Highlight:
    """The statement that ranks first in a facet."""

    facet: str
    statement: str


@dataclass
class Card:
    """A persona in short: what she wants, her first statements in two facets, her main part in a purchase."""

    persona: Persona
    wants: str = ""
    highlights: list[Highlight] = field(default_factory=list)
    purchasing_roles: list[str] = field(default_factory=list)


def cards_of(personas: Sequence[Persona]) -> list[Card]:
    """The personas as cards, in the same order, by three queries however many there are.

    What a persona wants is the first sentence of her introduction, else her first statement of all. The highlights
    come from the first facets of the summary, in the order of the vocabulary, in which she has a statement.
    """
    introductions = introductions_of(personas)
    highlights = highlights_of(personas)
    roles = main_purchasing_roles_of(personas)
    return [
        card(each, introductions.get(each.pk), highlights.get(each.pk, []), roles.get(each.pk, []))
        for each in personas
    ]


def card(persona: Persona, introduction: str | None, highlights: list[Highlight], roles: list[str]) -> Card:
    wants = first_sentence(introduction or "")
    if not wants and highlights:
        wants, highlights = highlights[0].statement, highlights[1:]
    return Card(persona, wants, highlights[:HIGHLIGHTS], roles)


def introductions_of(personas: Iterable[Persona]) -> dict[int, str]:
    """The personas' introductions in Markdown, by the persona's primary key."""
    notes = PersonaNote.objects.filter(persona__in=personas, facet__kind=Facet.Kind.INTRODUCTION)
    return dict(notes.values_list("persona", "body"))


def highlights_of(personas: Iterable[Persona]) -> dict[int, list[Highlight]]:
    """The personas' first statements in their first facets of the summary: those of a card, and one for its first
    line."""
    facet_order = ["trait__facet__order", "trait__facet__name", "trait__facet_id"]
    rows = PersonaTrait.objects.filter(persona__in=personas, trait__facet__in_summary=True)
    rows = rows.order_by(*facet_order, "rank", "pk")
    found = defaultdict(dict)
    for persona, *facet, statement in rows.values_list("persona", *facet_order[1:], "trait__statement"):
        if len(found[persona]) <= HIGHLIGHTS:
            found[persona].setdefault(tuple(facet), statement)
    return {
        persona: [Highlight(name, plain_text(statement)) for (name, _), statement in firsts.items()]
        for persona, firsts in found.items()
    }


def main_purchasing_roles_of(personas: Iterable[Persona]) -> dict[int, list[str]]:
    """The purchasing roles that rank first for each persona: one, or several that share the rank."""
    rows = PersonaPurchasingRole.objects.filter(persona__in=personas).order_by("persona_id", "rank", "pk")
    ranked = rows.values_list("persona", "rank", "role__name")
    found = {}
    for (persona, _), roles in groupby(ranked, key=itemgetter(0, 1)):
        found.setdefault(persona, [role for *_, role in roles])
    return found
