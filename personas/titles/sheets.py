"""Titles in a table that somebody uploads or names, and the table of what they mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from personas.spreadsheets.csv_files import decoded
from personas.spreadsheets.defusing import defused, restored
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.reading import OLD_OFFICE, ZIP
from personas.spreadsheets.sheet import heading_key

from .answers import Match
from .headed_rows import csv_rows, xlsx_rows

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
        return Rows(picked(xlsx_rows(content, columns), columns))
    text, _ = decoded(content)
    return Rows(picked(csv_rows(text, columns), columns), max(text.count("\n") - text.endswith("\n"), 0))


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
