"""Tables for tests: small files, and the short way through a preview."""

import csv
from io import BytesIO, StringIO

from openpyxl import Workbook, load_workbook

from personas.spreadsheets.bringing_in import bring_in, preview_of
from personas.spreadsheets.registry import TABLES, read_table
from personas.spreadsheets.taking_out import FORMATS


def csv_file(*rows, encoding="utf-8", **options) -> bytes:
    stream = StringIO(newline="")
    csv.writer(stream, **options).writerows(rows)
    return stream.getvalue().encode(encoding)


def xlsx_file(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def taken_out(name: str, user, ending: str = "csv", **filters) -> bytes:
    """The file of a table, with the rows that the filters leave."""
    table = TABLES[name]
    return FORMATS[ending][1](table(user), table._meta.model.objects.filter(**filters))


def rows_of(content: bytes, ending: str = "csv") -> list[list]:
    """The rows of a file as a spreadsheet shows them."""
    if ending == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    return [list(row) for row in load_workbook(BytesIO(content)).active.iter_rows(values_only=True)]


def preview(name: str, user, *rows):
    """What bringing the rows in would do."""
    return preview_of(read_table(csv_file(*rows), TABLES[name]), TABLES[name](user))


def faults(name: str, user, *rows) -> list[tuple]:
    return [(fault.number, fault.column, fault.message) for fault in preview(name, user, *rows).faults]


def changes(name: str, user, *rows) -> list[tuple]:
    """The changed cells: row, column, old, new."""
    seen = preview(name, user, *rows)
    assert seen.faults == []
    return [(row.number, each.column, each.old, each.new) for row in seen.rows for each in row.changes]


def bring(name: str, user, *rows):
    """Bring the rows in, and return the preview that was written."""
    seen, written = apply(name, user, csv_file(*rows))
    assert (written, seen.faults) == (True, [])
    return seen


def apply(name: str, user, content: bytes):
    sheet = read_table(content, TABLES[name])
    return bring_in(sheet, TABLES[name], preview_of(sheet, TABLES[name](user)).fingerprint, by=user)
