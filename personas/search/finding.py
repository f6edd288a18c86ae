"""The search itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from personas.census import one_census

from .indexing import words_like
from .kinds import Found, Kind, kinds
from .slips import near_words
from .words import Query, parse


@dataclass(frozen=True)
class Group:
    """The results of one kind."""

    kind: Kind
    found: Found


@dataclass(frozen=True)
class Results:
    """What a search found: the kinds that have anything, in order.

    `corrected` says that nothing has the words as typed, and that slips of the pen were allowed for.
    """

    query: Query
    groups: Sequence[Group] = ()
    corrected: bool = False

    @property
    def total(self) -> int:
        return sum(group.found.total for group in self.groups)

    @property
    def more(self) -> bool:
        """Whether there may be more than `total`."""
        return any(group.found.more for group in self.groups)

    def group(self, name: str) -> Group | None:
        """The results of the kind of that name, or None when it has none."""
        return next((group for group in self.groups if group.kind.name == name), None)


def search(typed: str, user, window: slice, only: str = "") -> Results:
    """What the user may see of what was typed, with the hits in the window; of one kind `only`, when one is named.

    Misspelt words are understood when nothing at all has the words as they are, so that what is right stays right.
    """
    query = parse(typed)
    if not query.words or not user.is_authenticated:
        return Results(query)
    with one_census():
        return found_by(query, user, window, only)


def found_by(query: Query, user, window: slice, only: str) -> Results:
    """What `search` answers to words that are there."""
    if groups := answered(query, user, window, only):
        return Results(query, groups)
    near = near_words(query.words, words_like)
    corrected = query.with_near(near)
    if any(near.values()) and (groups := answered(corrected, user, window, only)):
        return Results(corrected, groups, corrected=True)
    return Results(query)


def answered(query: Query, user, window: slice, only: str) -> list[Group]:
    """The kinds that have an answer; all of them with their totals, whichever are to bring their hits."""
    windows = {kind: window if only in ("", kind.name) else slice(0) for kind in kinds()}
    asked = [Group(kind, kind.found(query, user, window)) for kind, window in windows.items()]
    return [group for group in asked if group.found.total]
