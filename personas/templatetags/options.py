"""The options of a filter, of which a page may have hundreds: put together here, as a loop over them in a template
would be most of what the page costs."""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from personas.kept.parts import remembered

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
    """The options of a group (personas/filters/parts.py) as items of a list. Each of these is HTML already."""
    return SafeString("\n".join(row_of(option, group.key, group.name) for option in group.options))


@remembered(most=5000)
def row_of(option, key: str, own: str) -> SafeString:
    """One option of the group of that key and that name."""
    value, checked = escape(option.value), CHECKED if option.is_chosen else NOTHING
    cells = (key, option.name or IS, value, option.name or own, value, checked, option.label)
    return format_html(OPTION, *cells) if option.count is None else format_html(COUNTED, *cells, option.count)
