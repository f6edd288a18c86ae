"""Texts that a calendar or a mail takes: without the control characters that would start a line or a header of their
own."""

import re

from personas.wording import one_line

# All of them but the line feed; with the two signs that some programs take for line breaks.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
LINE_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")


def paragraphs(text: str) -> str:
    """The text with plain line feeds, and no other control character."""
    return CONTROLS.sub(" ", LINE_BREAKS.sub("\n", text)).strip()


def line(text: str, longest: int | None = None) -> str:
    """The text as one line, cut at so many characters."""
    told = one_line(CONTROLS.sub(" ", text))
    return told if longest is None or len(told) <= longest else f"{told[: longest - 1].rstrip()}…"
