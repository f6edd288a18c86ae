"""Charts of any set of personas: one facet × persona, and what most of them share."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice

from django.core.paginator import Paginator
from django.db.models import Q

from personas.matrix import Column, Head, Mark, Matrix, Sorting, build
from personas.matrix.subjects import CHARTED, Subject, column_of, heads_of, marks_of, subjects
from personas.matrix.ties import STATEMENTS
from personas.models import Persona
from personas.querysets import PersonaQuerySet

COLUMNS_A_PAGE = 30
ROWS_A_PAGE = 100
MOST_SHARED = 5
COUNT = Column("count", "Personas")


@dataclass(frozen=True)
class Cast:
    """Whom a chart shows, as far as the user may see them: those named, and those of the types chosen; where neither
    is said, everybody. Deprecated ones come along when they are named, or asked for."""

    user: object
    named: Sequence[Persona] = ()
    types: Collection[str] = ()
    deprecated: bool = False

    @property
    def personas(self) -> PersonaQuerySet:
        visible = Persona.objects.visible_to(self.user)
        if not self.named and not self.types:
            return visible if self.deprecated else visible.current()
        of_type = Q(type__slug__in=self.types) & (Q() if self.deprecated else ~Q(status="deprecated"))
        return visible.filter(Q(pk__in=[persona.pk for persona in self.named]) | of_type)

    def with_any(self, subject: Subject) -> PersonaQuerySet:
        """Those of whom the subject says anything, and those who were named whatever it says."""
        ties = subject.tie.rows(None, [subject.part]).values("persona")
        named = Q(pk__in=[persona.pk for persona in self.named])
        return self.personas.filter(named | Q(pk__in=ties)).select_related("type")


def charted() -> list[Subject]:
    """What there are charts of, in the order of the vocabulary. One query."""
    return [subject for subject in subjects() if subject.tie in CHARTED]


class Chart:
    """One subject × the personas of a cast. A page of it takes as many queries as there are kinds of things in it,
    whatever their number."""

    def __init__(self, subject: Subject, cast: Cast, sorting: Sorting, shared_only: bool = False):
        self.subject = subject
        self.cast = cast
        self.sorting = sorting
        self.at_least = 2 if shared_only else 1

    @property
    def caption(self) -> str:
        return f"{self.subject.name}: {self.subject.tie.place} for each persona"

    @cached_property
    def personas(self) -> Paginator:
        return Paginator(self.cast.with_any(self.subject), COLUMNS_A_PAGE)

    @cached_property
    def heads(self) -> Paginator:
        """All rows, in the order that was asked for."""
        heads = heads_of([self.subject], self.cast.personas, self.at_least)
        return Paginator(self.sorting.applied(heads, self.places), ROWS_A_PAGE)

    @cached_property
    def places(self) -> dict[str, int]:
        """The places in the column to sort by, by row; empty when another thing decides."""
        if not self.sorting.column:
            return {}
        by = self.cast.personas.filter(slug=self.sorting.column)
        return {mark.row: mark.place for mark in marks_of([self.subject], by)}

    def page(self, columns: int, rows: int) -> Matrix:
        """That page of columns and that page of rows. Raises InvalidPage."""
        personas = list(self.personas.page(columns))
        heads = list(self.heads.page(rows))
        return self.matrix(personas, heads, marks_of([self.subject], personas, heads))

    def whole(self) -> Matrix:
        """Every column and every row, for downloads."""
        personas = self.cast.with_any(self.subject)
        return self.matrix(personas, self.heads.object_list, marks_of([self.subject], self.cast.personas))

    def matrix(self, personas, heads: Sequence[Head], marks: Sequence[Mark]) -> Matrix:
        return build(
            self.caption,
            heads,
            [column_of(persona) for persona in personas],
            marks,
            of=self.personas.count,
            corner=self.subject.group.row_word,
            legend=self.subject.tie.legend,
        )


def most_shared(offered: Sequence[Subject], cast: Cast) -> Matrix:
    """What most of the cast share: the first statements of every facet, with how many have them. Two queries."""
    statements = [subject for subject in offered if subject.tie is STATEMENTS]
    shared = groupby(heads_of(statements, cast.personas, at_least=2), key=lambda head: head.group)
    heads = [head for _, found in shared for head in islice(found, MOST_SHARED)]
    marks = [Mark(head.key, COUNT.key, str(head.count), f"{head.count} personas") for head in heads]
    return build("Most shared statements", heads, [COUNT], marks, of=cast.personas.count())
