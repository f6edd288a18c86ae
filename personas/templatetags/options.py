"""The options of a filter, of which a page may have hundreds: put together here, as a loop over them in a template
would be most of what the page costs."""

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

OPTION = """<li>
<label>
<input id="{}-{}-{}" type="checkbox" name="{}" value="{}" form="filter-form" autocomplete="off"{}>
<span>{}</span>
</label>
</li>"""
COUNTED = OPTION.replace("</span>\n", '</span>\n<span class="count">{}</span>\n')
IS, NOTHING, CHECKED = map(escape, ("is", "", " checked"))


@register.simple_tag
def option_rows(group) -> SafeString:
    """The options of a group (personas/filters/parts.py) as items of a list."""
    key, own = escape(group.key), escape(group.name)
    return format_html_join("\n", "{}", ((row_of(option, key, own),) for option in group.options))


def row_of(option, key: SafeString, own: SafeString) -> SafeString:
    """One option; the names that all of a group share come escaped."""
    value, checked = escape(option.value), CHECKED if option.is_chosen else NOTHING
    cells = (key, option.name or IS, value, option.name or own, value, checked, option.label)
    return format_html(OPTION, *cells) if option.count is None else format_html(COUNTED, *cells, option.count)
