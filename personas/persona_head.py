"""The head of a persona's page, of plain values. Put together here: every edit of her own row asks for it, and a
template would be most of what the page costs then."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from personas.faces import Face
from personas.kept.parts import part, remembered
from personas.models import Edition, Persona
from personas.portraits import portrait_url
from personas.templatetags.cards import compare_pick, star_button

HEAD = """<header class="persona-head">
{}
<div>
<h1>{}</h1>
{}
{}
{}
</div>
</header>"""
PORTRAIT = '<img class="mask large" src="{}" alt="{}">'
INITIALS = '<span class="mask large" aria-hidden="true">{}</span>'
ROLE = '<p class="role">{}</p>'
TOOLS = """<div class="page-tools screen-only">
{}
{}
{}
<span role="status" data-copy-said></span>
</div>
{}"""


class Standing(NamedTuple):
    """Her type, status and reviews, the latest edition, and who keeps her."""

    slug: str
    type_name: str
    type_slug: str
    status: str
    status_name: str
    is_overdue: bool
    reviewed_on: date | None
    review_due_on: date | None
    edition: int | None
    published_on: date | None
    owner: str | None


class Head(NamedTuple):
    """Who she is, and whether the reader starred her; with `portrait` comes the address of the picture."""

    slug: str
    name: str
    role_label: str
    colour: int | None
    is_starred: bool
    portrait: str
    portrait_alt: str

    heading, colour_number, initials = Face.heading, Face.colour_number, Face.initials


def head_of(persona: Persona) -> Head:
    return Head(
        persona.slug,
        persona.name,
        persona.role_label,
        persona.colour,
        getattr(persona, "is_starred", False),
        portrait_url(persona) if persona.portrait else "",
        persona.portrait_alt,
    )


def standing_of(persona: Persona, edition: Edition | None) -> Standing:
    """How far she can be relied on; the persona has `is_overdue`."""
    owner = persona.owner
    return Standing(
        persona.slug,
        persona.type.name,
        persona.type.slug,
        persona.status,
        persona.get_status_display(),
        bool(persona.is_overdue),
        persona.reviewed_on,
        None if persona.is_deprecated else persona.review_due_on,
        edition and edition.number,
        edition and timezone.localdate(edition.published_at),
        owner and (owner.get_full_name() or owner.get_username()),
    )


@remembered(most=200)
def head_html(head: Head, standing: Standing, has_tools: bool) -> SafeString:
    """Who she is, how far she can be relied on, and what a reader can do with her."""
    picture = (PORTRAIT, head.portrait, head.portrait_alt) if head.portrait else (INITIALS, head.initials)
    return format_html(
        HEAD,
        format_html(*picture),
        head.name,
        format_html(ROLE, head.role_label) if head.heading != head.name else "",
        part("personas/_standing.html", (("standing", standing),)),
        tools(head) if has_tools else "",
    )


def tools(head: Head) -> SafeString:
    return format_html(
        TOOLS,
        star_button(head),
        compare_pick(head, "Add to comparison"),
        part("personas/_sheets.html", (("slug", head.slug),)),
        part("personas/_star_form.html", ()),
    )
