"""What the template of a matrix needs beside Django's own tags."""

from django import template

register = template.Library()


@register.simple_tag
def sort_heading(sorting, what, column=""):
    """For a heading: `to`, the order that a click asks for, and `direction` for aria-sort. Nothing when the matrix
    can't be sorted."""
    if not sorting:
        return None
    return {"to": str(sorting.towards(what, column)), "direction": sorting.direction(what, column)}
