"""How long somebody was there, as meeting tools write it."""

import re

CLOCK = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})", re.ASCII)
NUMBER = re.compile(r"(\d{1,5})(?:[.,]\d+)?", re.ASCII)
PART = re.compile(r"(\d{1,5})\s*(h|m|s)[a-z]*\.?\s*", re.ASCII | re.IGNORECASE)
SECONDS = {"h": 3600, "m": 60, "s": 1}


def minutes_of(text: str) -> int | None:
    """Whole minutes of "62", "1h 2m 3s", "1 hr 5 min" or "01:02:03"; None where it says nothing that we know."""
    text = text.strip()
    if clock := CLOCK.fullmatch(text):
        hours, minutes, _ = map(int, clock.groups())
        return hours * 60 + minutes
    if number := NUMBER.fullmatch(text):
        return int(number[1])
    parts = PART.findall(text)
    if not parts or PART.sub("", text).strip(" ,"):
        return None
    return sum(int(count) * SECONDS[unit.lower()] for count, unit in parts) // 60
