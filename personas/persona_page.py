"""The page of a persona: a frame that says nothing of her, and the blocks that stand in its open places. Each of them
is kept under what it is made of, so that an edit has only those made again that say something else."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from personas.dossier import Dossier
from personas.faces import Face
from personas.facts import blocks_of
from personas.kept.own import open_part
from personas.kept.parts import forgets, part
from personas.links import CatalogueLinks
from personas.models import Persona
from personas.panels import panels_for, registered
from personas.persona_head import head_html, head_of, standing_of
from personas.similar import Alike

KEPT = 100  # personas
OWN_PANELS = SafeString(open_part("own_panels"))
PLACES = ("title", "name", "colour", "head", "introduction", "glance", "facets", "panels", "titles", "around")
OPEN = {name: SafeString(open_part(name)) for name in PLACES}
SILENT = "<p>Nobody has written down more about {} yet.</p>"


def filling(request, dossier: Dossier) -> dict[str, str]:
    """What stands in the places that are OPEN in the frame; the persona has `is_overdue`."""
    persona, blocks = dossier.persona, blocks_of(dossier, CatalogueLinks(dossier.user))
    head = head_html(head_of(persona), standing_of(persona, dossier.edition), not is_preview(request))
    return {
        "title": escape(title_of(persona)),
        "name": escape(persona.name),
        "colour": str(persona.colour_number),
        "head": banner_of(dossier) + head,
        "introduction": blocks.introduction,
        "glance": blocks.glance,
        "facets": format_html(SILENT, persona.name) if blocks.are_silent else blocks.facets,
        "titles": blocks.titles,
        "around": around(aside_of(request, dossier)),
        "panels": panels_of(request, dossier),
    }


def title_of(persona: Persona) -> str:
    is_unusual = persona.is_deprecated or persona.is_draft
    return f"{persona.heading} ({persona.get_status_display().lower()})" if is_unusual else persona.heading


def banner_of(dossier: Dossier) -> SafeString:
    """What there is to know first of somebody who isn't published."""
    persona = dossier.persona
    if not persona.is_deprecated and not persona.is_draft:
        return SafeString()
    context = {"persona": persona, "dossier": dossier, "links": CatalogueLinks(dossier.user)}
    return render_to_string("personas/_banner.html", context)


class Aside(NamedTuple):
    """What stands beside the persona of that address and name: who is around her and like her, and about the page
    itself."""

    slug: str
    name: str
    relations: tuple[tuple[str, tuple[Face, ...]], ...]
    has_chart: bool
    similar: tuple[Alike, ...]
    about: SafeString


def aside_of(request, dossier: Dossier) -> Aside:
    persona = dossier.persona
    return Aside(
        persona.slug,
        persona.name,
        dossier.relations,
        dossier.has_neighbours and not is_preview(request),
        dossier.similar,
        about_page(persona, dossier.user),
    )


def is_preview(request) -> bool:
    """Whether somebody looks at what they haven't saved yet."""
    return getattr(request, "is_preview", False)


def around(aside: Aside) -> SafeString:
    """Made anew where something else stands there."""
    return (shown_around.__wrapped__ if settings.DEBUG else shown_around)(aside)


@forgets
@lru_cache(maxsize=KEPT)
def shown_around(aside: Aside) -> SafeString:
    return render_to_string("personas/_around.html", aside._asdict())


def about_page(persona: Persona, user) -> SafeString:
    """When the page was changed last, where it comes from, and for those who may, the way to edit it."""
    may_edit = user.is_staff and user.has_perm("personas.change_persona")
    if not persona.source_url and not may_edit:
        return SafeString()
    values = {
        "source_url": persona.source_url,
        "updated_on": timezone.localdate(persona.updated_at),
        "edited": persona.pk if may_edit else None,
    }
    return part("personas/_about.html", tuple(values.items()))


def panels_of(request, dossier: Dossier) -> SafeString:
    """What other apps know of her: last what they know for the reader alone, which has a place of its own."""
    has_own = registered(personal=True) and not is_preview(request)
    return sections(panels_for(dossier.persona, dossier.user)) + (OWN_PANELS if has_own else SafeString())


def sections(panels: Iterable[SafeString]) -> SafeString:
    return format_html_join("", '<section class="aside-block">{}</section>', ((panel,) for panel in panels))
