"""What a card says about a persona: all that a reader needs to know whether this is the one to open."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Window
from django.db.models.functions import DenseRank, RowNumber

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
        card(persona, introductions.get(persona.pk), highlights[persona.pk], roles[persona.pk]) for persona in personas
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
    facet_order = ["trait__facet__order", "trait__facet__name", "trait__facet"]
    firsts = (
        PersonaTrait.objects.filter(persona__in=personas, trait__facet__in_summary=True)
        .annotate(
            place=Window(RowNumber(), partition_by=["persona", "trait__facet"], order_by=["rank", "pk"]),
            facet_place=Window(DenseRank(), partition_by="persona", order_by=facet_order),
        )
        .filter(place=1, facet_place__lte=HIGHLIGHTS + 1)
        .order_by("persona", "facet_place")
    )
    found = defaultdict(list)
    for persona, facet, statement in firsts.values_list("persona", "trait__facet__name", "trait__statement"):
        found[persona].append(Highlight(facet, plain_text(statement)))
    return found


def main_purchasing_roles_of(personas: Iterable[Persona]) -> dict[int, list[str]]:
    """The purchasing roles that rank first for each persona: one, or several that share the rank."""
    roles = (
        PersonaPurchasingRole.objects.filter(persona__in=personas)
        .annotate(place=Window(DenseRank(), partition_by="persona", order_by="rank"))
        .filter(place=1)
        .order_by("persona", "pk")
    )
    found = defaultdict(list)
    for persona, role in roles.values_list("persona", "role__name"):
        found[persona].append(role)
    return found
