"""What Zoom, Google Meet and Microsoft Teams call the columns of their attendance files."""

from collections.abc import Sequence
from dataclasses import dataclass

from personas.wording import one_line

NAME, FIRST, LAST, EMAIL, LOGIN, MINUTES, CAME = "name", "first", "last", "email", "login", "minutes", "came"
COLUMNS = {
    NAME: ["name (original name)", "user name (original name)", "name", "full name", "participant", "participant name",
           "user name", "display name", "attendee"],
    FIRST: ["first name"],
    LAST: ["last name", "surname"],
    EMAIL: ["email", "e-mail", "user email", "email address", "e-mail address"],
    # Teams says by it who is signed in; it looks like an address, and often is one.
    LOGIN: ["participant id (upn)", "upn"],
    MINUTES: ["total duration (minutes)", "duration (minutes)", "in-meeting duration", "time in session (minutes)",
              "time in call", "total duration", "duration"],
    CAME: ["attended"],
}  # fmt: skip
MEANINGS = {words: meaning for meaning, names in COLUMNS.items() for words in names}


@dataclass(frozen=True)
class Columns:
    """Where in a row each thing stands, by its meaning; `has_original` where a name has the account's behind it."""

    places: dict[str, int]
    has_original: bool = False

    @property
    def names_people(self) -> bool:
        """Whether the row above can be that of a table of people: a name alone could be any line's first word."""
        named = NAME in self.places or {FIRST, LAST} <= self.places.keys()
        return named and len(self.places) > 1

    def value(self, cells: Sequence[str], meaning: str) -> str:
        place = self.places.get(meaning, len(cells))
        return cells[place].strip() if place < len(cells) else ""


def columns_of(cells: Sequence[str]) -> Columns:
    """What the headings mean; of two with one meaning the first counts."""
    words = [one_line(cell).casefold() for cell in cells]
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        if word in MEANINGS:
            places.setdefault(MEANINGS[word], place)
    if "user action" in words:
        # The oldest lists of Teams tell of each coming and going, without a duration.
        places.setdefault("action", words.index("user action"))
    return Columns(places, any(word.endswith("(original name)") for word in words))
