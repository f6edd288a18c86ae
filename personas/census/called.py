"""What the personas of a roll are called, read when it is first asked for, and kept while it says the same."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache

from django.db import connections, router

from personas.data_version import Mended
from personas.data_version.catalogue import CALLED
from personas.models import Persona
from personas.search.words import REMEMBERED, Wanted, shown

from .crowds import Crowd, bits_of
from .roll import Roll
from .wordlists import Entry, Lines, line_of, sought

KEPT = 64  # words
# Said in SQL, as there may be thousands of them.
NAMES = f'SELECT id, name, role_label FROM "{Persona._meta.db_table}"'


class Called:
    """Name and role of everybody, by their places."""

    def __init__(self, roll: Roll):
        self.roll = roll
        self.found: dict[Wanted, Crowd] = {}

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        found = read_names(NAMES)
        return [found.get(key, ("", "")) for key in self.roll.keys]

    @cached_property
    def lines(self) -> Lines:
        return Lines([line_of_name(*called) for called in self.names])

    def having(self, wanted: Wanted) -> Crowd:
        """Who has the word in name or role: within one search that is asked again and again."""
        crowd = self.found.get(wanted)
        if crowd is None:
            crowd = Crowd(bits_of(self.lines.having(wanted), self.roll.size), self.roll.size)
            self.found = {**self.found, wanted: crowd} if len(self.found) < KEPT else {wanted: crowd}
        return crowd

    def mended(self, personas: Collection[int]) -> "Called":
        """The same after the names or roles of these have changed."""
        called = Called(self.roll)
        if "names" not in self.__dict__:
            return called
        read = read_names(f"{NAMES} WHERE id IN ({', '.join(map(str, personas))})")
        now = {place: read[key] for key in read if (place := self.roll.place(key)) is not None}
        called.names = replaced(self.names, now)
        if "lines" in self.__dict__:
            lines = {place: line_of_name(*now[place]) for place in now}
            called.lines = Lines(replaced(self.lines.lines, lines))
            called.found = {wanted: again_with(wanted, crowd, lines) for wanted, crowd in self.found.items()}
        return called


def again_with(wanted: Wanted, crowd: Crowd, lines: Mapping[int, str]) -> Crowd:
    """Who has the word, where the lines at these places are others than before."""
    bits, words = crowd.bits, sought(wanted)
    for place, line in lines.items():
        there = any(word in line for word in words)
        bits = bits & ~(1 << place) | there << place
    return Crowd(bits, crowd.size)


def replaced(entries: Sequence[Entry], by_place: Mapping[int, Entry]) -> list[Entry]:
    """The entries, with others at some places."""
    found = list(entries)
    for place, entry in by_place.items():
        found[place] = entry
    return found


def read_names(statement: str) -> dict[int, tuple[str, str]]:
    """Name and role by primary key."""
    with connections[router.db_for_read(Persona)].cursor() as cursor:
        cursor.execute(statement)
        return {pk: (name, role) for pk, name, role in cursor.fetchall()}


_called = Mended(CALLED)


def called(roll: Roll) -> Called:
    """What those on the roll are called now."""
    return _called.recall(roll, lambda: Called(roll), Called.mended)


@lru_cache(maxsize=REMEMBERED)
def line_of_name(name: str, role: str) -> str:
    """A line of `Lines`; after a change nearly all are asked for again."""
    return line_of(f"{shown(name)} {shown(role)}")
