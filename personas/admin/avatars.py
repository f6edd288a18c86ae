"""How a persona looks in a list and on its form."""

from django.utils.html import format_html

from personas.portraits import portrait_url


def avatar(persona):
    """Safe HTML: the portrait, or the initials on the persona's own colour. The name always stands beside it."""
    if is_stored(persona.portrait):
        portrait = portrait_url(persona, small=True)
        return format_html('<img class="mask" src="{}" alt="" width="28" height="32" loading="lazy">', portrait)
    return format_html(
        '<span class="mask persona-colour-{}" aria-hidden="true">{}</span>', persona.colour_number, persona.initials
    )


def is_stored(picture) -> bool:
    """Whether there is a picture and a page can show it: one in a form with errors isn't anywhere yet."""
    return bool(picture) and picture._committed
