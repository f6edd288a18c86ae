"""What a card says about a persona: all that a reader needs to know whether this is the one to open."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from personas.colours import colour_for
from personas.data_version import Mended, kept_while, numbers_of
from personas.data_version.keeping import MOST
from personas.markdown import first_sentence, plain_text
from personas.models import (
    Facet,
    Persona,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTrait,
    PurchasingRole,
    Trait,
)
from personas.models.persona import heading_of
from personas.readers import starred_by
from personas.wording import initials_of

HIGHLIGHTS = 2
COLUMNS = (
    *("pk", "slug", "name", "role_label", "type__name", "status", "colour", "portrait", "reviewed_on"),
    *("updated_at", "is_overdue"),
)
STATUSES = dict(Persona.Status.choices)
# The same statements stand on many cards, and the same introductions are read again after every change.
TEXTS = 5000
words_of = lru_cache(maxsize=TEXTS)(plain_text)
sentence_of = lru_cache(maxsize=TEXTS)(first_sentence)


class Listed(NamedTuple):
    """A persona in a list, in plain values; it answers to the names that the model has for them, too."""

    pk: int
    slug: str
    name: str
    role_label: str
    type_name: str
    status: str
    colour: int | None
    portrait: str
    reviewed_on: date | None
    updated_on: date
    is_overdue: bool
    is_starred: bool = False

    @property
    def heading(self) -> str:
        return heading_of(self.name, self.role_label)

    @property
    def colour_number(self) -> int:
        return self.colour or colour_for(self.slug)

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def is_draft(self) -> bool:
        return self.status == Persona.Status.DRAFT

    @property
    def is_deprecated(self) -> bool:
        return self.status == Persona.Status.DEPRECATED

    def get_status_display(self) -> str:
        return STATUSES[self.status]

    def get_absolute_url(self) -> str:
        return reverse("personas:detail", args=[self.slug])


class Highlight(NamedTuple):
    """The statement that ranks first in a facet."""

    facet: str
    statement: str


class Said(NamedTuple):
    """What she wants, her first statements in two facets, her main part in a purchase."""

    wants: str = ""
    highlights: tuple[Highlight, ...] = ()
    purchasing_roles: tuple[str, ...] = ()


class Card(NamedTuple):
    """A persona in short."""

    persona: Listed
    said: Said


def listed(personas: QuerySet[Persona], starred: Collection[int] = ()) -> list[Listed]:
    """The personas, which have `is_overdue`, in their order; those with these primary keys are starred. One query."""
    rows = personas.values_list(*COLUMNS)
    return [Listed(*row[:9], timezone.localdate(row[9]), row[10], row[0] in starred) for row in rows]


def listed_at(keys: Sequence[int], user) -> list[Listed]:
    """Those of the personas with these primary keys whom the user may see, in the order of the keys. One query."""
    visible = Persona.objects.visible_to(user).filter(pk__in=keys).order_by().with_overdue()
    found = {persona.pk: persona for persona in listed(visible, set(starred_by(user)))}
    return [found[key] for key in keys if key in found]


def cards_of(personas: Sequence[Listed]) -> list[Card]:
    """The personas as cards, in the same order, by three queries however many there are, and by none where nothing of
    what is said of them has changed."""
    said = said_of(tuple(persona.pk for persona in personas))
    return [Card(persona, said[persona.pk]) for persona in personas]


def said_of(personas: tuple[int, ...]) -> dict[int, Said]:
    """What cards say of the personas with these primary keys.

    What a persona wants is the first sentence of her introduction, else her first statement of all. The highlights
    come from the first facets of the summary, in the order of the vocabulary, in which she has a statement.
    """
    introductions = introductions_of(personas)
    highlights = highlights_of(personas)
    roles = main_purchasing_roles_of(personas)
    return {key: said(introductions.get(key), highlights.get(key, []), roles.get(key, [])) for key in personas}


def said(introduction: str | None, highlights: Sequence[Highlight], roles: Sequence[str]) -> Said:
    wants = sentence_of(introduction or "")
    if not wants and highlights:
        wants, highlights = highlights[0].statement, highlights[1:]
    return Said(wants, tuple(highlights[:HIGHLIGHTS]), tuple(roles))


@kept_while(PersonaNote, Facet)
def introductions_of(personas: tuple[int, ...]) -> dict[int, str]:
    """The personas' introductions in Markdown, by the persona's primary key."""
    notes = PersonaNote.objects.filter(persona__in=personas, facet__kind=Facet.Kind.INTRODUCTION)
    return dict(notes.values_list("persona", "body"))


_highlights = Mended(PersonaTrait, most=MOST)


def highlights_of(personas: tuple[int, ...]) -> dict[int, list[Highlight]]:
    """The personas' first statements in their first facets of the summary: those of a card, and one for its first
    line."""

    def mended(found: dict[int, list[Highlight]], changed: frozenset[int]) -> dict[int, list[Highlight]]:
        again = changed.intersection(personas)
        return {key: found[key] for key in found.keys() - again} | read_highlights(again) if again else found

    return _highlights.recall((personas, numbers_of(Trait, Facet)), lambda: read_highlights(personas), mended)


def read_highlights(personas: Collection[int]) -> dict[int, list[Highlight]]:
    facet_order = ["trait__facet__order", "trait__facet__name", "trait__facet_id"]
    rows = PersonaTrait.objects.filter(persona__in=personas, trait__facet__in_summary=True)
    rows = rows.order_by(*facet_order, "rank", "pk")
    found = defaultdict(dict)
    for persona, *facet, statement in rows.values_list("persona", *facet_order[1:], "trait__statement"):
        if len(found[persona]) <= HIGHLIGHTS:
            found[persona].setdefault(tuple(facet), statement)
    return {
        persona: [Highlight(name, words_of(statement)) for (name, _), statement in firsts.items()]
        for persona, firsts in found.items()
    }


@kept_while(PersonaPurchasingRole, PurchasingRole)
def main_purchasing_roles_of(personas: tuple[int, ...]) -> dict[int, list[str]]:
    """The purchasing roles that rank first for each persona: one, or several that share the rank."""
    rows = PersonaPurchasingRole.objects.filter(persona__in=personas).order_by("persona_id", "rank", "pk")
    ranked = rows.values_list("persona", "rank", "role__name")
    found = {}
    for (persona, _), roles in groupby(ranked, key=itemgetter(0, 1)):
        found.setdefault(persona, [role for *_, role in roles])
    return found
