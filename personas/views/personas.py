"""The list of personas, and the page of one."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from personas.cards import cards_of
from personas.dossier import Dossier
from personas.filters.personas import LOOKS, PersonaFilter
from personas.links import CatalogueLinks
from personas.models import Persona, SavedView
from personas.panels import panels_for
from personas.similar import similar_to
from personas.views.lists import filter_context, listing, page_of, title_of


@require_safe
def persona_list(request):
    """The personas as cards or as a table, narrowed down by everything that the address says."""
    visible = Persona.objects.visible_to(request.user)
    filtered = PersonaFilter(request.GET, visible, request.user)
    found = filtered.qs.select_related("type").with_overdue().with_star_of(request.user)
    context = page_of(request, found.sorted_by(filtered.setting("sort")))
    context |= filter_context(filtered, SavedView.Page.PERSONAS) | {
        "section": "personas",
        "title": title_of("Personas", filtered, context),
        "cards": cards_of(list(context["page"] or [])),
        "view": filtered.setting("view"),
        "views": LOOKS,
        "is_empty_catalogue": context["page"] is not None
        and not filtered.is_narrowed
        and not any(filtered.statuses.values()),
        "deprecated_count": filtered.statuses.get("deprecated", 0),
    }
    return listing(request, "personas/list.html", "personas/_results.html", context)


@require_safe
def deprecated(request):
    """The personas that nobody should use any more, apart from the others, and who took over from them."""
    personas = Persona.objects.visible_to(request.user).deprecated().select_related("type")
    context = {"section": "personas"} | page_of(request, personas.with_visible_successors(request.user))
    return listing(request, "personas/deprecated.html", "personas/_deprecated_results.html", context)


@require_safe
def detail(request, slug):
    """One persona: the summary first, then everything the catalogue knows."""
    return render(request, "personas/detail.html", persona_context(request, persona_of(request, slug)))


def persona_of(request, slug) -> Persona:
    """The persona with `is_overdue` and `is_starred`. Raises Http404 when the user sees none at the address."""
    visible = Persona.objects.visible_to(request.user).select_related("type", "owner")
    return get_object_or_404(visible.with_overdue().with_star_of(request.user), slug=slug)


def persona_context(request, persona):
    """What the page of a persona, which has `is_overdue`, shows to the user."""
    return {
        "section": "personas",
        "persona": persona,
        "dossier": Dossier(persona, request.user),
        "similar": similar_to(persona, request.user),
        "panels": panels_for(persona, request.user),
        "links": CatalogueLinks(request.user),
    }
