"""Statements that begin like something else in Markdown ("1. of May", "# one"): written with a backslash, read
without."""

import re

BLOCK_STARTS = (
    r"[-+*](?=\s|$)|#{1,6}(?=\s|$)|>|`{3,}|~{3,}|={1,}\s*$|(?:-[ \t]*){2,}$|(?:_[ \t]*){3,}$|(?:\*[ \t]*){3,}$"
    r"|<(?=[A-Za-z/!?])(?![A-Za-z][A-Za-z0-9+.-]*[:@])|\[(?=[^\[\]]+\]:)"
)
LABEL_STARTS = r"\*{1,3}(?=\S)|_{1,3}(?=\S)|<(?=(?:b|strong|em|i)>)"
NUMBER_END = r"[.)](?=\s|$)"
MARKER = re.compile(rf"^(?P<before>\d{{1,9}}(?=\\*{NUMBER_END})|(?=\\*(?:{BLOCK_STARTS}))|(?=\\+(?:{LABEL_STARTS})))")
ESCAPED = re.compile(
    rf"^(?P<before>\d{{1,9}}|)\\(?=(?:(?<=\d\\)\\*{NUMBER_END}|\\*(?:{BLOCK_STARTS}|{LABEL_STARTS})))"
)


def escape_start(text: str) -> str:
    """The text so that Markdown reads it as words, whatever it begins with."""
    return MARKER.sub(lambda found: found["before"] + "\\", text, count=1)


def as_written(text: str) -> str:
    """The text as somebody typed it: one backslash before a marker, or before bold words, is taken away."""
    return ESCAPED.sub(lambda found: found["before"], text, count=1)
