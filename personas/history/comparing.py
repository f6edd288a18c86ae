"""Two sheets side by side: what was added, removed, moved, and reworded within the line."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.safestring import SafeString
from rapidfuzz import fuzz

from personas.handbook.marked_words import marked
from personas.wording import wording_key

from .sheets import Heading, Line

# How alike two lines are, of a hundred, to be one that was reworded.
ALIKE = 55
MOST_PAIRS = 250_000  # that are looked at for likeness


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"


@dataclass(frozen=True)
class Row:
    """A line as it was and as it is, as safe HTML that marks the words that differ; `place` says where it stood and
    stands, counted from 1, where it moved."""

    kind: Kind
    old: SafeString
    new: SafeString
    place: str = ""

    @property
    def label(self) -> str:
        """ "Reworded, moved from 3 to 1"."""
        word = self.kind.capitalize()
        if not self.place:
            return word
        return f"{word} {self.place}" if self.kind == Kind.MOVED else f"{word}, moved {self.place}"


@dataclass(frozen=True)
class Difference:
    """What differs under one heading; `same` lines are as they were. `name` is what it is called now, `was` what it
    was called where that differs."""

    name: str
    was: str = ""
    rows: list[Row] = field(default_factory=list)
    same: int = 0

    @property
    def summary(self) -> str:
        """ "2 added, 1 reworded"."""
        return summary_of([self])


def differences(old: list[Heading], new: list[Heading]) -> list[Difference]:
    """What differs, heading by heading in the order of the new sheet, those that are gone last. Headings under which
    nothing differs are left out."""
    before = {heading.key: heading for heading in old}
    after = {heading.key: heading for heading in new}
    gone = [heading for heading in old if heading.key not in after]
    found = [difference(before.get(heading.key), heading) for heading in new]
    found += [difference(heading, Heading(heading.key, heading.name)) for heading in gone]
    return [each for each in found if each.rows]


def difference(old: Heading | None, new: Heading) -> Difference:
    rows = list(rows_of(old.lines if old else [], new.lines))
    was = old.name if old and old.name != new.name else ""
    changed = [row for row in rows if row.kind != Kind.SAME]
    return Difference(new.name, was, changed, len(rows) - len(changed))


def summary_of(found: list[Difference]) -> str:
    """How many lines of each kind there are: "2 added, 1 reworded"; "Nothing differs." of none."""
    counts = Counter(row.kind for each in found for row in each.rows)
    parts = [f"{counts[kind]} {kind}" for kind in Kind if counts[kind]]
    return ", ".join(parts) or "nothing differs"


def rows_of(old: list[Line], new: list[Line]) -> Iterator[Row]:
    """A row a line, in the new order; what was removed stands where it stood."""
    pairs = paired(old, new)
    partner = {second: first for first, second in pairs.items()}
    moved = moved_among(pairs)
    waiting = iter([place for place in range(len(old)) if place not in pairs])
    removed = next(waiting, None)
    for place, line in enumerate(new):
        first = partner.get(place)
        while removed is not None and first is not None and removed < first and place not in moved:
            yield row_of(old[removed], None)
            removed = next(waiting, None)
        where = f"from {first + 1} to {place + 1}" if place in moved else ""
        yield row_of(old[first] if first is not None else None, line, where)
    while removed is not None:
        yield row_of(old[removed], None)
        removed = next(waiting, None)


def row_of(old: Line | None, new: Line | None, place: str = "") -> Row:
    before, after = marked(old.text if old else "", new.text if new else "")
    kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.SAME
    if old and new:
        kind = Kind.REWORDED if old.text != new.text else Kind.MOVED if place else Kind.SAME
    return Row(kind, before, after, place)


def paired(old: list[Line], new: list[Line]) -> dict[int, int]:
    """Which old line became which new one, by their places: the same words first, then the same key, then the most
    alike."""
    pairs: dict[int, int] = {}
    left, free = list(enumerate(old)), list(enumerate(new))
    for key in (lambda line: wording_key(line.text), lambda line: line.key):
        places: dict[str, list[int]] = {}
        for place, line in free:
            places.setdefault(key(line), []).append(place)
        pairs |= {place: places[key(line)].pop(0) for place, line in left if places.get(key(line))}
        taken = set(pairs.values())
        left = [each for each in left if each[0] not in pairs]
        free = [each for each in free if each[0] not in taken]
    return pairs | (alike(left, free) if len(left) * len(free) <= MOST_PAIRS else {})


def alike(old: list[tuple[int, Line]], new: list[tuple[int, Line]]) -> dict[int, int]:
    """Pairs of places, the most alike first, each place once."""
    scores = ((fuzz.ratio(one.text, other.text), first, second) for first, one in old for second, other in new)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, first, second in sorted(scores, key=lambda each: (-each[0], each[1], each[2])):
        if score >= ALIKE and first not in pairs and second not in taken:
            pairs[first] = second
            taken.add(second)
    return pairs


def moved_among(pairs: dict[int, int]) -> set[int]:
    """The new places of lines that changed their order among those that stayed; as few as can be, so that all others
    are the longest run that kept its order."""
    places = [pairs[first] for first in sorted(pairs)]
    ends: list[int] = []  # of the best run of each length so far, the place at its end
    runs: list[list[int]] = []
    for place in places:
        length = bisect(ends, place)
        ends[length : length + 1] = [place]
        runs[length : length + 1] = [[*(runs[length - 1] if length else []), place]]
    return set(places) - set(runs[-1] if runs else [])
