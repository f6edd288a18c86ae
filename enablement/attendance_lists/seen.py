"""Somebody as a list of a meeting writes them."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from personas.search.words import folded
from personas.wording import one_line

MOST_PEOPLE = 5000
NAME_LENGTH, EMAIL_LENGTH = 200, 254
EMAIL = re.compile(r"[^\s<>,;\"()]+@[^\s<>,;\"()]+\.[^\s<>,;\"()]+")
# What meeting tools add to names of people from elsewhere.
ADDED = re.compile(r"\s*\((?:guest|external|unverified|host|co-host|organi[sz]er|presenter|you)\)\s*$", re.IGNORECASE)


class UnreadableList(Exception):
    """One sentence for people: why the list can't be read."""


@dataclass(frozen=True)
class Seen:
    """A name, an address for mail, or both, and for how many minutes they were there, None where nobody wrote it."""

    name: str
    email: str = ""
    minutes: int | None = None

    @property
    def key(self) -> str:
        """What the same person on another list is known again by."""
        return hashlib.sha256((self.email.casefold() or folded(self.name)).encode()).hexdigest()

    def __str__(self):
        return f"{self.name} ({self.email})" if self.name and self.email else self.name or self.email


def seen(name: str, email: str = "", minutes: int | None = None) -> Seen | None:
    """The person of these texts, in one line each; None where they name nobody."""
    name, email = one_line(name.replace("\0", "")), one_line(email.replace("\0", ""))
    name = ADDED.sub("", name)[:NAME_LENGTH]
    email = email if EMAIL.fullmatch(email) and len(email) <= EMAIL_LENGTH else ""
    return Seen(name, email, minutes) if email or any(map(str.isalnum, name)) else None


def together(people: Iterable[Seen]) -> list[Seen]:
    """Each person once, with all of their minutes, in the order of the list: whoever dropped out and came back stands
    in it several times. Raises UnreadableList when there are too many."""
    found: dict[str, Seen] = {}
    for person in people:
        before = found.get(person.key)
        found[person.key] = replace(before, minutes=added(before.minutes, person.minutes)) if before else person
    if len(found) > MOST_PEOPLE:
        raise UnreadableList(f"There are {len(found):,} people on the list, and {MOST_PEOPLE:,} are the most.")
    return list(found.values())


def added(first: int | None, second: int | None) -> int | None:
    return first if second is None else second if first is None else first + second


def longest(lists: Iterable[list[Seen]]) -> list[Seen]:
    """The people of several tables of one file, each with the most minutes of any: they tell the same meeting."""
    found: dict[str, Seen] = {}
    for person in (person for people in lists for person in people):
        before = found.get(person.key)
        if before is None or (person.minutes or 0) > (before.minutes or 0):
            found[person.key] = person
    return list(found.values())
