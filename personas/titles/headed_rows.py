"""The rows of a table file from its headings on, wherever exports put these: below a title, on another sheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO, StringIO
from itertools import islice

from openpyxl import load_workbook

from personas.spreadsheets.csv_files import DELIMITERS, SEPARATOR_LINE
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.sheet import heading_key
from personas.spreadsheets.xlsx_files import UNREADABLE, refuse_bomb, text_of

FIRST = 20  # rows among which the headings are looked for
START = 20_000  # letters in which these are
MOST_COLUMNS = 256

Row = list[str]


def csv_rows(text: str, columns: Iterable[str]) -> Iterator[Row]:
    """The rows of a CSV text, from the one with a heading of these `columns` on; all of them where none has. Raises
    SheetError while they are read."""
    keys = set(map(heading_key, columns))
    if hint := SEPARATOR_LINE.match(text):
        delimiter, text = hint[1], text[hint.end() :]
    else:
        delimiter = max(DELIMITERS, key=lambda each: fitness(first_rows(text, each), keys))
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from from_headings(rows, keys)
    except csv.Error as error:
        raise SheetError(
            f"Near line {rows.line_num} the quotation marks don't match: each one opened must be closed, and one "
            "inside a text is written twice."
        ) from error


def xlsx_rows(content: bytes, columns: Iterable[str]) -> Iterator[Row]:
    """The same of an XLSX file: of the sheet that was open when it was saved, or else of the first that has such a
    heading."""
    refuse_bomb(content)
    keys = set(map(heading_key, columns))
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = sorted(book.worksheets, key=lambda sheet: sheet is not book.active)
        sheet = next((sheet for sheet in sheets if place_of_headings(first_of(sheet), keys) is not None), sheets[0])
        yield from from_headings(texts_of(sheet), keys)
    except SheetError:
        raise
    except Exception as error:  # a broken file breaks the library in a dozen different ways
        raise SheetError(UNREADABLE) from error


def texts_of(sheet) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
        yield [text_of(value) for value in row]


def first_of(sheet) -> list[Row]:
    return list(islice(texts_of(sheet), FIRST))


def first_rows(text: str, delimiter: str) -> list[Row]:
    """The first rows, as far as they can be read."""
    rows = []
    with suppress(csv.Error):
        rows.extend(islice(csv.reader(StringIO(text[:START], newline=""), delimiter=delimiter), FIRST))
    return rows


def fitness(rows: Sequence[Row], keys: set[str]) -> tuple[bool, int]:
    """How well a delimiter fits: it shows a heading that is known, or else more columns."""
    place = place_of_headings(rows, keys)
    told = rows[place] if place is not None else next(filter(any, rows), [])
    return place is not None, len(told)


def from_headings(rows: Iterable[Row], keys: set[str]) -> Iterator[Row]:
    rows = iter(rows)
    first = list(islice(rows, FIRST))
    yield from first[place_of_headings(first, keys) or 0 :]
    yield from rows


def place_of_headings(rows: Sequence[Row], keys: set[str]) -> int | None:
    """Which row has one of the headings; below the first, one that is alone in its row is no heading."""
    is_first = True
    for number, row in enumerate(rows):
        filled = sum(bool(cell.strip()) for cell in row)
        if filled > (0 if is_first else 1) and not keys.isdisjoint(map(heading_key, row)):
            return number
        is_first = is_first and not filled
    return None
