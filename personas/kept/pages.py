"""The decorator of views whose pages are made once for everybody who may see the same."""

import hashlib
from collections.abc import Callable, Sequence
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from personas.data_version import numbers_of
from personas.data_version.registry import Numbered

from .own import MARK, Parts, filled, opened, without_token
from .sight import Sight, permissions_of
from .state import State
from .unchanged import HEADERS, has_messages, may_come_again, tag_of, tagged

# What a kept page is of: the number of the whole catalogue, or those of some of its tables.
Numbers = tuple[int, ...]
# Which of the reader's starred personas a page shows as such, given the state and the view's arguments.
Stars = Callable[..., frozenset[int]]
# The tables, or aspects of them, that the page is made of which a request asks for; none for all of the catalogue's.
MadeOf = Callable[[HttpRequest], Sequence[Numbered]]


def no_stars(state: State, **arguments) -> frozenset[int]:
    return frozenset()


def all_stars(state: State, **arguments) -> frozenset[int]:
    """For pages that may show any persona."""
    return frozenset(pk for pk, _ in state.starred)


def star_of_page(state: State, slug: str) -> frozenset[int]:
    """For the page of one persona."""
    return frozenset(pk for pk, starred in state.starred if starred == slug)


def whole_catalogue(request) -> Sequence[Numbered]:
    """For pages of which nobody says what they are made of."""
    return ()


def kept(
    *, stars: Stars = no_stars, own: Parts | None = None, tag: bool = True, made_of: MadeOf = whole_catalogue
) -> Callable:
    """A view's pages are made once, with a Sight for `request.user`, and kept while the catalogue stays as it is;
    those that are `made_of` a few tables, the day and the sight alone, while these tables do.

    `own` are the parts, by name, that the view leaves open for each reader; `request.sight` says what they may see.
    With `tag`, a browser is told when it has the page already: then those parts, too, may only show what
    `register_versioned` names, the day, or the account.
    """

    def decorate(view):
        @wraps(view)
        def for_reader(request, **arguments):
            state = State(request.session)
            request.sight = sight = sight_of(request.user, state, stars, arguments)
            response = shared(view, request, sight, numbers_for(state, made_of(request)), arguments)
            if is_page(response):
                response.content = filled(response.content.decode(), request, own or {}, **arguments)
            own_tag = tag_of(request, state) if tag and may_come_again(request, response) else None
            return tagged(response, own_tag) if own_tag else response

        for_reader.made_of = made_of
        return for_reader

    return decorate


def sight_of(user, state: State, stars: Stars, arguments: dict) -> Sight:
    return Sight(lambda: permissions_of(user), user.is_staff, lambda: stars(state, **arguments))


def numbers_for(state: State, tables: Sequence[Numbered]) -> Numbers | None:
    """What a page is of that is made of these tables, or of everything; None where nothing may be kept."""
    if tables:
        return numbers_of(*tables)
    return None if state.number is None else (state.number,)


def is_page(response) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")


def shared(view, request, sight: Sight, numbers: Numbers | None, arguments: dict) -> HttpResponse:
    """The page for the sight, with its open places: the one that is kept, else the one that the view makes."""
    if numbers is None or settings.DEBUG or has_messages(request):
        return made(view, request, sight, arguments)
    key = key_of(request, sight, numbers)
    page = caches["pages"].get(key)
    if page is not None:
        return varying(HttpResponse(page))
    response = made(view, request, sight, arguments)
    if is_page(response) and may_come_again(request, response):
        caches["pages"].set(key, response.content, None)
    return varying(response)


def key_of(request, sight: Sight, numbers: Numbers) -> str:
    """Everything that a shared page depends on, in short."""
    address = (request.scheme, request.path, request.GET.urlencode())
    headers = [request.META.get(name) for name in HEADERS]
    parts = (MARK, numbers, sight.key, timezone.localdate(), address, headers)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def made(view, request, sight: Sight, arguments: dict) -> HttpResponse:
    """The view's answer to the sight."""
    reader, request.user = request.user, sight
    try:
        with without_token(request):
            response = view(request, **arguments)
    finally:
        request.user = reader
    if is_page(response):
        response.content = opened(response.content.decode())
    return response


def varying(response):
    patch_vary_headers(response, ["HX-Target"])
    return response
