"""How a persona looks in a list and on its form."""

from django.urls import reverse
from django.utils.html import format_html


def avatar(persona):
    """Safe HTML: the portrait, or the initials on the persona's own colour. The name always stands beside it."""
    if persona.portrait:
        portrait = reverse("personas:portrait", args=[persona.slug])
        return format_html('<img class="mask" src="{}" alt="" width="28" height="32">', portrait)
    return format_html(
        '<span class="mask persona-colour-{}" aria-hidden="true">{}</span>', persona.colour_number, persona.initials
    )
