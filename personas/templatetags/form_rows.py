"""What rows of a form need in templates."""

from django import template

register = template.Library()


@register.filter
def at(dictionary, key):
    """The value of a key, 0 where there is none."""
    return dictionary.get(key, 0)


@register.filter
def locked(row, inline) -> bool:
    """Whether the user may look at this stored row and not change it."""
    return bool(row.instance.pk and not inline.has_change_permission)
