"""The forms above charts and comparisons, for templates that are made of plain values."""

from collections.abc import Sequence

from django import template

from personas.charts.form import ChartForm
from personas.comparison.form import CompareForm
from personas.matrix import Group

register = template.Library()


@register.simple_tag
def chart_form(request, types: Sequence[tuple[str, str]]) -> ChartForm:
    """What the address says of a chart."""
    return ChartForm(request.GET, types)


@register.simple_tag
def wanted_rows(request, slugs: Sequence[str], groups: Sequence[Group]) -> CompareForm:
    """What the address says of the rows of a comparison, whatever the personas are called."""
    return CompareForm(request.GET, [(slug, slug) for slug in slugs], groups)


@register.simple_tag
def shown_sides(request, names: Sequence[tuple[str, str]]) -> CompareForm:
    """What it says of the columns that a phone shows."""
    return CompareForm(request.GET, names, ())
