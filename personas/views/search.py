"""The search: its page, the suggestions below the box in the header, and the count of what nobody found."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from personas.kept.pages import kept
from personas.search.finding import search
from personas.search.kinds import CANDIDATES, kinds
from personas.search.misses import note_miss

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
        template = "search/_results.html" if request.htmx.target == RESULTS else "search/page.html"
        context = answer(request)
        response = render(request, template, context, status=404 if context["page"] is None else 200)
    patch_vary_headers(response, ["HX-Target"])
    return response


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
    return {
        "section": "search",
        "title": title_of(results, group, page),
        "results": results,
        "group": group,
        "kind": kind,
        "unknown_kind": "" if is_known else kind,
        "paginator": paginator,
        "page": page,
        "wanted_page": wanted_page,
        "candidates": CANDIDATES,
        "was_noted": "noted" in request.GET,
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
