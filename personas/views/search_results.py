"""What a search found as its page shows it: in plain values, so that parts of the page are made once for the same."""

from functools import lru_cache
from typing import NamedTuple

from personas.search.finding import Group, Results
from personas.search.kinds import Found
from personas.templatetags.hits import hit_items
from personas.views.lists import Turning


class Lines(NamedTuple):
    """The results of one kind; `items` is HTML, and has as many of them as `shown` says."""

    name: str
    label: str
    total: int
    more: bool
    shown: int
    items: str

    @classmethod
    def of(cls, group: Group) -> "Lines":
        kind, found = group.kind, group.found
        return cls(kind.name, kind.label, found.total, found.more, len(found.hits), items_of(found))


@lru_cache(maxsize=200)
def items_of(found: Found) -> str:
    """The hits as HTML. Most kinds keep what they found, and are asked for it again after changes of others."""
    return str.__str__(hit_items(found.hits))


class Shown(NamedTuple):
    """What there is to show. `whole` are the results of the one `kind` that was asked for, if it has any; `turning` is
    where the reader is among their pages, and None where there is no such page, or no such kind;
    `is_wordless` says that signs alone were typed."""

    typed: str
    words: tuple[str, ...]
    total: int
    more: bool
    corrected: bool
    groups: tuple[Lines, ...]
    kind: str
    unknown_kind: str
    whole: Lines | None
    turning: Turning | None
    num_pages: int
    wanted_page: str
    was_noted: bool
    is_wordless: bool

    @classmethod
    def of(cls, results: Results, **more) -> "Shown":
        """The results, and what else the page says of them."""
        query, groups = results.query, tuple(map(Lines.of, results.groups))
        whole = next((lines for lines in groups if lines.name == more["kind"]), None)
        words = tuple(wanted.word for wanted in query.words)
        return cls(query.typed, words, results.total, results.more, results.corrected, groups, whole=whole, **more)
