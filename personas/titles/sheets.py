"""Titles in a table that somebody uploads or names, and the table of what they mean."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from openpyxl import load_workbook

from personas.spreadsheets.csv_files import DELIMITERS, decoded, delimiter_of, first_row
from personas.spreadsheets.defusing import defused, restored
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.reading import OLD_OFFICE, ZIP
from personas.spreadsheets.sheet import heading_key
from personas.spreadsheets.xlsx_files import UNREADABLE, refuse_bomb, text_of

from .answers import Match

MOST_BYTES = 50 * 1024 * 1024
NO_MATCH = "No match."
HEADINGS = ("title", "persona", "address", "reason", "score", "runner-up")


@dataclass(frozen=True)
class Rows:
    """The rows of a table below its headings, in columns that were asked for; `total` where it is known
    beforehand."""

    values: Iterator[list[str]]
    total: int | None = None


def read_rows(content: bytes, columns: Sequence[str]) -> Rows:
    """The named columns of a CSV or XLSX table, row by row, blank rows too. Raises SheetError with a sentence, also
    while the rows are read."""
    if len(content) > MOST_BYTES:
        raise SheetError(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB: part it into several.")
    if content.startswith(OLD_OFFICE):
        raise SheetError("This is an old Excel file (.xls) or a protected one: save it as .xlsx without a password.")
    if content.startswith(ZIP):
        return Rows(picked(xlsx_rows(content), columns))
    text, _ = decoded(content)
    return Rows(picked(csv_rows(text, columns), columns), max(text.count("\n") - text.endswith("\n"), 0))


def csv_rows(text: str, columns: Sequence[str]) -> Iterator[list[str]]:
    delimiter, text, _ = delimiter_of(text, columns)
    if not {heading_key(heading) for heading in first_row(text, delimiter)}.intersection(map(heading_key, columns)):
        delimiter = max(DELIMITERS, key=lambda each: len(first_row(text, each)))  # to name the columns there are
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from rows
    except csv.Error as error:
        raise SheetError(
            f"Near line {rows.line_num} the quotation marks don't match: each one opened must be closed, and one "
            "inside a text is written twice."
        ) from error


def xlsx_rows(content: bytes) -> Iterator[list[str]]:
    refuse_bomb(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.active if book.active in book.worksheets else book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        for row in sheet.iter_rows(values_only=True):
            yield [text_of(value) for value in row]
    except SheetError:
        raise
    except Exception as error:  # a broken file breaks the library in a dozen different ways
        raise SheetError(UNREADABLE) from error


def picked(rows: Iterator[list[str]], columns: Sequence[str]) -> Iterator[list[str]]:
    """Of each row the columns. Raises SheetError when one is missing, or when there is nothing at all."""
    headings = next((row for row in rows if any(cell.strip() for cell in row)), None)
    if headings is None:
        raise SheetError("The file is empty: its first row has to hold the headings.")
    keys = [heading_key(heading) for heading in headings]
    places = [place_of(column, keys, headings) for column in columns]
    for row in rows:
        yield [restored(row[place]) if place < len(row) else "" for place in places]


def place_of(column: str, keys: list[str], headings: list[str]) -> int:
    key = heading_key(column)
    if keys.count(key) > 1:
        raise SheetError(f"There are several columns “{column}”: keep one of them.")
    if key not in keys:
        named = ", ".join(f"“{' '.join(heading.split())[:40]}”" for heading in headings[:8] if heading.strip())
        raise SheetError(f"There is no column “{column}”: the first row has {named}.")
    return keys.index(key)


def row_out(match: Match) -> list[str]:
    """What a title means as a row of texts under HEADINGS, with formulas defused."""
    best, other = match.best, match.runner_up
    if best is None:
        return [defused(match.title), "", "", NO_MATCH, "", ""]
    cells = [match.title, best.persona.heading, best.persona.slug, best.reason, said_score(best.score)]
    return [defused(cell) for cell in (*cells, other.persona.heading if other else "")]


def said_score(score: float) -> str:
    """A score as it is printed: "100", "92.5"."""
    return f"{score:g}"
