"""What is told of a persona, in plain rows: each kind is looked up under its own tables, so that an edit has no more
read again than what it may have changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from typing import NamedTuple

from personas.data_version import kept_while
from personas.links import may_link
from personas.models import (
    ContentFormat,
    ContentPreference,
    Facet,
    JobTitle,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PurchasingRole,
    Trait,
)
from personas.prepared import prepared

KEPT = 100  # personas
# What something is told of a persona in.
TOLD = (
    *(Facet, Trait, PersonaTrait, PersonaNote, JobTitle, PersonaTitle),
    *(PurchasingRole, PersonaPurchasingRole, ContentFormat, ContentPreference),
)


class Heading(NamedTuple):
    """A facet; `key` is None for one that the vocabulary doesn't have."""

    key: int | None
    name: str
    slug: str
    kind: str
    in_summary: bool
    comparable: bool


class Statement(NamedTuple):
    """A statement of a persona's, by the keys of the trait and its facet; `shared_with` so many others."""

    trait: int | None
    facet: int
    statement: str
    detail: str
    lead_in: str
    shared_with: int = 0


class Note(NamedTuple):
    facet: int
    body: str


class Title(NamedTuple):
    name: str
    qualifier: str


class Role(NamedTuple):
    rank: int
    slug: str
    name: str
    qualifier: str


class Preference(NamedTuple):
    tier: int
    rank: int
    slug: str
    name: str
    qualifier: str


@dataclass(frozen=True)
class Told:
    """All that is told of a persona, each kind in its order. Two in which the same is told are the same."""

    facets: tuple[Heading, ...]
    statements: tuple[Statement, ...] = ()
    notes: tuple[Note, ...] = ()
    titles: tuple[Title, ...] = ()
    roles: tuple[Role, ...] = ()
    preferences: tuple[Preference, ...] = ()

    @cached_property
    def may_link(self) -> bool:
        """Whether there may be a link in what is written."""
        texts = [note.body for note in self.notes]
        texts += [text for row in self.statements for text in (row.statement, row.detail, row.lead_in)]
        return may_link([*texts, *(row.qualifier for row in (*self.titles, *self.roles, *self.preferences))])


@kept_while(*TOLD, most=KEPT)
def told_of(persona: int) -> Told:
    """What is told of the persona of that primary key. Six queries, and one after an edit of one kind."""
    kinds = (statements_of, notes_of, titles_of, roles_of, preferences_of)
    return Told(facets(), *(rows(persona) for rows in kinds))


@kept_while(Facet, most=1)
def facets() -> tuple[Heading, ...]:
    """All facets in their order."""
    rows = Facet.objects.values_list("pk", "name", "slug", "kind", "in_summary", "comparable")
    return with_content_types(map(Heading._make, rows))


def with_content_types(facets: Iterable[Heading]) -> tuple[Heading, ...]:
    """The facets; where none of them is for content types, one that is stands last."""
    facets, kind = tuple(facets), Facet.Kind.CONTENT_PREFERENCES
    if any(facet.kind == kind for facet in facets):
        return facets
    return *facets, Heading(None, "Content types", "content-types", kind.value, in_summary=False, comparable=False)


@prepared
def statement_rows(persona: int):
    columns = ("trait", "trait__facet", "trait__statement", "detail", "lead_in")
    return PersonaTrait.objects.filter(persona=persona).values_list(*columns)


@kept_while(PersonaTrait, Trait, most=KEPT)
def statements_of(persona: int) -> tuple[Statement, ...]:
    return tuple(starmap(Statement, statement_rows(persona)))


@prepared
def note_rows(persona: int):
    return PersonaNote.objects.filter(persona=persona).order_by().values_list("facet", "body")


@kept_while(PersonaNote, most=KEPT)
def notes_of(persona: int) -> tuple[Note, ...]:
    return tuple(starmap(Note, note_rows(persona)))


@prepared
def title_rows(persona: int):
    return PersonaTitle.objects.filter(persona=persona).values_list("title__name", "qualifier")


@kept_while(PersonaTitle, JobTitle, most=KEPT)
def titles_of(persona: int) -> tuple[Title, ...]:
    return tuple(starmap(Title, title_rows(persona)))


@prepared
def role_rows(persona: int):
    columns = ("rank", "role__slug", "role__name", "qualifier")
    return PersonaPurchasingRole.objects.filter(persona=persona).values_list(*columns)


@kept_while(PersonaPurchasingRole, PurchasingRole, most=KEPT)
def roles_of(persona: int) -> tuple[Role, ...]:
    return tuple(starmap(Role, role_rows(persona)))


@prepared
def preference_rows(persona: int):
    columns = ("tier", "rank", "content_format__slug", "content_format__name", "qualifier")
    return ContentPreference.objects.filter(persona=persona).values_list(*columns)


@kept_while(ContentPreference, ContentFormat, most=KEPT)
def preferences_of(persona: int) -> tuple[Preference, ...]:
    return tuple(starmap(Preference, preference_rows(persona)))
