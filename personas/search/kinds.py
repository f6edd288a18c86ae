"""What can be found: the hook through which the apps above this one add stages, sessions and what else they keep.

An app calls `register_search_kind` in its `ready()`, with a function that answers one kind. How that finds its rows:

* a few hundred rows: read them all and have `ranked` choose and order them;
* more: name their columns by `sources.register_source`, ask for `pk__in=indexing.holding(source, query)`, read the
  first of these by `catalogue.rows.first`, and give them to `ranked`, which drops what the database took too easily;
* whatever hangs on personas: `personas.census.current_census()` says without a query whom the user may see
  (`visible_to`), and how many of them belong to a group (`among`). In one search all kinds get the same census.

Only the hits of the window need more queries, such as those for an excerpt.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString

from personas.data_version import Memory
from personas.data_version.registry import Numbered
from personas.kept.sight import Sight

from .matching import Match, match
from .words import Query

KEPT = 100  # answers of a kind
CANDIDATES = 200  # rows of a kind that are looked at; of more, a reader is asked for another word


@dataclass(frozen=True)
class Hit:
    """A line of the results. `title` and `excerpt` are HTML with the words marked, `note` says what or whose it is.

    `persona` gives the line a face, `tags` are pairs of a tag's class and its word, such as ("draft", "Draft").
    """

    title: SafeString
    url: str
    note: str = ""
    excerpt: SafeString | str = ""
    persona: Any = None
    tags: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, eq=False)
class Found:
    """What one kind has: the hits asked for, how many there are in all, and whether there may be more than that. It
    equals itself alone, so that what is made of one that is kept can be kept, too."""

    hits: Sequence[Hit] = ()
    total: int = 0
    more: bool = False


# Given a query, the user who asks, and the first and last place wanted: what of this kind answers. It has to keep to
# what the user may see, and to ask the database a constant number of queries.
KindFunction = Callable[[Query, Any, slice], Found]


@dataclass(frozen=True)
class Kind:
    """A registered kind; `name` stands in addresses, `label` above its results, `order` sorts it among the others."""

    name: str
    label: str
    function: KindFunction = field(repr=False)
    order: int = 0
    memory: Memory | None = field(default=None, repr=False, compare=False)

    def found(self, query: Query, user, window: slice) -> "Found":
        """What of this kind answers."""
        if self.memory is None or not isinstance(user, Sight):
            return self.function(query, user, window)
        key = query, window.start, window.stop, user.permissions, timezone.localdate()
        return self.memory.recall(key, lambda: self.function(query, user, window))


_kinds: dict[str, Kind] = {}


def register_search_kind(
    name: str, label: str, function: KindFunction, order: int = 0, made_of: Sequence[Numbered] = ()
) -> None:
    """Have the search find another kind of thing, from an app's `ready()`. Smaller orders come first, then the label.
    What a kind answers that is `made_of` these tables, or aspects of them, the day and the user's permissions is kept.

    Raises ValueError when another function took the name already.
    """
    memory = Memory(*made_of, most=KEPT) if made_of else None
    taken = _kinds.setdefault(name, Kind(name, label, function, order, memory))
    if taken.function is not function:
        raise ValueError(f"There is a kind of results “{name}” already.")


def kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.label))


class Ranked(NamedTuple):
    """A row that answers, by which of its texts, and how well. Of two fields the smaller counts more."""

    row: Any
    field: int
    match: Match

    @property
    def rank(self) -> tuple:
        return self.field, *self.match.rank


def ranked(query: Query, rows: Iterable[tuple[Any, Sequence[str]]]) -> list[Ranked]:
    """The rows that answer the query, the best first. Each comes with its texts, the most telling one first.

    This alone is enough for a kind with a few hundred rows; larger ones ask `indexing.holding` for candidates first.
    """
    found = [best for row, texts in rows if (best := best_of(query, row, texts))]
    return sorted(found, key=lambda each: each.rank)


def best_of(query: Query, row: Any, texts: Sequence[str]) -> Ranked | None:
    """The row by the first of its texts that answers."""
    for place, text in enumerate(texts):
        if text and (found := match(query, text)):
            return Ranked(row, place, found)
    return None
