"""Parts of pages that are made of plain values and of nothing else, remembered by these very values.

After a change of the catalogue only those parts are made anew that say something else now. There is nothing to
invalidate, and no reader's right in it: whoever asks for a part brings all that it shows.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, lru_cache, wraps
from typing import NamedTuple, ParamSpec, TypeVar

from django.conf import settings
from django.http import QueryDict
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeData, SafeString

from .own import TOKEN

P, Made = ParamSpec("P"), TypeVar("Made")
PLAIN = (str, int, float, bool, date, type(None))
_memories: list[Callable[[], None]] = []


def remembered(*, most: int) -> Callable[[Callable[P, Made]], Callable[P, Made]]:
    """A function of plain values (texts, numbers, dates, and tuples or frozen dataclasses of them) whose answers are
    remembered, the last `most` of them. It raises TypeError for any other value, and for a text marked as safe: that
    equals the same text that isn't."""

    def decorate(function: Callable[P, Made]) -> Callable[P, Made]:
        @lru_cache(maxsize=most, typed=True)
        def made(*values):
            refuse_other(values)
            return function(*values)

        @wraps(function)
        def answered(*values):
            # Whoever works on a template wants to see it change.
            return function(*values) if settings.DEBUG else made(*values)

        _memories.append(made.cache_clear)
        return answered

    return decorate


def forgets(function: Made) -> Made:
    """Has an `lru_cache` forget with the others."""
    _memories.append(function.cache_clear)
    return function


def refuse_other(value) -> None:
    """Raises TypeError for what isn't plain."""
    kind = type(value)
    if kind in PLAIN:
        return
    if isinstance(value, tuple):
        for each in value:
            refuse_other(each)
    elif is_dataclass(kind):
        for name in names_in(kind):
            refuse_other(getattr(value, name))
    elif not isinstance(value, PLAIN) or isinstance(value, SafeData):
        raise TypeError(f"A part of a page is made of plain values: {kind.__name__} is none.")


@cache
def names_in(kind: type) -> tuple[str, ...]:
    """The names of a dataclass's fields."""
    return tuple(each.name for each in fields(kind))


def forget_parts() -> None:
    """Leaves the process as it is after its start."""
    for forget in _memories:
        forget()


class Address(NamedTuple):
    """What a part may know of the request, under the names that a request has for it."""

    path: str
    query: str
    get_full_path: str
    scheme: str
    get_host: str

    @classmethod
    def of(cls, request) -> "Address":
        full = request.get_full_path()
        return cls(request.path, request.GET.urlencode(), full, request.scheme, request.get_host())

    @property
    def GET(self) -> QueryDict:
        return QueryDict(self.query)


@remembered(most=2000)
def part(template: str, values: tuple[tuple[str, object], ...]) -> SafeString:
    """The template with these values, given by their names, and with nothing else. Where it has the token of a form,
    the place of the reader's own (`own.TOKEN`) stands."""
    context = Context({**dict(values), "csrf_token": TOKEN})
    context.request = context.get("request")
    return get_template(template).template.render(context)
