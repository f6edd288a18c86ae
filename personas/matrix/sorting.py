"""In which order the rows of a matrix stand: the catalogue's own, by name, by count, or by one of the columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .table import Head

NAME, COUNT, COLUMN = "name", "count", "by"


@dataclass(frozen=True)
class Sorting:
    """What the address says: `what` is NAME, COUNT, COLUMN or empty for the catalogue's own order.

    `column` is the key of the column to go by. Names start with A, counts with the most, columns with the first place;
    `reverse` turns that round.
    """

    what: str = ""
    column: str = ""
    reverse: bool = False

    @classmethod
    def read(cls, text: str) -> "Sorting":
        """From "name", "count", "by:ada", each with a minus in front for the reverse. Raises ValueError."""
        what, _, column = text.removeprefix("-").partition(":")
        if text and (what not in (NAME, COUNT, COLUMN) or bool(column) != (what == COLUMN)):
            raise ValueError(f"There is no order “{text[:60]}”.")
        return cls(what, column, text.startswith("-"))

    def __str__(self):
        return "-" * self.reverse + self.what + ":" * bool(self.column) + self.column

    def towards(self, what: str, column: str = "") -> "Sorting":
        """The order that a click on a heading asks for: that one, or its reverse where it holds already."""
        same = (what, column) == (self.what, self.column)
        return Sorting(what, column, same and not self.reverse)

    def direction(self, what: str, column: str = "") -> str:
        """For aria-sort: "ascending", "descending", or nothing where something else decides."""
        if (what, column) != (self.what, self.column):
            return ""
        return "ascending" if self.reverse == (what == COUNT) else "descending"

    def applied(self, heads: Iterable[Head], places: Mapping[str, int]) -> list[Head]:
        """The heads in this order, group by group; `places` are those of the column, by row. Rows that the column
        doesn't have come last either way."""
        heads = list(heads)
        if not self.what:
            return heads
        groups = {group: number for number, group in enumerate(dict.fromkeys(head.group for head in heads))}
        ordered = sorted(heads, key=lambda head: self.value_of(head, places), reverse=self.reverse)
        return sorted(ordered, key=lambda head: (groups[head.group], self.what == COLUMN and head.key not in places))

    def value_of(self, head: Head, places: Mapping[str, int]) -> str | int:
        match self.what:
            case "name":
                return head.name.casefold()
            case "count":
                return -head.count
            case _:
                return places.get(head.key, 0)
