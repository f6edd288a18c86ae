"""Statements that begin like a Markdown block ("1. of May", "# one"): written with a backslash, read without."""

import re

SIGN = (
    r"[-+*](?=\s|$)|#{1,6}(?=\s|$)|>|`{3,}|~{3,}|={1,}\s*$|-{2,}\s*$|_{3,}\s*$|\*{3,}\s*$"
    r"|<(?=[A-Za-z/!?])(?![A-Za-z][A-Za-z0-9+.-]*[:@])|\[(?=[^\[\]]+\]:)"
)
NUMBER_END = r"(?P<stop>[.)])(?=\s|$)"
MARKER = re.compile(rf"^(?P<digits>\d{{1,9}}){NUMBER_END}|^(?P<sign>{SIGN})")
ESCAPED_MARKER = re.compile(rf"^(?P<digits>\d{{1,9}})\\{NUMBER_END}|^\\(?P<sign>{SIGN})")


def escape_start(text: str) -> str:
    """The text so that Markdown reads it as words, whatever it begins with."""
    return MARKER.sub(lambda found: written(found, "\\"), text)


def as_written(text: str) -> str:
    """The text as somebody typed it: `escape_start` undone."""
    return ESCAPED_MARKER.sub(lambda found: written(found, ""), text)


def written(found: re.Match, escape: str) -> str:
    if found["digits"]:
        return f"{found['digits']}{escape}{found['stop']}"
    return f"{escape}{found['sign']}"
