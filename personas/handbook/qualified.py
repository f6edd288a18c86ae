"""A name with its qualifier in brackets, on one line: "Webinar (short ones)"."""

import re

from personas.wording import one_line

from .escaping import as_written, escape_start
from .labels import split_qualifier

TO_ESCAPE = re.compile(r"[\\()]")
ESCAPED = re.compile(r"\\([\\()])")
LAST_BRACKETS = re.compile(r"^(?P<name>(?:[^\\()]|\\.)*?) \((?P<qualifier>(?:[^\\()]|\\.)*)\)$")


def write_qualified(name: str, qualifier: str) -> str:
    """The name and the qualifier on one line, so that `read_qualified` gives both back. Brackets in either are
    escaped only where they would be read wrongly."""
    name, qualifier = one_line(name), one_line(qualifier)
    plainly = f"{name} ({qualifier})" if qualifier else name
    if read_qualified(escape_start(plainly)) == (name, qualifier):
        return escape_start(plainly)
    name, qualifier = (TO_ESCAPE.sub(r"\\\g<0>", text) for text in (name, qualifier))
    return escape_start(f"{name} ({qualifier})" if qualifier else name)


def read_qualified(line: str) -> tuple[str, str]:
    """Name and qualifier ("" when there is none) of a line that `write_qualified` wrote."""
    text = as_written(line)
    if not ESCAPED.search(text):
        return split_qualifier(text)
    found = LAST_BRACKETS.match(text)
    parts = (found["name"], found["qualifier"]) if found else (text, "")
    return ESCAPED.sub(r"\1", parts[0]), ESCAPED.sub(r"\1", parts[1])
