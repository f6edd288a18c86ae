"""The page of a persona: its frame tells what is told of her, and outlasts most edits of anybody's own row. What these
change stands in places that the frame leaves open."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from personas.data_version.catalogue import LINKED, NAMED, STANDING
from personas.dossier import TOLD, Dossier
from personas.faces import Face
from personas.kept.own import open_part
from personas.kept.parts import forgets, part
from personas.links import CatalogueLinks
from personas.models import Edition, Guide, Persona
from personas.panels import panels_for, registered
from personas.similar import Alike

KEPT = 100  # personas
# What the frame is made of: what is told of her, her name, how many share it, and what links lead to.
FRAME = (*TOLD, Guide, LINKED, NAMED, STANDING)
OWN_PANELS = SafeString(open_part("own_panels"))
OPEN = {name: SafeString(open_part(name)) for name in ("title", "colour", "head", "around", "panels")}


def filling(request, dossier: Dossier) -> dict[str, str]:
    """What stands in the places that are OPEN in the frame; the persona has `is_overdue`."""
    persona = dossier.persona
    return {
        "title": escape(title_of(persona)),
        "colour": str(persona.colour_number),
        "head": head_of(request, dossier),
        "around": around(aside_of(request, dossier)),
        "panels": panels_of(request, dossier),
    }


def title_of(persona: Persona) -> str:
    is_unusual = persona.is_deprecated or persona.is_draft
    return f"{persona.heading} ({persona.get_status_display().lower()})" if is_unusual else persona.heading


def head_of(request, dossier: Dossier) -> SafeString:
    """Who she is, how far she can be relied on, and what a reader can do with her."""
    context = {
        "request": request,
        "persona": dossier.persona,
        "dossier": dossier,
        "standing": standing_of(dossier.persona, dossier.edition),
        "links": CatalogueLinks(dossier.user),
    }
    return render_to_string("personas/_head.html", context)


def standing_of(persona: Persona, edition: Edition | None) -> SafeString:
    """Her type, status and reviews, the latest edition, and who keeps her. Made again where one of them changed."""
    owner = persona.owner
    values = {
        "slug": persona.slug,
        "type_name": persona.type.name,
        "type_slug": persona.type.slug,
        "status": persona.status,
        "status_name": persona.get_status_display(),
        "is_overdue": bool(persona.is_overdue),
        "reviewed_on": persona.reviewed_on,
        "review_due_on": None if persona.is_deprecated else persona.review_due_on,
        "edition": edition and edition.number,
        "published_on": edition and timezone.localdate(edition.published_at),
        "owner": owner and (owner.get_full_name() or owner.get_username()),
    }
    return part("personas/_standing.html", tuple(values.items()))


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
