"""What all lists do: turn pages, narrow down, and answer htmx with the results alone."""

from typing import NamedTuple

from django.core.paginator import InvalidPage, Paginator
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from config.htmx import page_or_partial
from personas.filters.lists import ListFilter
from personas.filters.parts import OptionGroup

PAGE_SIZE = 24
OPTIONS = "options-"  # how the ids of lists of options begin
ELLIPSIS = str(Paginator.ELLIPSIS)
NUMBERED = {"on_each_side": 1, "on_ends": 1}


def page_of(request, rows, size: int = PAGE_SIZE) -> dict:
    """Returns the context of the page asked for. Its `page` is None when there is no page of that number."""
    paginator = Paginator(rows, size)
    number = request.GET.get("page") or 1
    try:
        page = paginator.page(number)
    except InvalidPage:
        page = None
    shown = paginator.get_elided_page_range(page.number, **NUMBERED) if page else ()
    numbers = tuple(number if isinstance(number, int) else ELLIPSIS for number in shown)
    turning = Turning(page.number, paginator.num_pages, numbers) if page else None
    return {
        "paginator": paginator,
        "page": page,
        "wanted_page": number,
        "page_numbers": numbers,
        "turning": turning,
    }


class Turning(NamedTuple):
    """Where a reader is among the pages of a list: all that the links to the others need, under the names that a
    paginator and its page have for it."""

    number: int
    num_pages: int
    numbers: tuple[int | str, ...]

    ELLIPSIS = ELLIPSIS

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.num_pages

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


def listing(request, template, partial, context):
    """Renders a list, or its results alone for htmx, or the options of a facet that somebody searches; the status says
    “not found” when there is no such page."""
    filtered = context.get("filter")
    if filtered and (group := group_asked_for(request, filtered)):
        return options_of(request, group)
    context.setdefault("is_empty", bool(filtered) and has_nothing(filtered, context["page"]))
    response = page_or_partial(request, template, partial, "results", context)
    response.status_code = 404 if context["page"] is None else 200
    return response


def has_nothing(filtered: ListFilter, page) -> bool:
    """Whether a list has no rows though nothing narrows it down; `page` is None where there is none of the number."""
    return page is not None and not len(page) and not filtered.is_narrowed and not filtered.problems


def group_asked_for(request, filtered: ListFilter) -> OptionGroup | None:
    """The facet whose options htmx is about to swap, if it is one."""
    target = request.htmx.target or ""
    if not target.startswith(OPTIONS):
        return None
    return next((group for group in filtered.shown_groups if f"{OPTIONS}{group.key}" == target), None)


def options_of(request, group: OptionGroup):
    response = render(request, "includes/filter_options.html", {"group": group})
    patch_vary_headers(response, ["HX-Target"])
    return response


def filter_context(filtered: ListFilter, saved_as: str) -> dict:
    """What the templates of a filter need; `saved_as` is the page under which its views are saved."""
    return {"filter": filtered, "typed": filtered.data.get("q", ""), "saved_as": saved_as}


def title_of(what: str, filtered: ListFilter, context: dict) -> str:
    """What the browser calls a list: what it shows, in which state, and on which page."""
    chips = [chip.label for chip in filtered.chips]
    parts = [*chips[:2], "more conditions"] if len(chips) > 2 else chips
    page = context["page"]
    number = ["no such page"] if page is None else [f"page {page.number}"] if page.number > 1 else []
    return ", ".join([what, *parts, *number])
