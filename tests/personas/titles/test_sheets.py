"""Titles in tables, and the table of what they mean."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.xlsx_files import xlsx_bytes
from personas.titles.matching import match
from personas.titles.sheets import read_rows, row_out

from .catalogues import catalogue_of


def book_of(*sheets: list[list]) -> bytes:
    """An Excel file of several sheets, saved with the first one open."""
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def titles_in(content: bytes, column: str = "title") -> list[str]:
    return [title for (title,) in read_rows(content, [column]).values]


@pytest.mark.parametrize(
    "content",
    [
        "id,Title\n1,CTO\n2,\n3,Chef de projet é\n".encode(),
        "id;TITLE\r\n1;CTO\r\n2;\r\n3;Chef de projet é\r\n".encode("cp1252"),
        "\ufefftitle\tid\nCTO\t1\n\t2\nChef de projet é\t3".encode("utf-16"),
        xlsx_bytes("x", ["id", "title"], [9, 9], [[1, "CTO"], [2, None], [3, "Chef de projet é"]]),
        "sep=;\nid;title\n1;CTO\n2;\n3;Chef de projet é\n".encode(),
        "Contacts, all of them\n\nid;title\n1;CTO\n2;\n3;Chef de projet é\n".encode(),
        book_of(
            [["Exported in March"]],
            [["Contacts"], [], ["id", "title"], [1, "CTO"], [2, None], [3, "Chef de projet é"]],
            [["Notes", "of"]],
        ),
    ],
)
def test_any_table(content):
    assert titles_in(content) == ["CTO", "", "Chef de projet é"]


def test_a_word_alone_below_the_first_row_is_no_heading():
    assert titles_in(b"title\nCTO\nTitle\nPoet\n") == ["CTO", "Title", "Poet"]


def test_another_column_and_defused_cells():
    assert titles_in(b"job,title\n'=CTO,x\n", "Job") == ["=CTO"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty: its first row has to hold the headings."),
        (b"name,job\nx,y\n", "There is no column “title”: the first row has “name”, “job”."),
        (b"title,Title\nx,y\n", "There are several columns “title”: keep one of them."),
        (b"\x89PNG\x00", "This is neither a CSV nor an .xlsx file: save the table as one of them."),
        (
            b'title\n"x\n',
            "Near line 2 the quotation marks don't match: each one opened must be closed, and one inside a "
            "text is written twice.",
        ),
        (
            b"PK\x03\x04no",
            "This .xlsx file can't be read: open it in your spreadsheet program, save it again and try once more.",
        ),
    ],
)
def test_bad_tables(content, sentence):
    with pytest.raises(SheetError) as refused:
        titles_in(content)
    assert str(refused.value) == sentence


def test_rows_out_are_safe():
    known = catalogue_of({"=tristan": ["CTO", "+1 Poet"], "ben": ["Baker", "CTO"]})
    assert row_out(match("CTO", known)) == ["CTO", "'=Tristan", "'=tristan", "Exact title.", "100", "Ben"]
    assert row_out(match("=2+2", known)) == ["'=2+2", "", "", "No match.", "", ""]
