"""Addresses that are secrets themselves, such as those of somebody's calendar: no log shows them."""

import re

# What stands between one of these and the next slash; and what looks like one of the secrets, however the address
# before it was written: a signature in URL-safe Base64 with what was signed before it.
SECRET = re.compile(r"(/(?:calendar/feed|mail/stop)/)[^/\s?\"']+|(?<![\w:-])[\w:-]+[.:][\w-]{43}(?![\w-])")
HIDDEN = r"\1…"


def hide_secrets(text: str) -> str:
    """The text with an ellipsis in place of every secret."""
    return SECRET.sub(HIDDEN, text)
