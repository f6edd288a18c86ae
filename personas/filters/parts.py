"""What a filter shows of itself: options with counts, chips to take away, and what taking one away would give."""

from collections.abc import Sequence
from dataclasses import dataclass

LONG = 8  # options; a longer list can be searched
FINDER = "find-"  # how the address begins to name what a list of options is searched for


@dataclass(frozen=True)
class Option:
    """Something to tick, and how many rows there are of it under everything else that is chosen. `name` is what the
    address calls it where that isn't the name of its group."""

    value: str
    label: str
    count: int | None = None
    is_chosen: bool = False
    name: str = ""


@dataclass(frozen=True)
class OptionGroup:
    """The options of one facet. `name` is what the address calls them, `key` what the page does; `more` are those
    that there was no room for. `sought` are the words that all options but the chosen ones have, and `found` is how
    many have them. `place` stands for all of it where that is made apart (`kept/frames.py`)."""

    name: str
    key: str
    label: str
    options: Sequence[Option]
    more: int = 0
    starts_open: bool = False
    sought: str = ""
    found: int = 0
    place: str = ""

    def __post_init__(self):
        object.__setattr__(self, "options", tuple(self.options))

    @property
    def is_open(self) -> bool:
        return self.starts_open or bool(self.sought) or any(option.is_chosen for option in self.options)

    @property
    def is_long(self) -> bool:
        return bool(self.sought) or len(self.options) + self.more > LONG

    @property
    def finder(self) -> str:
        """What the address calls the words that its options are searched for."""
        return f"{FINDER}{self.key}"


@dataclass(frozen=True)
class WordsField:
    """A field for words among the options: what the address calls it, its label, and what stands in it."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Panel:
    """All that a reader can choose from, how much is chosen, and a field for words if there is one."""

    groups: tuple[OptionGroup, ...]
    chosen: int
    words: WordsField | None


def with_all_chosen(options: list[Option], chosen: dict[str, str]) -> list[Option]:
    """The options, and before them those chosen that none is left of."""
    counted = {option.value for option in options}
    return [Option(value, label, 0, True) for value, label in chosen.items() if value not in counted] + options


@dataclass(frozen=True)
class Chip:
    """One thing that was asked for, and the address, from its question mark on, of the same list without it."""

    name: str
    value: str
    label: str
    query: str


@dataclass(frozen=True)
class WayOut:
    """A chip of a list without results, and how many there would be without it."""

    chip: Chip
    count: int


@dataclass(frozen=True)
class Heading:
    """A column of a table that sorts it: the way it does now ("ascending", "descending"), if it does, and the address
    of the same table sorted by it, or the other way round."""

    label: str
    direction: str
    query: str
