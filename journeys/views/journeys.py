"""The list of journeys, a journey's page, and its table to take away."""

from collections.abc import Sequence
from copy import copy

from django.core.paginator import InvalidPage
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from config.htmx import page_or_partial
from journeys.asked import AskedTable
from journeys.aspects import MATTERING
from journeys.filters import JourneyFilter
from journeys.models import Journey, Stage, StageAlias
from journeys.places import choice_in_place, naming_personas, once
from journeys.why import why
from personas.data_version import kept_while
from personas.data_version.catalogue import LINKED, STANDING
from personas.kept.frames import framed
from personas.kept.pages import kept
from personas.links import CatalogueLinks
from personas.matrix.slides import MOST_SLIDES, slides_needed
from personas.models import Guide, PersonaType
from personas.querysets import may_see_drafts
from personas.views.downloads import FORMS, download
from personas.views.lists import filter_context, listing, page_of, title_of

# What the list is made of, beside the personas to choose from.
LIST = (Journey, Stage, StageAlias, MATTERING, PersonaType, Guide, STANDING, LINKED)


def filtered_list(request) -> JourneyFilter:
    user = request.user
    # Where all counts are remembered, nobody asks for the journeys.
    visible = SimpleLazyObject(lambda: Journey.objects.visible_to(user))
    return once(request, lambda: JourneyFilter(request.GET, visible, user))


def names_on_list(request, places: Sequence[str]) -> dict[str, str]:
    """What names personas: those to choose from."""
    return choice_in_place(request, filtered_list(request).choice) if places else {}


@require_safe
@kept()
@framed(*LIST, fill=names_on_list, further=naming_personas)
def journey_list(request):
    """The journeys, narrowed down by everything that the address says."""
    filtered = filtered_list(request)
    context = page_of(request, filtered.ordered)
    if context["page"] is not None:
        page = context["page"]
        page.object_list = [with_count(journey, filtered.people.get(journey.pk, 0)) for journey in page]
    context |= filter_context(filtered, "journeys") | {
        "section": "journeys",
        "title": title_of("Journeys", filtered, context),
        "links": CatalogueLinks(request.user),
    }
    return listing(request, "journeys/list.html", "journeys/_results.html", context)


def with_count(journey: Journey, people: int) -> Journey:
    """A copy that knows how many personas matter in it."""
    journey = copy(journey)
    journey.persona_count = people
    return journey


@require_safe
@kept()
def detail(request, slug):
    """A journey: stages across and personas down, or turned."""
    journey = journey_of(request, slug)
    asked = AskedTable(request, journey)
    context = asked.context | {
        "section": "journeys",
        "links": CatalogueLinks(request.user),
        "forms": tuple(FORMS),
        "may_mark": may_mark(request.user),
        "why": {"asked": "why" in request.GET, "told": why(request.GET.get("why", ""), request.user, journey)},
    }
    if asked.is_valid:
        context |= page_context(asked, context["problems"])
    part = ("journeys/_why.html", "why") if request.htmx.target == "why" else ("journeys/_table.html", "results")
    return page_or_partial(request, "journeys/detail.html", *part, context)


def page_context(asked: AskedTable, problems: list[str]) -> dict:
    """The page of the table that was asked for; a page that isn't there is one more problem."""
    try:
        matrix, rows, columns = asked.page()
    except InvalidPage:
        problems.append("There is no such page of this journey.")
        return {}
    needed = slides_needed(matrix, rows.paginator.count, columns.paginator.count)
    return {"matrix": matrix, "rows_page": rows, "columns_page": columns, "no_slides": needed > MOST_SLIDES} | {
        "shown": asked.shown_columns(matrix),
        "sides": asked.sides(matrix),
    }


@require_safe
def journey_download(request, slug, form):
    """The whole table, all pages of it, as a file."""
    asked = AskedTable(request, journey_of(request, slug))
    address = f"{reverse('journeys:detail', args=[slug])}?{request.GET.urlencode()}"
    return download(request, form, asked.table.whole(), address) if asked.is_valid else redirect(address)


def journey_of(request, slug) -> Journey:
    """The journey at the address. Raises Http404 when the user sees none there. One query, and none while journeys
    stay as they are."""
    user = request.user
    found = user.is_authenticated and journey_at(slug, may_see_drafts(user))
    if not found:
        raise Http404("There is no such journey.")
    return copy(found)


@kept_while(Journey, PersonaType)
def journey_at(slug: str, drafts: bool) -> Journey | None:
    """The journey at the address, for those who may see drafts or may not."""
    return Journey.objects.seen_with(drafts=drafts).select_related("type").filter(slug=slug).first()


def may_mark(user) -> bool:
    """Whether the user may say who matters in which stage."""
    return user.has_perms(["journeys.add_touchpoint", "journeys.change_touchpoint"])
