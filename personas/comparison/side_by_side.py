"""Two to eight personas side by side."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from urllib.parse import urlencode

from django.urls import reverse

from personas.kept.parts import remembered
from personas.matrix import Group, Head, Mark, Matrix, Sorting, build
from personas.matrix.relations import Relations
from personas.matrix.subjects import Subject, column_of, heads_of, marks_of, subjects
from personas.matrix.ties import STATEMENTS
from personas.models import Persona
from personas.slugs import first_free

from .form import DIFFERENT, ROWS, SHARED

KEEP = {DIFFERENT: lambda row: row.is_different, SHARED: lambda row: row.is_shared}


@dataclass(frozen=True)
class Comparable:
    """All that personas can be compared by: the subjects of the vocabulary, and how they stand to each other."""

    subjects: Sequence[Subject]

    @classmethod
    def of_catalogue(cls) -> "Comparable":
        """Two queries, and none while the vocabulary stays as it is."""
        return cls(subjects())

    @cached_property
    def relations(self) -> Group:
        return Group(first_free("relations", {subject.key for subject in self.subjects}), "Relations", "Relation")

    @property
    def groups(self) -> list[Group]:
        return [*(subject.group for subject in self.subjects), self.relations]


class Comparison:
    """The personas with what is chosen to be compared (nothing chosen means everything): `matrix` and `pairs`.

    The same number of queries for two personas and for eight: two for each kind of row, and one for relations.
    """

    def __init__(
        self, personas: Sequence[Persona], user, offered: Comparable, chosen: Collection[str], sorting: Sorting
    ):
        self.personas = personas
        self.user = user
        self.chosen = [subject for subject in offered.subjects if not chosen or subject.key in chosen]
        self.related = offered.relations if not chosen or offered.relations.key in chosen else None
        self.sorting = sorting

    @cached_property
    def whole(self) -> Matrix:
        """The matrix with every row."""
        relations = Relations(self.personas if self.related else [], self.user, self.related)
        tied = marks_of(self.chosen, self.personas)
        marks = [*tied, *relations.marks()]
        heads = [*heads_of(self.chosen, tied), *relations.heads()]
        places = {mark.row: mark.place for mark in marks if mark.column == self.sorting.column}
        columns = [column_of(persona) for persona in self.personas]
        return build(self.caption, self.sorting.applied(heads, places), columns, marks, corner="What they have")

    @property
    def caption(self) -> str:
        names = [persona.name for persona in self.personas]
        return f"{', '.join(names[:-1])} and {names[-1]} compared"

    def matrix(self, only: str) -> Matrix:
        """The matrix with the rows that are wanted: DIFFERENT, SHARED, or all of them."""
        if not only:
            return self.whole
        return replace(self.whole.keeping(KEEP[only]), caption=f"{self.caption}, {dict(ROWS)[only].lower()}")

    @cached_property
    def pairs(self) -> Matrix:
        """How many statements each two of them share: the same table, with personas for rows, too."""
        group = Group("pairs", "Pairs", "Persona")
        shared = {
            (one, other): self.shared_by(one, other) for one, other in combinations(range(len(self.personas)), 2)
        }
        most = max(shared.values(), default=0)
        slugs = [persona.slug for persona in self.personas]
        marks = [pair_mark(slugs[one], slugs[other], count, most) for (one, other), count in shared.items()]
        marks += [pair_mark(slugs[other], slugs[one], count, most) for (one, other), count in shared.items()]
        heads = [Head(persona.slug, persona.heading, group) for persona in self.personas]
        return build("Statements that each two share", heads, self.whole.columns, marks, corner="Persona")

    @property
    def pair_count(self) -> int:
        """How many statements the first two share."""
        return self.shared_by(0, 1)

    def shared_by(self, one: int, other: int) -> int:
        return len(self.statements[one] & self.statements[other])

    @cached_property
    def statements(self) -> list[set[str]]:
        """The statements of each of the personas, by their rows."""
        rows = [row for row in self.whole.rows if row.key.startswith(STATEMENTS.letter)]
        return [{row.key for row in rows if row.cells[number]} for number in range(len(self.personas))]


@remembered(most=2000)
def pair_mark(row: str, column: str, count: int, most: int) -> Mark:
    """How many statements the personas of these two addresses share, with the way to compare them; `most` is how many
    two of the table's do."""
    shade = max(1, round(5 * count / most)) if most else 1
    return Mark(row, column, str(count), f"{count} shared", shade, -count, url=compare_url([row, column]))


def compare_url(slugs: Sequence[str]) -> str:
    """The address of the comparison of these personas."""
    return f"{reverse('personas:compare')}?{urlencode({'p': slugs}, doseq=True)}"
