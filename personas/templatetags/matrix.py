"""What the template of a matrix needs beside Django's own tags. Its rows are put together here, as a loop over
thousands of cells in a template would be most of what the page costs."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from personas.kept.parts import forgets, remembered
from personas.matrix.table import Group, Head, Mark, Matrix, Row

register = template.Library()

BODY = "<tbody>\n{}{}\n</tbody>"
HEADING = '<tr class="group">\n<th scope="rowgroup" colspan="{}">\n<span>{}</span>\n</th>\n</tr>\n'
CELL = '<td class="s{}{}">{}</td>'
NO_CELL = "<td></td>"
COUNT = '<td class="count">{}</td>\n'
LINK = '<a href="{}">{}</a>'
BUTTON = '<button type="submit" name="why" value="{}.{}">{}</button>'
PARTS = '<span class="cell-parts">{}</span>'
PART = '<span class="cell-{}">{}</span>'
TAG = ' <span class="tag {}">{}</span>'


@register.filter
def names_and_values(query) -> list[tuple[str, list[str]]]:
    """All that an address asks for. Where it has a parameter “lists”, `query.lists` in a template would be that."""
    return list(query.lists())


@register.simple_tag
def sort_heading(sorting, what, column=""):
    """For a heading: `to`, the order that a click asks for, and `direction` for aria-sort. Nothing when the matrix
    can't be sorted."""
    if not sorting:
        return None
    return {"to": str(sorting.towards(what, column)), "direction": sorting.direction(what, column)}


@register.simple_tag
def matrix_bodies(matrix: Matrix, counted=False, dots=False) -> SafeString:
    """The groups of rows of a matrix; `counted` and `dots` as includes/matrix.html has them."""
    width = matrix.width if matrix.is_grouped else 0
    bodies = (body_of(group, rows, width, bool(counted), bool(dots)) for group, rows in matrix.groups)
    return format_html_join("\n", "{}", ((body,) for body in bodies))


@forgets
@lru_cache(maxsize=1000)
def body_of(group: Group, rows: tuple[Row, ...], width: int, counted: bool, dots: bool) -> SafeString:
    """A group with its rows, each of plain values, and with a heading as wide as the table where it has a width."""
    heading = format_html(HEADING, width, group.name) if width else ""
    return format_html(BODY, heading, format_html_join("\n", "{}", ((row_of(row, counted, dots),) for row in rows)))


@remembered(most=5000)
def row_of(row: Row, counted, dots) -> SafeString:
    """Most cells of a row are empty, so that these are part of the format, and marks alone are filled in."""
    has_dots = bool(dots) and row.is_shared
    cells = "".join("{}" if mark else NO_CELL for mark in row.cells)
    count = format_html(COUNT, row.head.count) if counted else ""
    marks = (cell_of(mark, row.key, has_dots) for mark in row.cells if mark)
    return format_html(f'<tr>\n<th scope="row">{{}}{{}}</th>\n{{}}{cells}\n</tr>', *head_of(row.head), count, *marks)


def head_of(head: Head) -> tuple[SafeString | str, SafeString | str]:
    """What the row is called, and its tags."""
    name = format_html(LINK, head.url, head.name) if head.url else head.name
    tags = getattr(head, "tags", ())
    return name, format_html_join("", TAG, ((tag.lower(), tag) for tag in tags)) if tags else ""


def cell_of(mark: Mark, row: str, has_dots: bool) -> SafeString:
    said = said_of(mark, row, "● " if has_dots else "")
    return format_html(CELL, mark.shade, " shared" if has_dots else "", said)


def said_of(mark: Mark, row: str, dot: str) -> SafeString | str:
    """The text of a mark, which may be a button that tells why, or a link."""
    if mark.explained:
        return format_html(BUTTON, row, mark.column, words_of(mark, f"{dot}{mark.text}{'*' if mark.noted else ''}"))
    return format_html(LINK, mark.url, words_of(mark, mark.text)) if mark.url else f"{dot}{mark.text}"


def words_of(mark: Mark, text: str) -> SafeString | str:
    """The parts of the mark's text, where it has such."""
    return format_html(PARTS, format_html_join("", PART, mark.parts)) if mark.parts else text
