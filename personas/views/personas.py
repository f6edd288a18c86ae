"""The list of personas, and the page of one."""

from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from personas.cards import cards_of
from personas.dossier import Dossier
from personas.facts import blocks_of
from personas.filters.personas import LOOKS, PersonaFilter
from personas.kept.own import open_part
from personas.kept.pages import all_stars, kept, star_of_page
from personas.links import CatalogueLinks
from personas.models import Persona, SavedView
from personas.panels import panels_for, registered
from personas.readers import starred_by
from personas.similar import most_alike
from personas.views.lists import filter_context, group_asked_for, listing, options_of, page_of, title_of


@require_safe
@kept(stars=all_stars)
def persona_list(request):
    """The personas as cards or as a table, narrowed down by everything that the address says."""
    visible = Persona.objects.visible_to(request.user)
    filtered = PersonaFilter(request.GET, visible, request.user)
    if group := group_asked_for(request, filtered):
        return options_of(request, group)
    context = page_of(request, filtered.found)
    context |= filter_context(filtered, SavedView.Page.PERSONAS) | {
        "section": "personas",
        "title": title_of("Personas", filtered, context),
        "cards": cards_of(context["page"].object_list if context["page"] else []),
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
    panels = panels_for(persona_of(request, slug), request.user, personal=True)
    return render_to_string("personas/_panels.html", {"panels": panels})


@require_safe
@kept(stars=star_of_page, own={"panels": own_panels})
def detail(request, slug):
    """One persona: the summary first, then everything the catalogue knows."""
    [persona] = with_stars([persona_of(request, slug)], request.user)
    own = {"own_panels": open_part("panels") if registered(personal=True) else ""}
    return render(request, "personas/detail.html", persona_context(request, persona) | own)


def persona_of(request, slug) -> Persona:
    """The persona with `is_overdue`. Raises Http404 when the user sees none at the address."""
    visible = Persona.objects.visible_to(request.user).select_related("type", "owner")
    return get_object_or_404(visible.with_overdue(), slug=slug)


def persona_context(request, persona):
    """What the page of a persona, which has `is_overdue`, shows to the user."""
    dossier, links = Dossier(persona, request.user), CatalogueLinks(request.user)
    return {
        "section": "personas",
        "persona": persona,
        "dossier": dossier,
        "blocks": blocks_of(dossier, links),
        "similar": most_alike(dossier.sharing, dossier.hidden),
        "panels": panels_for(persona, request.user),
        "links": links,
    }
