"""A matrix as slides: a chart of what is shared most, and the table, on as many slides as it takes to be readable.

The chart and the tables are PowerPoint's own, so that whoever gets them can go on working with them.
"""

import re
from collections.abc import Sequence
from io import BytesIO
from math import ceil

from personas.spreadsheets.defusing import defused

from .table import Mark, Matrix, Row
from .tables_out import RAMP

COLUMNS_A_SLIDE = 10
ROWS_A_SLIDE = 12
WORDY = 30  # letters of a cell; of longer ones fewer fit
WORDY_SIZE = (4, 5)
BARS = 10
MOST_SLIDES = 60
LONGEST = 110  # letters of a statement that fit in a row
NO_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
INK, QUIET, PAPER, LINE = "1F1D1A", "5D5850", "FFFFFF", "F0ECE3"


class TooManySlides(Exception):
    """The matrix would fill more slides than anybody looks at; the message says what to do."""


def slides_needed(matrix: Matrix, rows: int | None = None, columns: int | None = None) -> int:
    """How many slides a matrix takes; or one of that size."""
    rows = len(matrix.rows) if rows is None else rows
    columns = len(matrix.columns) if columns is None else columns
    high, wide = slide_size(matrix)
    return ceil(rows / high) * ceil(columns / wide)


def slide_size(matrix: Matrix) -> tuple[int, int]:
    """How many rows and columns of the matrix a slide has room for."""
    is_wordy = any(cell and len(cell.text) > WORDY for row in matrix.rows for cell in row.cells)
    return WORDY_SIZE if is_wordy else (ROWS_A_SLIDE, COLUMNS_A_SLIDE)


def as_pptx(matrix: Matrix, about: list[tuple[str, str]]) -> bytes:
    """The slides. Raises TooManySlides."""
    if slides_needed(matrix) > MOST_SLIDES:
        raise TooManySlides(
            f"This would fill more than {MOST_SLIDES} slides. Choose fewer personas or rows, or take CSV or XLSX."
        )
    # Only who takes slides away waits for the library.
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    add_chart(deck, matrix, about)
    high, wide = slide_size(matrix)
    for columns in parts(range(len(matrix.columns)), wide):
        for rows in parts(matrix.rows, high):
            add_table(deck, matrix, columns, rows)
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def parts(items: Sequence, size: int) -> list[Sequence]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def add_slide(deck, title: str):
    """A new slide with that title, and nothing else."""
    from pptx.util import Inches, Pt

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    place = slide.shapes.title
    place.left, place.top, place.width, place.height = Inches(0.5), Inches(0.3), Inches(12.33), Inches(0.8)
    write(place.text_frame, title, Pt(26), INK, bold=True)
    return slide


def write(frame, text: str, size, colour: str, *, bold: bool = False, centred: bool = False) -> None:
    """Put a text into a shape or a cell."""
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN

    frame.word_wrap = True
    frame.text = drawable(text)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = size, bold
        paragraph.font.color.rgb = RGBColor.from_string(colour)


def add_chart(deck, matrix: Matrix, about: list[tuple[str, str]]) -> None:
    """The first slide: bars of what most columns have, and where all this comes from."""
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches, Pt

    slide = add_slide(deck, matrix.caption)
    longest = sorted(matrix.rows, key=lambda row: -row.head.count)[:BARS]
    if longest:
        data = CategoryChartData()
        # The numbers behind the chart are a spreadsheet of their own.
        data.categories = [defused(drawable(shortened(row.head.name))) for row in reversed(longest)]
        data.add_series("Personas", [row.head.count for row in reversed(longest)])
        box = (Inches(0.5), Inches(1.2), Inches(12.33), Inches(5.1))
        chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data).chart
        chart.has_legend = chart.has_title = chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        chart.category_axis.tick_labels.font.size = Pt(11)
        [plot] = chart.plots
        plot.gap_width, plot.has_data_labels = 40, True
        plot.data_labels.font.size = Pt(11)
        fill = plot.series[0].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(RAMP[5][0])
    note = slide.shapes.add_textbox(Inches(0.5), Inches(6.4), Inches(12.33), Inches(0.9))
    write(note.text_frame, "\n".join(f"{name}: {text}" for name, text in about), Pt(10), QUIET)


def add_table(deck, matrix: Matrix, columns: range, rows: Sequence[Row]) -> None:
    """A slide with those of the columns and rows."""
    from pptx.util import Inches, Pt

    slide = add_slide(deck, matrix.caption)
    first = 4.6 if len(columns) > 4 else 6.0
    size = (len(rows) + 1, len(columns) + 1)
    table = slide.shapes.add_table(*size, Inches(0.5), Inches(1.2), Inches(12.33), Inches(0.4) * size[0]).table
    table.horz_banding = False
    table.columns[0].width = Inches(first)
    paint(table.cell(0, 0), matrix.corner, LINE, INK, Pt(11), bold=True)
    for place, number in enumerate(columns, 1):
        table.columns[place].width = Inches((12.33 - first) / len(columns))
        paint(table.cell(0, place), matrix.columns[number].name, LINE, INK, Pt(10), bold=True, centred=True)
    for line, row in enumerate(rows, 1):
        paint(table.cell(line, 0), shortened(row.head.name), PAPER, INK, Pt(10))
        for place, number in enumerate(columns, 1):
            paint_mark(table.cell(line, place), row.cells[number], Pt(10))


def paint_mark(cell, mark: Mark | None, size) -> None:
    ground, ink = RAMP[mark.shade] if mark else (PAPER, INK)
    is_wordy = mark is not None and len(mark.text) > WORDY
    paint(cell, shortened(mark.text) if mark else "", ground, ink, size, centred=not is_wordy)


def paint(cell, text: str, ground: str, ink: str, size, **looks: bool) -> None:
    """Fill a cell of a table."""
    from pptx.dml.color import RGBColor
    from pptx.util import Inches

    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(ground)
    write(cell.text_frame, text, size, ink, **looks)


def shortened(text: str) -> str:
    """As much of a statement as a row of a slide has room for."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def drawable(text: str) -> str:
    """The text without characters that XML can't hold."""
    return NO_XML.sub(" ", text)
