"""A table of rows × columns: built from heads, columns and marks, whatever these are about."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from itertools import groupby

STEPS = 5  # shades of the ramp, 5 the strongest


class Hashed:
    """A frozen dataclass whose hash is worked out once: rows are looked up by all that stands in them."""

    @cached_property
    def own_hash(self) -> int:
        return hash(tuple(getattr(self, each.name) for each in fields(self)))

    def __hash__(self):
        return self.own_hash


@dataclass(frozen=True)
class Group(Hashed):
    """Rows that belong together, such as the statements of one facet. `row_word` is what one of its rows is."""

    key: str
    name: str
    row_word: str = "Statement"

    __hash__ = Hashed.__hash__


@dataclass(frozen=True)
class Column:
    """What stands above a column. `badge`, `colour` and `tags` are for its picture and what to know about it."""

    key: str
    name: str
    url: str = ""
    note: str = ""
    badge: str = ""
    colour: int = 0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head(Hashed):
    """What stands before a row. `count` is how many columns have it, those on other pages included."""

    key: str
    name: str
    group: Group
    count: int = 0
    url: str = ""

    __hash__ = Hashed.__hash__


@dataclass(frozen=True)
class Mark(Hashed):
    """What stands where a row and a column meet.

    `text` is printed; `says` tells it in words; `shade` is 1 to STEPS; `place` sorts (1 first). `noted` means that a
    remark belongs to it. Two marks with the same `sense` count as the same value. It leads to `url`, or where it is
    `explained`, to the reason that the page itself gives. A text of several parts has them as pairs of a class and
    its words, too.
    """

    row: str
    column: str
    text: str
    says: str = ""
    shade: int = STEPS
    place: int = 1
    noted: bool = False
    sense: str = ""
    url: str = ""
    explained: bool = False
    parts: tuple[tuple[str, str], ...] = ()

    __hash__ = Hashed.__hash__


@dataclass(frozen=True)
class Row:
    """A head with its cells, one a column; None where there is nothing."""

    head: Head
    cells: tuple[Mark | None, ...]

    @property
    def key(self) -> str:
        return self.head.key

    @property
    def is_shared(self) -> bool:
        """Whether two columns or more have it."""
        return self.head.count > 1

    @cached_property
    def is_different(self) -> bool:
        """Whether the columns don't all say the same."""
        return len({cell and cell.sense for cell in self.cells}) > 1


@dataclass(frozen=True)
class Matrix:
    """The table, with the `caption` that says what it shows, `corner` above the heads, and a `legend` of shade and
    words.

    `of` is how many columns there are in all, where it shows a page of them. `group_word` is what a group of rows is,
    for tables that have a column for it.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    of: int
    corner: str = "Statement"
    legend: Sequence[tuple[int, str]] = field(default=())
    group_word: str = "Facet"

    @cached_property
    def groups(self) -> list[tuple[Group, tuple[Row, ...]]]:
        """The rows by their groups, in order."""
        return [(group, tuple(rows)) for group, rows in groupby(self.rows, key=lambda row: row.head.group)]

    @property
    def is_grouped(self) -> bool:
        """Whether the rows are of more than one group, so that each needs a heading."""
        return len(self.groups) > 1

    @property
    def width(self) -> int:
        """How many columns the table has with that of the heads."""
        return len(self.columns) + 1

    def keeping(self, wanted: Callable[[Row], bool]) -> "Matrix":
        """The same matrix with the wanted rows alone."""
        return replace(self, rows=[row for row in self.rows if wanted(row)])

    @property
    def has_notes(self) -> bool:
        return any(cell and cell.noted for row in self.rows for cell in row.cells)


def build(
    caption: str,
    heads: Iterable[Head],
    columns: Sequence[Column],
    marks: Iterable[Mark],
    *,
    of: int | None = None,
    corner: str = "Statement",
    legend: Sequence[tuple[int, str]] = (),
    group_word: str = "Facet",
) -> Matrix:
    """The matrix of the heads, in their order, with the marks put where they belong; marks of other rows or columns
    are passed over."""
    heads, columns = list(heads), tuple(columns)
    cells = cells_of([head.key for head in heads], [column.key for column in columns], marks)
    rows = [Row(head, tuple(cells[head.key])) for head in heads]
    return Matrix(caption, columns, rows, len(columns) if of is None else of, corner, legend, group_word)


def cells_of(rows: Sequence[str], columns: Sequence[str], marks: Iterable[Mark]) -> dict[str, list[Mark | None]]:
    """The cells of each row, by its key. Most stay empty, so it is the marks that are gone through."""
    places = {column: place for place, column in enumerate(columns)}
    cells = {row: [None] * len(columns) for row in rows}
    for mark in marks:
        if mark.row in cells and mark.column in places:
            cells[mark.row][places[mark.column]] = mark
    return cells
