"""The file of a meeting tool: its table of people, wherever in the file it stands."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from personas.spreadsheets.csv_files import decoded
from personas.spreadsheets.errors import SheetError

from .columns import CAME, EMAIL, FIRST, LAST, LOGIN, MINUTES, NAME, Columns, columns_of
from .durations import minutes_of
from .seen import EMAIL as ADDRESS
from .seen import Seen, UnreadableList, longest, seen, together

FILE_BYTES = 2 * 1024 * 1024
ORIGINAL = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")
NO_TABLE = (
    "There is no table of people in the file: it needs a heading such as “Name” or “First name” and “Last name”, and "
    "one such as “Email” or “Duration”. Take the participants' or attendance report of Zoom, Meet or Teams as CSV."
)


def read_file(content: bytes) -> list[Seen]:
    """The people of a CSV file. Raises UnreadableList."""
    if len(content) > FILE_BYTES:
        raise UnreadableList("The file is larger than 2 MB, which no list of a meeting is.")
    try:
        text, _ = decoded(content)
    except SheetError as error:
        raise UnreadableList(str(error)) from error
    tables = max((tables_in(text, delimiter) for delimiter in ",\t;"), key=lambda found: sum(map(len, found)))
    people = longest(together(table) for table in tables)
    if not people:
        raise UnreadableList(NO_TABLE)
    return people


def tables_in(text: str, delimiter: str) -> list[list[Seen]]:
    """The people of each table: a row of known headings begins it, an empty line or another such row ends it."""
    tables: list[list[Seen]] = []
    columns = None
    for cells in rows_of(text, delimiter):
        found = columns_of(cells)
        if found.names_people:
            columns = found
            tables.append([])
        elif not any(cell.strip() for cell in cells):
            columns = None
        elif columns and (person := person_in(cells, columns)):
            tables[-1].append(person)
    return tables


def rows_of(text: str, delimiter: str) -> Iterable[list[str]]:
    """Raises UnreadableList where the rows can't be told apart."""
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableList("The rows of the file can't be told apart: take the tool's own CSV again.") from error


def person_in(cells: list[str], columns: Columns) -> Seen | None:
    """The person of a row; None for an empty one and for whoever registered and stayed away."""
    if columns.value(cells, CAME).casefold() == "no":
        return None
    login = columns.value(cells, LOGIN)
    email = columns.value(cells, EMAIL) or (login if ADDRESS.fullmatch(login) else "")
    return seen(name_in(cells, columns), email, minutes_of(columns.value(cells, MINUTES)))


def name_in(cells: list[str], columns: Columns) -> str:
    """The name; of one that somebody gave themselves for the meeting, their account's behind it."""
    name = columns.value(cells, NAME)
    if columns.has_original and (both := ORIGINAL.fullmatch(name)):
        return both[2]
    return name or f"{columns.value(cells, FIRST)} {columns.value(cells, LAST)}".strip()
