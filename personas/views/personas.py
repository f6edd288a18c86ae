"""The list of personas, and the page of one."""

from collections.abc import Sequence

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from personas.at_address import persona_at
from personas.cards import cards_of, listed_at
from personas.census import one_census
from personas.data_version.registry import Numbered
from personas.dossier import Dossier
from personas.filters.personas import LOOKS, MADE_OF, MADE_OF_WORDS, PersonaFilter
from personas.kept.frames import framed
from personas.kept.own import open_part
from personas.kept.pages import all_stars, kept, star_of_page
from personas.models import Persona, SavedView
from personas.panels import panels_for
from personas.persona_page import OPEN, filling, sections
from personas.readers import starred_by
from personas.views.lists import filter_context, group_asked_for, listing, options_of, page_of, title_of

PEOPLE = "people"  # the open place of a list


def people_of_page(request, places: Sequence[str]) -> dict[str, SafeString]:
    """What stands in the list's one open place, if it has it: the personas of the page, as cards or as rows."""
    filtered = PersonaFilter(request.GET, request.user)
    page = page_of(request, range(filtered.found.count()))["page"] if places else None
    if page is None:
        return {}
    window = slice(page.object_list.start, page.object_list.stop)
    cards = cards_of(listed_at(filtered.in_window(window), request.user))
    template = "personas/_table_rows.html" if filtered.setting("view") == "table" else "personas/_cards.html"
    return {PEOPLE: render_to_string(template, {"cards": cards})}


def made_of_words(request) -> Sequence[Numbered]:
    """What else a list is made of that is narrowed down by words."""
    return MADE_OF_WORDS if "q" in request.GET else ()


@require_safe
@kept(stars=all_stars)
@one_census()
@framed(*MADE_OF, fill=people_of_page, further=made_of_words)
def persona_list(request):
    """The personas as cards or as a table, narrowed down by everything that the address says."""
    filtered = PersonaFilter(request.GET, request.user)
    if group := group_asked_for(request, filtered):
        return options_of(request, group)
    context = page_of(request, range(filtered.found.count()))
    context |= filter_context(filtered, SavedView.Page.PERSONAS) | {
        "section": "personas",
        "title": title_of("Personas", filtered, context),
        "people": open_part(PEOPLE),
        "view": filtered.setting("view"),
        "views": LOOKS,
        "is_empty": context["page"] is not None and not filtered.is_narrowed and not any(filtered.statuses.values()),
        "deprecated_count": filtered.statuses.get("deprecated", 0),
    }
    return listing(request, "personas/list.html", "personas/_results.html", context)


@require_safe
@kept()
def deprecated(request):
    """The personas that nobody should use any more, apart from the others, and who took over from them."""
    personas = Persona.objects.visible_to(request.user).deprecated().select_related("type")
    context = {"section": "personas"} | page_of(request, personas.with_visible_successors(request.user))
    return listing(request, "personas/deprecated.html", "personas/_deprecated_results.html", context)


def with_stars(personas, user) -> list[Persona]:
    """The personas, each with `is_starred`."""
    personas, starred = list(personas), set(starred_by(user))
    for persona in personas:
        persona.is_starred = persona.pk in starred
    return personas


def own_panels(request, slug) -> str:
    """The panels that are made for the reader alone."""
    return sections(panels_for(persona_of(request, slug), request.user, personal=True))


def filling_of_page(request, places: Sequence[str]) -> dict[str, str]:
    return filling(request, dossier_of(request, **request.resolver_match.kwargs))


@require_safe
@kept(stars=star_of_page, own={"own_panels": own_panels})
@framed(fill=filling_of_page)
def detail(request, slug):
    """One persona: the summary first, then everything the catalogue knows."""
    dossier_of(request, slug)  # no frame where there is nobody
    return render(request, "personas/detail.html", {"section": "personas"} | OPEN)


def dossier_of(request, slug) -> Dossier:
    """The dossier of the persona, with `is_starred`: one for a request."""
    if not hasattr(request, "dossier"):
        [persona] = with_stars([persona_of(request, slug)], request.user)
        request.dossier = Dossier(persona, request.user)
    return request.dossier


def persona_of(request, slug) -> Persona:
    """The persona with `is_overdue`. Raises Http404 when the user sees none at the address."""
    persona = persona_at(slug, request.user)
    if persona is None:
        raise Http404("There is no such persona.")
    return persona


def persona_context(request, persona):
    """What the page of a persona, which has `is_overdue`, shows to the user."""
    return {"section": "personas"} | filling(request, Dossier(persona, request.user))
