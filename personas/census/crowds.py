"""Sets of personas as bits. A persona's place in her census, counted from 0, is the number of her bit."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

# A group with fewer members than one in so many is kept as a list, which takes less room than the bits.
RARE = 64
TO_FLAGS = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True)
class Crowd:
    """Some of the `size` personas of a census."""

    bits: int
    size: int

    def __and__(self, other: "Crowd") -> "Crowd":
        return Crowd(self.bits & other.bits, self.size)

    def __or__(self, other: "Crowd") -> "Crowd":
        return Crowd(self.bits | other.bits, self.size)

    def __sub__(self, other: "Crowd") -> "Crowd":
        return Crowd(self.bits & ~other.bits, self.size)

    def __len__(self) -> int:
        return self.bits.bit_count()

    def count(self) -> int:
        return self.bits.bit_count()

    @cached_property
    def flags(self) -> bytes:
        """A byte a place: 1 for those who belong to it."""
        return f"{self.bits:0{self.size}b}".encode()[::-1].translate(TO_FLAGS) if self.size else b""


@dataclass(frozen=True, slots=True)
class Many:
    """A group that many belong to."""

    bits: int

    def among(self, crowd: Crowd) -> int:
        """How many of the crowd belong to it."""
        return (self.bits & crowd.bits).bit_count()

    def __contains__(self, place: int) -> bool:
        return bool(self.bits >> place & 1)


@dataclass(frozen=True, slots=True)
class Few:
    """A group that few belong to."""

    places: tuple[int, ...]

    def among(self, crowd: Crowd) -> int:
        """How many of the crowd belong to it."""
        return sum(map(crowd.flags.__getitem__, self.places))

    def __contains__(self, place: int) -> bool:
        return place in self.places


Group = Many | Few


def group_of(places: Collection[int], size: int) -> Group:
    """Those at these places, none of which is named twice, as a group."""
    return Few(tuple(places)) if len(places) * RARE < size else Many(bits_of(places, size))


def toggled(group: Group | None, place: int, size: int) -> Group | None:
    """The group with whoever is at the place or, if they belonged to it, without them; None for nobody."""
    bits = union([group] if group else [], size).bits ^ 1 << place
    return group_of(places_in(Crowd(bits, size)), size) if bits else None


def bits_of(places: Iterable[int], size: int) -> int:
    """The number whose bits at these places are ones."""
    digits = bytearray(b"0") * (size or 1)
    for place in places:
        digits[-1 - place] = 49  # "1"
    return int(digits, 2)


def union(groups: Iterable[Group], size: int) -> Crowd:
    """Everybody who belongs to one of the groups."""
    bits, places = 0, []
    for group in groups:
        if isinstance(group, Many):
            bits |= group.bits
        else:
            places += group.places
    return Crowd(bits | bits_of(places, size) if places else bits, size)


def places_in(crowd: Crowd) -> list[int]:
    """The places of all of them, from the first to the last."""
    if len(crowd) * RARE > crowd.size:
        return list(compress(range(crowd.size), crowd.flags))
    places, bits = [], crowd.bits
    while bits:
        places.append((bits & -bits).bit_length() - 1)
        bits &= bits - 1
    return places
