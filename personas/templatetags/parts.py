"""Parts of pages (personas/kept/parts.py) in templates."""

from django import template
from django.middleware.csrf import get_token
from django.template.base import Node, TemplateSyntaxError, token_kwargs

from personas.kept.own import TOKEN
from personas.kept.parts import Address, part
from personas.kept.sight import Sight

register = template.Library()


class PartNode(Node):
    """A template with some values. What it gives is HTML already, as with every node."""

    def __init__(self, name, values):
        self.name = name
        self.values = values

    def render(self, context):
        values = tuple((name, self.plain(name, value.resolve(context))) for name, value in self.values.items())
        html = part(str.__str__(self.name.resolve(context)), values)
        return html.replace(TOKEN, get_token(context["request"])) if self.needs_token(html, context) else html

    def needs_token(self, html, context) -> bool:
        """Whether a form's token is to be filled in here; of a shared page all are, at the end."""
        return TOKEN in html and not isinstance(context["request"].user, Sight)

    def plain(self, name, value):
        """The value as parts take it: texts are escaped there, those written in templates, too."""
        if name == "request" and not isinstance(value, Address):
            return Address.of(value)
        return str.__str__(value) if isinstance(value, str) else value


@register.tag("part")
def part_tag(parser, token):
    """{% part "a/template.html" name=value … %}: the template with these values alone, made once for the same values.
    `request=request` gives it the address."""
    name, *rest = token.split_contents()[1:] or [""]
    values = token_kwargs(rest, parser)
    if not name or rest:
        raise TemplateSyntaxError('It is {% part "a/template.html" name=value … %}.')
    return PartNode(parser.compile_filter(name), values)
