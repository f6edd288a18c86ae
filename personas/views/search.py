"""The search: its page, the suggestions below the box in the header, and the count of what nobody found."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import escape
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from personas.kept.frames import framed
from personas.kept.own import open_part
from personas.kept.pages import kept
from personas.search.finding import search
from personas.search.kinds import CANDIDATES, kinds
from personas.search.misses import note_miss
from personas.search.words import parse
from personas.views.lists import Turning
from personas.views.search_results import Shown

OF_A_KIND = 5  # hits of a kind where all kinds are shown
SUGGESTED = 3  # hits of a kind below the box in the header
PAGE_SIZE = 24
SUGGESTIONS, RESULTS = "search-suggestions", "search-results"


@require_safe
@kept()
def search_page(request):
    """What there is for `?q=`: the best of every kind; with `&kind=` all of one kind, in pages.

    Asked by htmx for the element that it will swap, it answers the results alone, or a few suggestions.
    """
    if request.htmx.target == SUGGESTIONS:
        results = search(request.GET.get("q", ""), request.user, slice(SUGGESTED))
        response = render(request, "search/_suggestions.html", {"results": results})
    else:
        context = answer(request)
        is_part = request.htmx.target == RESULTS
        response = render(request, "search/_results.html", context) if is_part else whole_page(request, context)
        response.status_code = 404 if context["page"] is None else 200
    patch_vary_headers(response, ["HX-Target"])
    return response


def whole_page(request, context: dict):
    """The page with this answer in a frame that no change of the catalogue makes another."""

    def answered(request, places):
        results = render_to_string("search/_results.html", context, request)
        return {"title": escape(context["title"]), "results": results}

    return framed(fill=answered)(frame_of_page)(request)


def frame_of_page(request):
    """The page with open places for its title and its results."""
    typed = parse(request.GET.get("q", "")).typed
    places = {name: open_part(name) for name in ("title", "results")}
    return render(request, "search/page.html", {"section": "search", "typed": typed} | places)


def answer(request) -> dict:
    """The context of the search page. `page` is None where the address asks for a page or a kind that isn't there."""
    kind, wanted_page = request.GET.get("kind", ""), request.GET.get("page", "1")
    number = page_number(wanted_page) if kind else 1
    window = slice(max(number - 1, 0) * PAGE_SIZE, number * PAGE_SIZE) if kind else slice(OF_A_KIND)
    results = search(request.GET.get("q", ""), request.user, window, only=kind)
    group = results.group(kind)
    paginator = Paginator(range(group.found.total if group else 0), PAGE_SIZE)
    is_known = not kind or any(kind == each.name for each in kinds())
    page = paginator.page(number) if is_known and number in paginator.page_range else None
    shown = Shown.of(
        results,
        kind=kind,
        unknown_kind="" if is_known else kind,
        turning=None if page is None else Turning(page.number, paginator.num_pages, ()),
        num_pages=paginator.num_pages,
        wanted_page=wanted_page,
        was_noted="noted" in request.GET,
        is_wordless=bool(request.GET.get("q", "").strip()) and not results.query.words,
    )
    return {
        "title": title_of(results, group, page),
        "results": shown,
        "group": group,
        "page": page,
        "candidates": CANDIDATES,
    }


def title_of(results, group, page) -> str:
    """What the browser calls the page."""
    typed = results.query.typed
    parts = [f"“{typed}”"] if typed else []
    parts += [group.kind.label.lower()] if group else []
    parts += [f"page {page.number}"] if page and page.number > 1 else []
    return f"{', '.join(parts)}: search" if parts else "Search"


def page_number(text: str) -> int:
    """The number of a page, or 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@require_POST
def missed(request):
    """Counts a search that found nothing: sent by the page after a pause, or by a person where scripts are off."""
    typed = request.POST.get("q", "")
    note_miss(typed=typed, by=request.user)
    if request.htmx:
        return render(request, "search/_noted.html")
    return redirect(f"{reverse('personas:search')}?{urlencode({'q': typed, 'noted': 1})}")
