"""The census of the present state of the catalogue."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from personas import data_version

from .census import Census
from .roll import roll_of
from .standing import standing_of

_taking = Lock()
_kept: tuple[int, Census] | None = None
_of_this_question: ContextVar[list[Census] | None] = ContextVar("of_this_question", default=None)


def current_census() -> Census:
    """The census of what the database holds now: one query when nothing has changed since the last one.

    A process keeps one. Inside a transaction each is taken anew and not kept: what it shows may never come to be.
    """
    same = _of_this_question.get()
    if same:
        return same[0]
    number = data_version.current()
    census = Census() if number is None else kept(number)
    if same is not None:
        same.append(census)
    return census


@contextmanager
def one_census() -> Iterator[None]:
    """Inside of it, whoever asks for the census gets the same one: parts of one answer fit together."""
    token = _of_this_question.set([])
    try:
        yield
    finally:
        _of_this_question.reset(token)


def kept(number: int) -> Census:
    """The census that was kept under the number, or a new one; threads that need the same one wait for it."""
    global _kept
    known = _kept
    if known and known[0] == number:
        return known[1]
    with _taking:
        if not _kept or _kept[0] != number:
            _kept = number, Census()
        return _kept[1]


def forget() -> None:
    """Leaves the process as it is after its start."""
    global _kept
    _kept = None
    roll_of.cache_clear()
    standing_of.cache_clear()
