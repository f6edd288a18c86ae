"""Lines of what a search found: put together here, as a loop over them in a template would be most of what an answer
costs."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from personas.search.kinds import Hit

register = template.Library()

HIT = """<li class="hit">
{}<div>
<h3><a href="{}">{}</a></h3>
{}{}</div>
</li>"""
FACE = '<span class="mask small persona-colour-{}" aria-hidden="true">{}</span>\n'
NOTE = '<p class="quiet">{}{}</p>\n'
TAG = ' <span class="tag {}">{}</span>'
EXCERPT = "<p>{}</p>\n"


@register.simple_tag
def hit_items(hits: Iterable[Hit]) -> SafeString:
    """The hits (personas/search/kinds.py) as items of a list."""
    return format_html_join("\n", "{}", ((hit_item(hit),) for hit in hits))


def hit_item(hit: Hit) -> SafeString:
    return format_html(
        HIT,
        format_html(FACE, hit.persona.colour_number, hit.persona.initials) if hit.persona else "",
        hit.url,
        hit.title,
        format_html(NOTE, hit.note, format_html_join("", TAG, hit.tags)) if hit.note or hit.tags else "",
        format_html(EXCERPT, hit.excerpt) if hit.excerpt else "",
    )
