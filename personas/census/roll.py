"""Who is counted, and in which order."""

from collections import defaultdict
from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from .crowds import Crowd, Group, group_of, places_in


class Roll:
    """Primary keys of personas, each with its place. What is known by places holds for as long as the roll does, so
    there is one for the same keys (`roll_of`)."""

    def __init__(self, keys: tuple[int, ...]):
        self.keys = keys
        self.size = len(keys)
        self.place = {key: place for place, key in enumerate(keys)}.get
        self.everybody = Crowd((1 << self.size) - 1, self.size)
        # Most edits leave everybody's status, type and owner as they were.
        self.groups = lru_cache(maxsize=8)(self.grouped)

    def grouped(self, values: tuple[Hashable, ...]) -> dict[Any, Group]:
        """The groups that share a value, of one for each place; None is no value. Nobody may change them."""
        places = defaultdict(list)
        for place, value in enumerate(values):
            places[value].append(place)
        return {value: group_of(there, self.size) for value, there in places.items() if value is not None}

    def keys_of(self, crowd: Crowd) -> list[int]:
        return [self.keys[place] for place in places_in(crowd)]


@lru_cache(maxsize=2)
def roll_of(keys: tuple[int, ...]) -> Roll:
    return Roll(keys)
