"""Charts of any set of personas: one facet × persona, and what most of them share."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import groupby, islice, starmap

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from personas.census import Census, Crowd, current_census
from personas.data_version import Memory
from personas.data_version.catalogue import STANDING
from personas.matrix import Column, Head, Mark, Matrix, Sorting, build
from personas.matrix.subjects import CHARTED, WHO, Subject, Who, marks_of, subjects
from personas.matrix.ties import STATEMENTS, Counts, Tie
from personas.models import Persona, PersonaType
from personas.querysets import PersonaQuerySet, may_see_drafts

COLUMNS_A_PAGE = 30
ROWS_A_PAGE = 100
MOST_SHARED = 5
FEW = 100
COUNT = Column("count", "Personas")
# What decides, beside the ties themselves, who belongs to a cast.
STANDINGS = (STANDING, PersonaType)
_casts = Memory(*STANDINGS, most=32)


@dataclass(frozen=True)
class Cast:
    """Whom a chart shows, as far as the user may see them: those named, and those of the types chosen; where neither
    is said, everybody. Deprecated ones come along when they are named, or asked for. `called` is who that is, in
    words."""

    user: object
    named: Sequence[Persona] = ()
    types: Collection[str] = ()
    deprecated: bool = False
    called: Sequence[str] = ()

    @property
    def key(self) -> Hashable:
        """The same for casts of the same personas, as long as everybody's standing and the types stay as they are."""
        named = tuple(persona.pk for persona in self.named)
        rights = self.user.is_authenticated, may_see_drafts(self.user)
        return rights, named, tuple(self.types), self.deprecated

    @cached_property
    def personas(self) -> PersonaQuerySet:
        visible = Persona.objects.visible_to(self.user)
        if not self.named and not self.types:
            return visible if self.deprecated else visible.current()
        of_type = Q(type__slug__in=self.types) & (Q() if self.deprecated else ~Q(status="deprecated"))
        return visible.filter(Q(pk__in=[persona.pk for persona in self.named]) | of_type)

    @cached_property
    def count(self) -> int:
        """How many they are; one query, and none where the same was asked before."""
        return _casts.recall(("count", self.key), lambda: self.personas.count())

    def with_any(self, subject: Subject, silent: Collection[int]) -> QuerySet:
        """Those of whom the subject says anything, and those who were named whatever it says: all but the silent. The
        values of a Who each."""
        told = ~Q(pk__in=silent) if len(silent) <= FEW else self.told(subject)
        return self.personas.filter(told).values_list(*WHO)

    def silent(self, subject: Subject) -> list[int]:
        """The primary keys of all others; one query, and none where the same was asked before."""
        key = "silent", self.key, subject.part
        return subject.tie.head_memory.recall(key, lambda: self.read_silent(subject), STANDINGS)

    def read_silent(self, subject: Subject) -> list[int]:
        return list(self.personas.exclude(self.told(subject)).order_by().values_list("pk", flat=True))

    def told(self, subject: Subject) -> Q:
        """The condition that the subject says anything of a persona, or that she was named."""
        told = Exists(subject.tie.in_facet(subject.part).filter(persona=OuterRef("pk")))
        return Q(pk__in=[persona.pk for persona in self.named]) | Q(told)

    def heads(self, subject: Subject, at_least: int) -> list[Head]:
        """The rows of the subject that so many of them have; two queries beside that of the terms, and none where the
        same was asked before."""
        key = "heads", self.key, subject.group, subject.part, at_least
        groups = {subject.part: subject.group}
        counts = self.counts(subject.tie, subject.terms)
        return subject.tie.head_memory.recall(key, lambda: subject.tie.heads(counts, groups, at_least), STANDINGS)

    def counts(self, tie: Tie, terms: tuple[int, ...] | None) -> Counts:
        """How many of them have each of these terms; one query, and none where the same was asked before."""
        key = "counts", self.key, terms
        return tie.memory.recall(key, lambda: tie.counts(self.personas, terms), STANDINGS)

    def crowd(self, census: Census) -> Crowd:
        """They in the census; one query where it is only some, and none where the same was asked before."""
        if not self.named and not self.types:
            return census.visible_to(self.user) if self.deprecated else census.in_use(self.user)
        return census.at(_casts.recall(("keys", self.key), self.read_keys))

    def read_keys(self) -> tuple[int, ...]:
        return tuple(self.personas.order_by().values_list("pk", flat=True))


def charted() -> list[Subject]:
    """What there are charts of, in the order of the vocabulary. Two queries, and none while that stays as it is."""
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
        what = f"{self.subject.name}: {self.subject.tie.place} for each persona"
        shared = ["only what two or more share"] if self.at_least > 1 else []
        return captioned(what, [*self.cast.called, *shared])

    @cached_property
    def personas(self) -> Paginator:
        pages = Paginator(self.cast.with_any(self.subject, self.silent), COLUMNS_A_PAGE)
        pages.count = self.cast.count - len(self.silent)
        return pages

    @cached_property
    def silent(self) -> list[int]:
        """Of whom the subject says nothing, and who were not named; by their primary keys."""
        return self.cast.silent(self.subject)

    @cached_property
    def heads(self) -> Paginator:
        """All rows, in the order that was asked for."""
        heads = self.cast.heads(self.subject, self.at_least)
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
        personas = list(starmap(Who, self.personas.page(columns)))
        heads = list(self.heads.page(rows))
        return self.matrix(personas, heads, marks_of([self.subject], personas, heads))

    def whole(self) -> Matrix:
        """Every column and every row, for downloads."""
        personas = list(starmap(Who, self.cast.with_any(self.subject, self.silent)))
        heads = self.heads.object_list
        return self.matrix(personas, heads, marks_of([self.subject], self.cast.personas, heads))

    def matrix(self, personas, heads: Sequence[Head], marks: Sequence[Mark]) -> Matrix:
        return build(
            self.caption,
            heads,
            [who.column for who in personas],
            marks,
            of=self.personas.count,
            corner=self.subject.group.row_word,
            legend=self.subject.tie.legend,
        )


def most_shared(offered: Sequence[Subject], cast: Cast) -> Matrix:
    """What most of the cast share: the first statements of every facet, with how many have them. They are counted in
    the census; four queries beside it."""
    census = current_census()
    crowd = cast.crowd(census)
    sizes = census.count_statements(crowd)
    groups = {subject.part: subject.group for subject in offered if subject.tie is STATEMENTS}
    leading = [leading_of(terms, sizes) for terms in STATEMENTS.terms_in(tuple(groups)).values()]
    counts = {term: (sizes[term], 0) for terms in leading for term in terms}
    counts |= cast.counts(STATEMENTS, tuple(term for terms in leading for term in alike_in(terms, sizes)))
    shared = groupby(STATEMENTS.heads(counts, groups, at_least=2), key=lambda head: head.group)
    heads = [head for _, found in shared for head in islice(found, MOST_SHARED)]
    marks = [Mark(head.key, COUNT.key, str(head.count), f"{head.count} personas") for head in heads]
    return build(captioned("Most shared statements", cast.called), heads, [COUNT], marks, of=len(crowd))


def captioned(what: str, conditions: Sequence[str]) -> str:
    """What a chart shows, and in brackets what it is kept to: a file of it has no other way to tell."""
    return f"{what} ({', '.join(conditions)})" if conditions else what


def leading_of(terms: Collection[int], sizes: Mapping[int, int]) -> list[int]:
    """Those of a facet's terms that can be among the most shared, by how many have each."""
    largest = nlargest(MOST_SHARED, (sizes.get(term, 0) for term in terms))
    least = max(2, largest[-1])
    return [term for term in terms if sizes.get(term, 0) >= least]


def alike_in(terms: Collection[int], sizes: Mapping[int, int]) -> list[int]:
    """Those of the terms that as many have as another one: only these have to be told apart by their first places."""
    times = Counter(sizes[term] for term in terms)
    return [term for term in terms if times[sizes[term]] > 1]
