"""What is made of a few tables, kept in the process for as long as these stay as they are."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

from .reading import numbers_of
from .registry import Numbered

P, Made = ParamSpec("P"), TypeVar("Made")
MOST = 64
_memories: list["Memory"] = []


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


def forget_all() -> None:
    """Leaves the process as it is after its start."""
    for memory in _memories:
        memory.kept.clear()
