from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation

from personas.matrix import Column, Group, Head, Mark, build
from personas.matrix.slides import COLUMNS_A_SLIDE, MOST_SLIDES, ROWS_A_SLIDE, WORDY_SIZE, TooManySlides, as_pptx

GOALS = Group("goals", "Goals")


def deck(matrix):
    return Presentation(BytesIO(as_pptx(matrix, [("Link", "https://example.com/?p=ada")])))


def matrix(rows=1, columns=1, name="Calm {}", text="Primary"):
    heads = [Head(str(number), name.format(number), GOALS, rows - number) for number in range(rows)]
    marks = [Mark("0", "0", text, shade=5)]
    return build("Goals", heads, [Column(str(number), f"Ada {number}") for number in range(columns)], marks)


def tables(slides):
    return [shape.table for slide in slides for shape in slide.shapes if shape.has_table]


def charts(slides):
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def test_the_first_slide_is_a_chart_and_the_next_a_table():
    slides = list(deck(matrix(rows=2, columns=2)).slides)
    [chart], [table] = charts(slides[:1]), tables(slides[1:])
    [series] = chart.plots[0].series
    assert (list(chart.plots[0].categories), list(series.values)) == (["Calm 1", "Calm 0"], [1, 2])
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["Statement", "Ada 0", "Ada 1"], ["Calm 0", "Primary", ""], ["Calm 1", "", ""]]
    assert slides[0].shapes[-1].text_frame.text == "Link: https://example.com/?p=ada"


def test_a_large_table_goes_on_on_more_slides():
    slides = deck(matrix(rows=ROWS_A_SLIDE + 1, columns=COLUMNS_A_SLIDE + 1)).slides
    assert [(len(table.rows) - 1, len(table.columns) - 1) for table in tables(slides)] == [
        (ROWS_A_SLIDE, COLUMNS_A_SLIDE),
        (1, COLUMNS_A_SLIDE),
        (ROWS_A_SLIDE, 1),
        (1, 1),
    ]


def test_cells_of_many_words_are_fewer_on_a_slide():
    high, wide = WORDY_SIZE
    found = tables(deck(matrix(rows=high + 1, columns=wide, text="It pays for itself. " * 20)).slides)
    assert [(len(table.rows) - 1, len(table.columns) - 1) for table in found] == [(high, wide), (1, wide)]
    assert len(found[0].cell(1, 1).text) == 110


def test_more_slides_than_anybody_looks_at_are_refused():
    with pytest.raises(TooManySlides, match="take CSV or XLSX"):
        as_pptx(matrix(rows=ROWS_A_SLIDE * MOST_SLIDES + 1), [])


def test_the_numbers_behind_the_chart_run_no_formula():
    content = as_pptx(matrix(rows=2, name="=HYPERLINK({})"), [])
    [embedded] = [name for name in ZipFile(BytesIO(content)).namelist() if name.endswith(".xlsx")]
    parts = ZipFile(BytesIO(ZipFile(BytesIO(content)).read(embedded)))
    assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert b"'=HYPERLINK(0)" in parts.read("xl/sharedStrings.xml")


@pytest.mark.parametrize("name", ["a\x00\x0b\ufffeb", "x" * 5000, "<b>&amp;"])
def test_any_statement_fits(name):
    [table] = tables(deck(matrix(name=name)).slides)
    assert len(table.cell(1, 0).text) <= 110


def test_a_matrix_without_rows_still_says_what_it_shows():
    slides = deck(matrix(rows=0)).slides
    assert [slide.shapes.title.text for slide in slides] == ["Goals"]
