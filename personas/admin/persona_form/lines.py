"""Several rows from one pasted text."""

import re

from personas.wording import one_line, wording_key

MARKER = re.compile(r"^\s*(?:[-*+•–·◦▪]|\d{1,3}[.)])\s+")
BREAKS = re.compile(r"[\r\n\u2028\u2029]+")


def lines_of(text: str) -> list[str]:
    """The lines of a text without the bullets and numbers that lists carry along; each wording once, none empty."""
    firsts: dict[str, str] = {}
    for line in BREAKS.split(text):
        plain = one_line(MARKER.sub("", line))
        if plain:
            firsts.setdefault(wording_key(plain), plain)
    return list(firsts.values())
