"""A matrix as CSV and as XLSX, with formulas defused."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from personas.spreadsheets.csv_files import csv_bytes
from personas.spreadsheets.defusing import defused
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.xlsx_files import bold, cell_of, escaped

from .table import Mark, Matrix

# The ramp of the screen, light to strong: the ground, and the ink that is readable on it.
RAMP = {
    1: ("E3ECF9", "1F1D1A"),
    2: ("BCD2F0", "1F1D1A"),
    3: ("8CB0E3", "1F1D1A"),
    4: ("3D6FB5", "FFFFFF"),
    5: ("1C4A8A", "FFFFFF"),
}
WIDTHS = (28, 60)
MOST_COLUMNS = 16_000  # the format has room for a few more


def headings(matrix: Matrix) -> list[str]:
    return [matrix.group_word, matrix.corner, *(column.name for column in matrix.columns)]


def printed(mark: Mark | None) -> str:
    """What a cell says; nothing where there is nothing."""
    return mark.text if mark else ""


def as_csv(matrix: Matrix, about: list[tuple[str, str]]) -> bytes:
    """The table alone: what there is to say about it would only be in the way of a program."""
    rows = ([row.head.group.name, row.head.name, *(printed(mark) for mark in row.cells)] for row in matrix.rows)
    return csv_bytes(list(map(defused, headings(matrix))), (list(map(defused, row)) for row in rows))


def as_xlsx(matrix: Matrix, about: list[tuple[str, str]]) -> bytes:
    """The table, shaded as on the screen, and on a second sheet what it shows and where it comes from. Raises
    SheetError when the format has no room for it."""
    if len(matrix.columns) > MOST_COLUMNS:
        raise SheetError(f"An .xlsx sheet has no room for more than {MOST_COLUMNS:,} columns: take CSV.")
    # All texts first: a book that was begun has to be ended.
    above = [harmless(text) for text in headings(matrix)]
    rows = [[harmless(row.head.group.name), harmless(row.head.name), *map(value_of, row.cells)] for row in matrix.rows]
    notes = [(name, harmless(text)) for name, text in about]
    book = Workbook(write_only=True)
    add_table(book.create_sheet("Table"), above, rows, matrix)
    add_about(book.create_sheet("About"), notes)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def harmless(text: str) -> str | None:
    """The text as a cell may hold it. Raises SheetError when it is too long."""
    return escaped(defused(text))


def value_of(mark: Mark | None) -> str | int | None:
    """Ranks as numbers, everything else as text."""
    if mark is None:
        return None
    return int(mark.text) if mark.text.isdecimal() else harmless(mark.text)


def add_table(sheet, above: list, rows: list[list], matrix: Matrix) -> None:
    sheet.freeze_panes = "C2"
    for number in range(1, len(above) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[number - 1] if number < 3 else 14
    sheet.append([bold(sheet, text) for text in above])
    for row, (group, name, *values) in zip(matrix.rows, rows, strict=True):
        cells = [shaded(sheet, mark, value) for mark, value in zip(row.cells, values, strict=True)]
        sheet.append([cell_of(sheet, group), cell_of(sheet, name), *cells])


def add_about(sheet, notes: list[tuple[str, str | None]]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 100
    for name, text in notes:
        sheet.append([bold(sheet, name), cell_of(sheet, text)])


def shaded(sheet, mark: Mark | None, value):
    """A cell in its shade, or nothing."""
    if mark is None:
        return None
    ground, ink = RAMP[mark.shade]
    cell = WriteOnlyCell(sheet, value)
    cell.fill = PatternFill("solid", fgColor=ground)
    cell.font = Font(color=ink)
    cell.alignment = Alignment(horizontal="center")
    return cell
