"""What the catalogue's templates need beside Django's own tags."""

from django import template

from personas import markdown as safe_markdown
from personas.links import CatalogueLinks, html_of, web_address

register = template.Library()
register.filter(web_address)


@register.simple_tag
def markdown(text, links=None, top_heading=2):
    """A Markdown text as HTML; `links` finds what it refers to here, its outermost headings become `top_heading`."""
    if isinstance(links, CatalogueLinks):
        return html_of(text, links, top_heading)
    return safe_markdown.render(text, links, top_heading)


@register.simple_tag
def inline(text, links=None):
    """One line of Markdown as HTML, without a paragraph around it."""
    return safe_markdown.render_inline(text, links)


@register.filter
def person(user):
    """How a screen calls a user: by full name, else by user name."""
    return user.get_full_name() or user.get_username()


@register.filter
def at_slashes(text):
    """The parts of a text between its slashes, after each of which a line may break."""
    return text.split("/")
