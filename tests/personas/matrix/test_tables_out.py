from io import BytesIO

import pytest
from openpyxl import load_workbook

from personas.matrix import Column, Group, Head, Mark, build
from personas.matrix.tables_out import MOST_COLUMNS, as_csv, as_xlsx
from personas.spreadsheets.errors import SheetError

ABOUT = [("Shows", "Goals"), ("Link", "=1+1")]
GOALS = Group("goals", "=Goals")


def matrix(columns=2, name="Calm"):
    heads = [Head("calm", name, GOALS, 2), Head("talk", "Podcast", Group("c", "Content"), 1)]
    columns = [Column(str(number), f"@Ada {number}") for number in range(columns)]
    return build("Goals", heads, columns, [Mark("calm", "0", "2", shade=4), Mark("talk", "1", "Primary")])


def test_csv_holds_what_the_table_prints_with_formulas_defused():
    lines = as_csv(matrix(name="+SUM(A1), “all”"), ABOUT).decode("utf-8-sig").splitlines()
    assert lines == [
        "Facet,Statement,'@Ada 0,'@Ada 1",
        "'=Goals,\"'+SUM(A1), “all”\",2,",
        "Content,Podcast,,Primary",
    ]


def test_xlsx_holds_numbers_shades_and_no_formula():
    book = load_workbook(BytesIO(as_xlsx(matrix(name="=1+1\x01"), ABOUT)))
    table, about = book.worksheets
    assert list(table.values) == [
        ("Facet", "Statement", "'@Ada 0", "'@Ada 1"),
        ("'=Goals", "'=1+1_x0001_", 2, None),
        ("Content", "Podcast", None, "Primary"),
    ]
    assert (table["C2"].fill.fgColor.rgb, table["C2"].font.color.rgb, table.freeze_panes) == (
        "003D6FB5",
        "00FFFFFF",
        "C2",
    )
    assert list(about.values) == [("Shows", "Goals"), ("Link", "'=1+1")]
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}


def test_xlsx_has_more_columns_than_letters():
    [table, _] = load_workbook(BytesIO(as_xlsx(matrix(columns=60), ABOUT))).worksheets
    assert (table.max_column, table["BJ1"].value) == (62, "'@Ada 59")


def test_what_has_no_room_is_refused_with_a_way_out():
    with pytest.raises(SheetError, match="take CSV"):
        as_xlsx(matrix(columns=MOST_COLUMNS + 1), ABOUT)


def test_a_text_without_room_is_refused_before_anything_is_written():
    with pytest.raises(SheetError, match="no room"):
        as_xlsx(matrix(name="x" * 40_000), ABOUT)
