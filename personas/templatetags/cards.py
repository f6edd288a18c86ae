"""Cards of personas, and the buttons that belong to a persona wherever she stands. Put together here: two dozen cards
made of templates within templates would be most of what a list costs."""

from collections.abc import Iterable, Sequence

from django import template
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from personas.cards import Card, Highlight, Listed
from personas.kept.parts import remembered
from personas.models import Persona
from personas.models.persona import heading_of
from personas.portraits import portrait_url
from personas.wording import initials_of

register = template.Library()

WORDS_OF_WANTS = 34
WORDS_OF_HIGHLIGHT = 18
CARD = """<li class="card persona-colour-{}">
<header>
{}
<div>
<h2><a href="{}">{}</a></h2>
<p class="quiet">{}{}</p>
</div>
</header>
{}
{}
<footer>
{}
{}
{}
</footer>
</li>"""
PORTRAIT = '<img class="mask" src="{}" alt="" loading="lazy">'
INITIALS = '<span class="mask" aria-hidden="true">{}</span>'
HIGHLIGHT = "<div>\n<dt>{}</dt>\n<dd>{}</dd>\n</div>"
TAG = '<span class="tag {}">{}</span>'
STAR = """<button class="star screen-only" id="star-{slug}" type="submit" form="star-form" name="{does}" value="{slug}"
 hx-post="{url}" hx-include="#star-form" hx-target="this" hx-swap="outerHTML"><span aria-hidden="true">{sign}</span>
 {word}<span class="visually-hidden"> {name}{hint}</span></button>""".replace("\n", "")
STARRED = {"does": "unstar", "sign": "★", "word": "Starred", "hint": ": take the star away"}
NOT_STARRED = {"does": "star", "sign": "☆", "word": "Star", "hint": ""}
PICK = """<label class="pick screen-only">
<input type="checkbox" name="p" value="{}" form="tray-form" autocomplete="off" data-name="{}" data-initials="{}"\
 data-colour="{}">
<span>{}<span class="visually-hidden"> {}</span></span>
</label>"""


@register.simple_tag
def card_items(cards: Iterable[Card]) -> SafeString:
    """The cards (personas/cards.py) as items of a list."""
    return format_html_join("\n", "{}", ((card_item(card),) for card in cards))


@register.simple_tag
def star_button(persona: Persona | Listed) -> SafeString:
    """A star to set or take away, sent by the form of includes/filter_posts.html."""
    return star(persona.slug, persona.name, getattr(persona, "is_starred", False))


@remembered(most=2000)
def star(slug: str, name: str, is_starred: bool) -> SafeString:
    state = STARRED if is_starred else NOT_STARRED
    return format_html(STAR, slug=slug, name=name, url=reverse("personas:star"), **state)


@register.simple_tag
def compare_pick(persona: Persona | Listed, words: str = "Compare") -> SafeString:
    """What picks a persona for a comparison; tray.js reads it."""
    heading, initials = persona.heading, persona.initials
    return format_html(PICK, persona.slug, heading, initials, persona.colour_number, words, persona.name)


@register.simple_tag
def persona_link(persona: Persona | Listed) -> SafeString:
    """The way to the persona's page, with her face."""
    return face(persona.slug, persona.name, persona.role_label, persona.colour_number)


@remembered(most=3000)
def face(slug: str, name: str, role_label: str, colour: int) -> SafeString:
    role = role_label if heading_of(name, role_label) != name else ""
    url = reverse("personas:detail", args=[slug])
    values = {"url": url, "colour": colour, "initials": initials_of(name), "name": name, "role": role}
    return get_template("includes/face.html").template.render(Context(values))


@remembered(most=2000)
def card_item(card: Card) -> SafeString:
    persona, said = card
    return format_html(
        CARD,
        persona.colour_number,
        picture(persona),
        persona.get_absolute_url(),
        persona.name,
        f"{persona.role_label} · " if persona.role_label else "",
        persona.type_name,
        format_html("<p>{}</p>", first_words(said.wants, WORDS_OF_WANTS)) if said.wants else "",
        format_html("<dl>\n{}\n</dl>", highlights(said.highlights)) if said.highlights else "",
        standing(persona, said.purchasing_roles),
        star_button(persona),
        compare_pick(persona),
    )


def picture(persona: Listed) -> SafeString:
    if persona.portrait:
        return format_html(PORTRAIT, portrait_url(persona, small=True))
    return format_html(INITIALS, persona.initials)


def highlights(found: Iterable[Highlight]) -> SafeString:
    return format_html_join(
        "\n", HIGHLIGHT, ((each.facet, first_words(each.statement, WORDS_OF_HIGHLIGHT)) for each in found)
    )


def standing(persona: Listed, purchasing_roles: Sequence[str]) -> SafeString:
    """How far the persona can be relied on, and her part in a purchase."""
    tags = [("deprecated", "Deprecated", persona.is_deprecated), ("draft", "Draft", persona.is_draft)]
    tags += [("overdue", "Review overdue", persona.is_overdue)]
    said = [format_html(TAG, kind, words) for kind, words, holds in tags if holds]
    if purchasing_roles:
        said += [format_html("<span>In a purchase: {}</span>", ", ".join(purchasing_roles))]
    if persona.reviewed_on and not persona.is_overdue:
        said += [format_html("<span>Reviewed {}</span>", date_format(persona.reviewed_on, "j M Y"))]
    return format_html_join("\n", "{}", ((each,) for each in said))


def first_words(text: str, most: int) -> str:
    """The text, cut after so many words."""
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")
