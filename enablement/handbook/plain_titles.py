"""Which titles a Markdown heading gives back to the letter."""

import re

PLAIN = re.compile(r"\w(?:[\w ,.:;()'’“”/&+?!–—-]*[\w)?!.])?")
ENTITY = re.compile(r"&\w*;")


def is_plain(title: str) -> bool:
    """Whether nothing in the title means anything in Markdown."""
    return bool(PLAIN.fullmatch(title)) and not ENTITY.search(title) and "  " not in title
