"""What all answers of the interface share: problems as a sentence, and lists in pages."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from ninja import Field, Schema
from ninja.errors import HttpError

MOST_ROWS = 200
LAST_ROW = 1_000_000


class Problem(Schema):
    """Why there is no other answer."""

    detail: str = Field(description="One sentence for people: what is wrong, and how to mend it.")


class Listed(Schema):
    """A page of a list: `items` are added by each list."""

    count: int = Field(description="How many there are on all pages.")
    next: str | None = Field(description="The address of the next page, if there is one.")


class Window(Schema):
    """Which rows of a list."""

    limit: int = Field(50, ge=1, le=MOST_ROWS, description="How many rows at most.")
    offset: int = Field(0, ge=0, le=LAST_ROW, description="How many rows to pass over before them.")


# Every resource may answer these instead of what was asked for.
REFUSALS = {401: Problem, 422: Problem, 429: Problem}
NOT_THERE = {404: Problem}


def page_of(request, rows, window: Window, described: Callable[[Sequence], list]) -> dict[str, Any]:
    """The page of the rows (a queryset) that the window asks for; `described` makes its items of the page's rows."""
    count = rows.count()
    end = window.offset + window.limit
    return {
        "count": count,
        "next": address_of_page(request, end) if end < count else None,
        "items": described(list(rows[window.offset : end])),
    }


def address_of_page(request, offset: int) -> str:
    """The address asked for, with another offset."""
    query = request.GET.copy()
    query["offset"] = offset
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def not_found(sentence: str) -> HttpError:
    """What to raise where nothing is that the key's owner may see."""
    return HttpError(404, sentence)


def refused(sentence: str) -> HttpError:
    """What to raise for a value that makes no sense."""
    return HttpError(422, sentence)


def requests_per_minute() -> int:
    """How many requests a minute are answered for each key."""
    return settings.API_REQUESTS_PER_MINUTE
