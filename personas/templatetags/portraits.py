"""Portraits in templates."""

from django import template

from personas import portraits

register = template.Library()


@register.simple_tag
def portrait_url(persona, size="large"):
    """Where a persona's portrait is shown, "large" or "small"."""
    return portraits.portrait_url(persona, small=size == "small")
