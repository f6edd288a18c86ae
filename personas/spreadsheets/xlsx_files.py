"""XLSX: a zip of XML, read row by row within limits."""

import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font

from .csv_files import without_returns
from .errors import SheetError
from .sheet import SHEET_COLUMNS, Sheet, SheetBuilder

UNPACKED_BYTES = 64 * 1024 * 1024
PARTS = 500
# Programs keep rows that were formatted or emptied; more of them than this are refused rather than walked through.
WALKED_ROWS = 100_000
CELL_LETTERS = 32_767
UNREADABLE = "This .xlsx file can't be read: open it in your spreadsheet program, save it again and try once more."
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
TO_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def read_xlsx(content: bytes, known: Mapping[str, str]) -> Sheet:
    """The table on the sheet that was open when the file was saved. Raises SheetError."""
    refuse_bomb(content)
    builder = SheetBuilder(known)
    try:
        with warnings.catch_warnings():
            # The library warns of what it leaves out, such as drop-down lists: none of it is text.
            warnings.simplefilter("ignore")
            read_rows(load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False), builder)
    except SheetError:
        raise
    except Exception as error:  # a broken file breaks the library in a dozen different ways
        raise SheetError(UNREADABLE) from error
    return builder.done()


def refuse_bomb(content: bytes) -> None:
    """Raise SheetError for a zip that isn't one, or that unpacks to more than a table needs."""
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise SheetError(UNREADABLE) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise SheetError("This is a zip file, but no .xlsx: save the table as CSV or .xlsx.")
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED_BYTES:
        raise SheetError("The file unpacks to more than can be read at once: keep the table's sheet alone in it.")


def read_rows(book, builder: SheetBuilder) -> None:
    sheet = book.active if book.active in book.worksheets else book.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    width = SHEET_COLUMNS
    for number, row in enumerate(sheet.iter_rows(max_col=width), 1):
        if number > WALKED_ROWS:
            raise SheetError("The sheet goes on for more than 100,000 rows: delete the empty ones below the table.")
        if any(cell.value is not None for cell in row):
            builder.add(number, [text_of(cell.value) for cell in row])
            note_faults(builder, number, row)


def note_faults(builder: SheetBuilder, number: int, row) -> None:
    """Note the cells whose text is not what a person sees in them."""
    for place, cell in enumerate(row):
        if cell.value is None:
            continue
        if cell.data_type == "f":
            builder.fault(number, place, "The cell holds a formula: paste its value in its place.")
        elif cell.data_type == "e":
            builder.fault(number, place, f"The cell shows the error {cell.value}: mend it, or empty the cell.")


def text_of(value) -> str:
    """A cell as text: dates as 2026-11-21, whole numbers without a point."""
    match value:
        case None:
            return ""
        case str():
            return without_returns(ESCAPED.sub(lambda found: chr(int(found[1], 16)), value))
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case datetime():
            return value.date().isoformat() if value.time() == time.min else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def xlsx_bytes(title: str, headings: Sequence[str], widths: Sequence[int], rows) -> bytes:
    """An XLSX file with one sheet: bold headings that stay in sight. Raises SheetError when a text has no room."""
    # All rows first: a book that was begun has to be ended.
    rows = [[escaped(value) for value in row] for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    sheet.append([bold(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([cell_of(sheet, value) for value in row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def bold(sheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def escaped(value):
    """A value as the format wants it, without control characters. Raises SheetError for a text that is too long."""
    if not isinstance(value, str):
        return value
    text = TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    if len(text) > CELL_LETTERS:
        raise SheetError(f"A text has more than {CELL_LETTERS:,} letters, which .xlsx has no room for: take CSV.")
    return text or None


def cell_of(sheet, value):
    """A value for a cell; texts of several lines are wrapped."""
    if not isinstance(value, str) or "\n" not in value:
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
