"""Whom content types reach, put together here: there may be hundreds of them on a page."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from personas.faces import Face
from personas.kept.parts import remembered

register = template.Library()

LINK = """<a class="persona-link" href="{}">
<span class="mask tiny persona-colour-{}" aria-hidden="true">{}</span>
<span class="name">{}</span>
</a>"""


@register.simple_tag
def short_links(people: Iterable[Face]) -> SafeString:
    """The ways to their pages."""
    return format_html_join("\n", "{}", ((short_link(person),) for person in people))


@remembered(most=3000)
def short_link(person: Face) -> SafeString:
    return format_html(LINK, person.get_absolute_url(), person.colour_number, person.initials, person.heading)
