"""What a filter shows of itself: options with counts, chips to take away, and what taking one away would give."""

from dataclasses import dataclass

LONG = 8  # options; a longer list can be searched


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
    that there was no room for."""

    name: str
    key: str
    label: str
    options: list[Option]
    more: int = 0
    starts_open: bool = False

    @property
    def is_open(self) -> bool:
        return self.starts_open or any(option.is_chosen for option in self.options)

    @property
    def is_long(self) -> bool:
        return len(self.options) > LONG


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
