"""Files of all sorts: read, or refused with one sentence."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from personas.spreadsheets import sheet as limits
from personas.spreadsheets import xlsx_files
from personas.spreadsheets.csv_files import WINDOWS
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.reading import read_sheet
from personas.spreadsheets.registry import TABLES, read_table
from personas.spreadsheets.xlsx_files import UNREADABLE

from .files import csv_file, saved, xlsx_file

KNOWN = {"Name": "Name", "Role label": "Role label", "Job": "Role label", "Day": "Day"}
ROWS = (["Name", "Role label"], ["Zoë", "Chef; head, of\nall"])


def read(content: bytes):
    return read_sheet(content, KNOWN)


def refusal(content: bytes) -> str:
    with pytest.raises(SheetError) as caught:
        read(content)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_every_program(encoding, delimiter):
    sheet = read(csv_file(*ROWS, encoding=encoding, delimiter=delimiter))
    assert (sheet.headings, sheet.rows, sheet.remark) == (ROWS[0], [(2, ROWS[1])], "")


def test_an_old_encoding_is_read_with_a_remark():
    sheet = read(csv_file(*ROWS, encoding="cp1252"))
    assert (sheet.rows, sheet.remark) == ([(2, ROWS[1])], WINDOWS)


def test_a_separator_line_is_no_row():
    assert read(b"sep=;\r\nName;Role label\r\nAda;x\r\n").rows == [(3, ["Ada", "x"])]


def test_another_wording_of_a_heading_is_the_same_column():
    sheet = read(csv_file(["name", "JOB"], ["Ada", "Chef"]))
    assert (sheet.headings, sheet.rows) == (["Name", "Role label"], [(2, ["Ada", "Chef"])])


def test_blank_rows_count_but_say_nothing():
    assert read(csv_file(["name", "ROLE_LABEL"], ["", " "], ["Ada", ""])).rows == [(3, ["Ada", ""])]


def test_xlsx_cells_become_texts():
    content = xlsx_file(
        ["Name", "Role label", "Day"], [7, 2.5, date(2026, 11, 21)], [1.0, True, datetime(2026, 1, 2, 3)]
    )
    assert read(content).rows == [(2, ["7", "2.5", "2026-11-21"]), (3, ["1", "yes", "2026-01-02 03:00:00"])]


def test_formulas_and_errors_in_cells_are_told():
    book = Workbook()
    book.active.append(["Name", "Role label"])
    book.active.append(["=1+1", "#REF!"])
    faults = read(saved(book)).faults
    assert [(fault.number, fault.column) for fault in faults] == [(2, "Name"), (2, "Role label")]
    assert "formula" in faults[0].message
    assert "#REF!" in faults[1].message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (csv_file(["Name"]), "no row below"),
        (csv_file(["Nam", "Role label"], ["a", "b"]), "no column “Nam” in this table. The columns are: Name"),
        (csv_file(["Name", "x", "y"], ["a", "b", "c"]), "no columns “x”, “y”"),
        (csv_file(["Name", "name"], ["a", "b"]), "several columns “Name”"),
        (csv_file(["Name", "", "Day"], ["a", "b", "c"]), "Row 2 has something in a column without a heading"),
        (b'Name,Day\r\n"open,x\r\n', "quotation marks"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "neither a CSV nor an .xlsx"),
        (b"\xff\xfea", "can't be read: save it as"),
        (b"Name\n\x81\x8d", "can't be read: save it as"),
        (b"\xd0\xcf\x11\xe0old", "old Excel file"),
        (b"PK\x03\x04broken", UNREADABLE),
        (bytes(limits.SHEET_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_cant_be_read_is_refused_in_a_sentence(content, said):
    assert said in refusal(content)


def test_a_zip_that_is_no_workbook_is_refused():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(stream.getvalue()).startswith("This is a zip file, but no .xlsx")


def test_a_zip_bomb_is_refused_unopened():
    stream = BytesIO(xlsx_file(*ROWS))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(xlsx_files.UNPACKED_BYTES))
    assert "unpacks to more" in refusal(stream.getvalue())


def test_a_workbook_with_a_broken_sheet_is_refused():
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx_file(*ROWS))) as good, zipfile.ZipFile(stream, "w") as bad:
        for part in good.namelist():
            bad.writestr(part, good.read(part)[: 80 if "sheet1" in part else None])
    assert refusal(stream.getvalue()) == UNREADABLE


def test_entities_that_multiply_are_refused():
    stream = BytesIO()
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 9))
    head = f'<!DOCTYPE x [<!ENTITY a0 "laughs">{laughs}]>'
    with zipfile.ZipFile(BytesIO(xlsx_file(*ROWS))) as good, zipfile.ZipFile(stream, "w") as bad:
        for part in good.namelist():
            text = good.read(part).decode()
            if "sharedStrings" in part or "sheet1" in part:
                text = head + text.split("?>")[-1].replace("<t>", "<t>&a8;").replace("<v>", "<v>&a8;")
            bad.writestr(part, text)
    assert refusal(stream.getvalue()) == UNREADABLE


def test_a_sheet_that_goes_on_with_empty_rows_for_ever_is_refused():
    book = Workbook()
    book.active.append(["Name"])
    book.active.cell(row=1_048_576, column=1, value="last")
    assert "more than 100,000 rows" in refusal(saved(book))


def test_too_many_rows_or_letters_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "SHEET_ROWS", 2)
    assert "more than 2 rows" in refusal(csv_file(["Name"], *[["a"]] * 3))
    monkeypatch.setattr(limits, "SHEET_LETTERS", 5)
    assert "more text than can be read" in refusal(csv_file(["Name"], ["abcdef"]))


def test_a_row_longer_than_the_headings_is_told():
    (fault,) = read(csv_file(["Name", "Day"], ["a", "b", "c"])).faults
    assert (fault.number, fault.column) == (2, "")


def test_columns_that_a_table_needs():
    with pytest.raises(SheetError, match="no column “Facet”"):
        read_table(csv_file(["Persona", "Statement"], ["a", "b"]), TABLES["persona-traits"])
    with pytest.raises(SheetError, match="no column “Address” or “Name”"):
        read_table(csv_file(["Status"], ["Draft"]), TABLES["personas"])
