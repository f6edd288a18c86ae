"""A table as it was read: headings, rows of texts, and what was wrong with single cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .errors import SheetError

SHEET_BYTES = 5 * 1024 * 1024
SHEET_ROWS = 20_000
SHEET_COLUMNS = 40
# What a compressed file may hold, so that a small upload can't fill the memory.
SHEET_LETTERS = 20 * 1024 * 1024
LIMITS = f"at most {SHEET_BYTES // 1024 // 1024} MB and {SHEET_ROWS:,} rows"


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell or row: the row's number in the file, from 1, the column's heading, how to mend it.

    The column is empty when the row as a whole is meant.
    """

    number: int
    column: str
    message: str


@dataclass
class Sheet:
    """Headings as the table knows them, and rows as pairs of their number in the file and their texts."""

    headings: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remark: str = ""


class SheetBuilder:
    """Takes the rows of a file one by one, the row of headings first, and makes a Sheet of them.

    `known` are the headings that the table has, by all their wordings. Raises SheetError when the file is over a
    limit or its headings are wrong.
    """

    def __init__(self, known: Mapping[str, str]):
        self.known = {heading_key(wording): heading for wording, heading in known.items()}
        self.sheet: Sheet | None = None
        self.letters = 0

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Take in a row; blank ones are passed over."""
        if not any(cell.strip() for cell in cells):
            return
        if self.sheet is None:
            self.sheet = Sheet(self.headings_in(cells))
            return
        self.refuse_too_much(cells)
        width = len(self.sheet.headings)
        if any(cell.strip() for cell in cells[width:]):
            self.fault(
                number, "", f"The row has more cells than there are headings ({width}): look for a stray comma."
            )
        self.sheet.rows.append((number, [*cells[:width], *[""] * (width - len(cells))]))

    def fault(self, number: int, column: int | str, message: str) -> None:
        """Note what is wrong in a row; the column by its place, from 0, or by its heading."""
        if self.sheet is None:
            raise SheetError(f"In the row of headings: {message}")
        if isinstance(column, int):
            column = self.sheet.headings[column] if column < len(self.sheet.headings) else ""
        self.sheet.faults.append(Fault(number, column, message))

    def done(self) -> Sheet:
        """The sheet. Raises SheetError when there was nothing but headings, or not even these."""
        if self.sheet is None:
            raise SheetError("The file is empty: its first row has to hold the headings.")
        if not self.sheet.rows:
            raise SheetError("There is no row below the headings.")
        self.drop_blank_columns()
        return self.sheet

    def drop_blank_columns(self) -> None:
        """Leave out columns without a heading. Raises SheetError when there is something in one."""
        named = [place for place, heading in enumerate(self.sheet.headings) if heading]
        if len(named) == len(self.sheet.headings):
            return
        for number, cells in self.sheet.rows:
            if any(cell.strip() for place, cell in enumerate(cells) if not self.sheet.headings[place]):
                raise SheetError(f"Row {number} has something in a column without a heading: name the column.")
        self.sheet.rows = [(number, [cells[place] for place in named]) for number, cells in self.sheet.rows]
        self.sheet.headings = [self.sheet.headings[place] for place in named]

    def headings_in(self, cells: Sequence[str]) -> list[str]:
        headings = list(cells)
        while headings and not headings[-1].strip():
            headings.pop()
        found = [self.known.get(heading_key(heading), "") for heading in headings]
        unknown = [
            heading.strip() for heading, name in zip(headings, found, strict=True) if heading.strip() and not name
        ]
        if unknown:
            raise SheetError(
                f"{unknown_columns(unknown)} The columns are: {', '.join(dict.fromkeys(self.known.values()))}."
            )
        twice = sorted({name for name in found if name and found.count(name) > 1})
        if twice:
            raise SheetError(f"There are several columns “{twice[0]}”: keep one of them.")
        return found

    def refuse_too_much(self, cells: Sequence[str]) -> None:
        self.letters += sum(map(len, cells))
        if len(self.sheet.rows) >= SHEET_ROWS:
            raise SheetError(f"There are more than {SHEET_ROWS:,} rows: bring them in as several files.")
        if self.letters > SHEET_LETTERS:
            raise SheetError("The file unpacks to more text than can be read at once: bring it in as several files.")


def heading_key(heading: str) -> str:
    """What makes two headings the same: their words, whatever the case; “role_label” is “Role label”."""
    return " ".join(heading.replace("_", " ").replace("\ufeff", "").casefold().split())


def unknown_columns(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name[:60]}”" for name in names[:5])
    return f"There is no column {shown} in this table." if len(names) == 1 else f"This table has no columns {shown}."
