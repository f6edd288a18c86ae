"""What comparisons and charts can be about: every comparable facet, and the facets that have models of their own."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from personas.colours import colour_for
from personas.data_version import kept_while
from personas.kept.parts import remembered
from personas.models import Facet, Persona, Trait
from personas.models.persona import heading_of
from personas.slugs import first_free
from personas.wording import initials_of

from .table import Column, Group, Head, Mark
from .ties import CONTENT_TYPES, JOB_TITLES, PURCHASING_ROLES, STATEMENTS, Personas, Tie

Kind = Facet.Kind
STATUSES = dict(Persona.Status.choices)
# What each kind of facet is made of, and what it is called where the vocabulary has no facet of the kind.
OWN_TIES = {
    Kind.PURCHASING_ROLES: (PURCHASING_ROLES, "Purchasing roles"),
    Kind.CONTENT_PREFERENCES: (CONTENT_TYPES, "Content types"),
    Kind.JOB_TITLES: (JOB_TITLES, "Job titles"),
}
CHARTED = (STATEMENTS, PURCHASING_ROLES, CONTENT_TYPES)


@dataclass(frozen=True)
class Subject:
    """One thing to compare: its rows' group, the tie they come from, and the facet's primary key where the tie has
    several facets."""

    group: Group
    tie: Tie
    part: int = 0

    @property
    def key(self) -> str:
        return self.group.key

    @property
    def name(self) -> str:
        return self.group.name

    @property
    def terms(self) -> tuple[int, ...] | None:
        """The primary keys of its rows' terms; None where these are all that the tie leads to. One query, and none
        while the terms stay as they are."""
        return self.tie.terms_in((self.part,)).get(self.part, ()) if self.tie.part else None


def subjects() -> Sequence[Subject]:
    """All subjects in the order of the vocabulary, without facets that nobody has filled; those that have no facet
    there come last. Two queries, and none while the vocabulary stays as it is."""
    return subjects_with(filled_facets())


@kept_while(Trait, most=1)
def filled_facets() -> frozenset[int]:
    """The primary keys of facets that have statements."""
    return frozenset(Trait.objects.order_by().values_list("facet", flat=True).distinct())


@kept_while(Facet)
def subjects_with(filled: frozenset[int]) -> Sequence[Subject]:
    """The subjects, where these facets are filled."""
    facets = list(Facet.objects.filter(Q(pk__in=filled, comparable=True) | Q(kind__in=OWN_TIES)))
    found = [subject_of(facet) for facet in facets]
    taken = {facet.slug for facet in facets}
    missing = [kind for kind in OWN_TIES if kind not in {facet.kind for facet in facets}]
    return found + [subject_of(Facet(kind=kind, name=OWN_TIES[kind][1], slug=""), taken) for kind in missing]


def subject_of(facet: Facet, taken: Collection[str] = ()) -> Subject:
    tie = OWN_TIES[facet.kind][0] if facet.kind in OWN_TIES else STATEMENTS
    key = facet.slug or first_free(facet.name.lower().replace(" ", "-"), taken)
    return Subject(Group(key, facet.name, tie.row_word), tie, facet.pk if tie.part else 0)


def heads_of(chosen: Sequence[Subject], marks: Sequence[Mark]) -> list[Head]:
    """The heads of all these subjects in their order, of what the marks of a few personas say; one query a tie."""
    order = {subject.group: number for number, subject in enumerate(chosen)}
    heads = [head for tie, groups in by_tie(chosen) for head in tie.heads(tie.counts_in(marks), groups)]
    return sorted(heads, key=lambda head: order[head.group])


def marks_of(chosen: Sequence[Subject], personas: Personas, heads: Iterable[Head] | None = None) -> list[Mark]:
    """What the personas have of the heads, or of all that the subjects' ties lead to; one query a tie."""
    heads = None if heads is None else list(heads)
    return [mark for tie, _ in by_tie(chosen) for mark in tie.marks(personas, heads)]


def by_tie(chosen: Iterable[Subject]) -> list[tuple[Tie, dict[int, Group]]]:
    """The subjects' groups by their facet, tie by tie."""
    found: dict[str, tuple[Tie, dict[int, Group]]] = {}
    for subject in chosen:
        found.setdefault(subject.tie.letter, (subject.tie, {}))[1][subject.part] = subject.group
    return list(found.values())


class Who(NamedTuple):
    """A persona in a row or above a column, in plain values."""

    pk: int
    slug: str
    name: str
    role_label: str
    status: str
    colour: int | None
    type_name: str

    @property
    def heading(self) -> str:
        return heading_of(self.name, self.role_label)

    @property
    def column(self) -> Column:
        return column(*self[1:])


# Where the values come from.
WHO = (*Who._fields[:-1], "type__name")


def column_of(persona: Persona) -> Column:
    """The persona above a column; the type must have been fetched."""
    values = persona.slug, persona.name, persona.role_label, persona.status, persona.colour, persona.type.name
    return column(*values)


@remembered(most=3000)
def column(slug: str, name: str, role_label: str, status: str, colour: int | None, type_name: str) -> Column:
    return Column(
        slug,
        heading_of(name, role_label),
        reverse("personas:detail", args=[slug]),
        type_name,
        initials_of(name),
        colour or colour_for(slug),
        () if status == Persona.Status.PUBLISHED else (STATUSES[status],),
    )
