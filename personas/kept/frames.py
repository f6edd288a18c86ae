"""Pages whose frame outlasts what stands in it: after most changes only that is made anew.

A view leaves places open (`own.open_part`) for what changes more often than all around it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps

from django.http import HttpRequest

from personas.data_version import numbers_of
from personas.data_version.registry import Numbered

from .own import PART
from .pages import MadeOf, is_page, shared

# What stands in the places of these names, each by its name; a place without an answer stays empty.
Fill = Callable[[HttpRequest, Sequence[str]], Mapping[str, str]]


def nothing_else(request) -> Sequence[Numbered]:
    return ()


def framed(*models: Numbered, fill: Fill, further: MadeOf = nothing_else) -> Callable:
    """A kept view's pages are made with open places, and kept so while these models' tables, or aspects of them, stay
    as they are, and those `further` ones that the frame is made of for a request: beside them it may depend on the
    address, the day and the sight alone. `fill` is asked each time, and may show anything that the sight may see."""

    def decorate(view):
        @wraps(view)
        def complete(request, **arguments):
            response = shared(view, request, request.user, numbers_of(*models, *further(request)), arguments)
            if is_page(response):
                response.content = filled_in(response.content.decode(), request, fill)
            return response

        complete.framed_by = models
        return complete

    return decorate


def filled_in(html: str, request, fill: Fill) -> str:
    """The frame with what belongs into its places."""
    found = fill(request, PART.findall(html))
    return PART.sub(lambda place: found.get(place[1], ""), html)
