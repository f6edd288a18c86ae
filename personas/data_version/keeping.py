"""What is made of a few tables, kept in the process for as long as these stay as they are."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import wraps
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

from .reading import changed_between, numbers_of
from .registry import Numbered

P, Made = ParamSpec("P"), TypeVar("Made")
MOST = 64
MOST_MENDED = 100  # rows' owners: after more changes than theirs, making it again is no dearer
_memories: list["Memory | Mended"] = []


class Memory:
    """Keeps what is made of these models' tables, or of aspects of them, and of nothing else: the last `most` things
    that were asked for."""

    def __init__(self, *models: Numbered, most: int = MOST):
        self.models = models
        self.most = most
        self.kept: OrderedDict[tuple, object] = OrderedDict()
        self.turn = Lock()
        _memories.append(self)

    @property
    def is_open(self) -> bool:
        """Whether anything can be kept now: not inside a transaction."""
        return numbers_of(*self.models) is not None

    def recall(self, key: Hashable, make: Callable[[], Made], further: Sequence[Numbered] = ()) -> Made:
        """What `make` gave for the key, and would give again: as long as the tables, and any `further` ones, stay as
        they are. Inside a transaction it is made anew. Nobody may change it."""
        numbers = numbers_of(*self.models, *further)
        if numbers is None:
            return make()
        place = numbers, key
        with self.turn:
            if place in self.kept:
                self.kept.move_to_end(place)
                return self.kept[place]
        made = make()
        with self.turn:
            self.kept[place] = made
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        return made


def kept_while(*models: Numbered, most: int = MOST) -> Callable[[Callable[P, Made]], Callable[P, Made]]:
    """A function whose answer depends on its arguments and on these models' tables alone is called once, and its
    answer kept until one of the tables changes."""

    def decorate(function: Callable[P, Made]) -> Callable[P, Made]:
        memory = Memory(*models, most=most)

        @wraps(function, updated=())
        def answered(*arguments):
            return memory.recall(arguments, lambda: function(*arguments))

        return answered

    return decorate


class Mended(Generic[Made]):
    """What is made of tables whose changes are noted (`register_changes`): after a change it is mended, where it is
    known whose few rows have changed, and else made again."""

    def __init__(self, *numbered: Numbered, most: int = 2):
        self.numbered, self.most = numbered, most
        self.kept: OrderedDict[Hashable, tuple[tuple[int, ...], Made]] = OrderedDict()
        self.turn = Lock()
        _memories.append(self)

    def recall(self, key: Hashable, make: Callable[[], Made], mend: Callable[..., Made]) -> Made:
        """What `make` gives for the key, as the tables are now; inside a transaction it is made anew.

        `mend` gets what there was, which nobody may change, and for each of the tables whose rows have changed.
        """
        numbers = numbers_of(*self.numbered)
        if numbers is None:
            return make()
        with self.turn:
            before, made = self.kept.get(key, (None, None))
            if before != numbers:
                changed = before and self.changed(before, numbers)
                made = mend(made, *changed) if changed else make()
            self.kept[key] = numbers, made
            self.kept.move_to_end(key)
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        return made

    def changed(self, before: tuple[int, ...], now: tuple[int, ...]) -> list[frozenset[int]] | None:
        """Whose rows of each of the tables have changed between these numbers; None where that can't be told, or where
        they are too many to mend."""
        states = zip(self.numbered, before, now, strict=True)
        found = [changed_between(*state) if state[1] != state[2] else frozenset() for state in states]
        return None if any(whose is None or len(whose) > MOST_MENDED for whose in found) else found


def forget_all() -> None:
    """Leaves the process as it is after its start."""
    for memory in _memories:
        memory.kept.clear()
    changed_between.cache_clear()
