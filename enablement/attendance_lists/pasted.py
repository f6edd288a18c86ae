"""Names, addresses and user names as people paste them: one a line, or between commas where all are addresses."""

import re

from .seen import EMAIL, Seen, UnreadableList, seen, together

# Bullets, numbers and ticks before a name.
BULLET = re.compile(r"^\s*(?:[-*•–✓✔]|\d{1,4}[.)]|\[[ xX]\])\s+")
AROUND = " \t<>()[]\"';,|:"


def read_pasted(text: str) -> list[Seen]:
    """The people of the text. Raises UnreadableList when it names nobody."""
    people = together(person for line in lines_of(text) if (person := person_of(line)))
    if not people:
        raise UnreadableList("Write who came: a name, an e-mail address or a user name a line.")
    return people


def lines_of(text: str) -> list[str]:
    """The lines, and those that hold several addresses as one of each."""
    lines = []
    for line in text.splitlines():
        parts = re.split(r"[;,]", line)
        lines += parts if len(EMAIL.findall(line)) > 1 else [line]
    return lines


def person_of(line: str) -> Seen | None:
    """ "Dana Diaz <dana@example.com>", with either part alone, in any order."""
    line = BULLET.sub("", line)
    address = EMAIL.search(line)
    if address is None:
        return seen(line.strip(AROUND))
    return seen((line[: address.start()] + " " + line[address.end() :]).strip(AROUND), address[0])
