"""The list of personas, and the page of one."""

from django.core.paginator import InvalidPage, Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from config.htmx import page_or_partial
from personas.cards import cards_of
from personas.dossier import Dossier
from personas.links import CatalogueLinks
from personas.models import Persona, PersonaType
from personas.panels import panels_for

PAGE_SIZE = 24


@require_safe
def persona_list(request):
    """The personas in use as cards; `?type=buyer` keeps those of one type, `?page=2` turns the page."""
    visible = Persona.objects.visible_to(request.user)
    current = visible.current()
    counts = current.count_by_type()
    types = list(PersonaType.objects.all())
    wanted = request.GET.get("type", "")
    chosen = next((kind for kind in types if kind.slug == wanted), None)
    personas = current.none() if wanted and not chosen else current.filter(type=chosen) if chosen else current
    page = page_of(request, personas.select_related("type").with_overdue())
    context = page | {
        "section": "personas",
        "cards": cards_of(list(page["page"] or [])),
        "types": [(kind, counts.get(kind.pk, 0)) for kind in types],
        "total": sum(counts.values()),
        "chosen": chosen,
        "unknown_type": "" if chosen else wanted,
        "has_deprecated": visible.deprecated().exists(),
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
    visible = Persona.objects.visible_to(request.user)
    persona = get_object_or_404(visible.select_related("type", "owner").with_overdue(), slug=slug)
    return render(request, "personas/detail.html", persona_context(request, persona))


def persona_context(request, persona):
    """What the page of a persona, which has `is_overdue`, shows to the user."""
    return {
        "section": "personas",
        "persona": persona,
        "dossier": Dossier(persona, request.user),
        "panels": panels_for(persona, request.user),
        "links": CatalogueLinks(request.user),
    }


def page_of(request, personas):
    """Returns the context of the page asked for. Its `page` is None when there is no page of that number."""
    paginator = Paginator(personas, PAGE_SIZE)
    number = request.GET.get("page") or 1
    try:
        page = paginator.page(number)
    except InvalidPage:
        page = None
    return {"paginator": paginator, "page": page, "wanted_page": number}


def listing(request, template, partial, context):
    """Renders a list, or its results alone for htmx; the status says “not found” when there is no such page."""
    response = page_or_partial(request, template, partial, "results", context)
    response.status_code = 404 if context["page"] is None else 200
    return response
