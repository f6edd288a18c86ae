"""What pages call time zones, and the zone of the IANA database that each means.

Where an abbreviation means several zones, the one in this table is taken. "EST" in summer is New York all the same:
people mean the clock there.
"""

import re
from datetime import timedelta

from enablement.zones import DEFAULT_ZONE, zone_names

ABBREVIATIONS = {
    **dict.fromkeys(("UTC", "GMT", "Z"), DEFAULT_ZONE),
    **dict.fromkeys(("ET", "EST", "EDT"), "America/New_York"),
    **dict.fromkeys(("CT", "CST", "CDT"), "America/Chicago"),
    **dict.fromkeys(("MT", "MST", "MDT"), "America/Denver"),
    **dict.fromkeys(("PT", "PST", "PDT"), "America/Los_Angeles"),
    **dict.fromkeys(("AKST", "AKDT"), "America/Anchorage"),
    **dict.fromkeys(("BRT", "BRST"), "America/Sao_Paulo"),
    **dict.fromkeys(("BST", "UK"), "Europe/London"),
    **dict.fromkeys(("WET", "WEST"), "Europe/Lisbon"),
    **dict.fromkeys(("CET", "CEST", "MEZ", "MESZ"), "Europe/Berlin"),
    **dict.fromkeys(("EET", "EEST"), "Europe/Helsinki"),
    **dict.fromkeys(("AET", "AEST", "AEDT"), "Australia/Sydney"),
    **dict.fromkeys(("NZT", "NZST", "NZDT"), "Pacific/Auckland"),
    "HST": "Pacific/Honolulu",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "SGT": "Asia/Singapore",
}
WORDS = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
}
OFFSET = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+−-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")
ZONE = (
    r"(?:(?:UTC|GMT)\s?[+−-]\d{1,2}(?::?\d{2})?|[+−-]\d{2}:\d{2}|"
    + "|".join(sorted(ABBREVIATIONS, key=len, reverse=True))
    + r"|[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?|(?i:(?:"
    + "|".join(WORDS)
    + r")(?:\s+(?:standard|daylight))?\s+time))(?![\w/])"
)


def zone_meant(written: str) -> str:
    """The full name of the zone that the words mean; empty for words that name none we know."""
    text = " ".join(written.split()).strip("() ")
    if text in ABBREVIATIONS:
        return ABBREVIATIONS[text]
    if text in zone_names():
        return text
    if offset := OFFSET.fullmatch(text):
        return zone_of_offset(offset)
    word = text.casefold().partition(" ")[0]
    return WORDS.get(word, "") if text.casefold().endswith("time") else ""


def zone_of_offset(offset: re.Match) -> str:
    """ "UTC+2" as the zone without clock changes that the database has for it; only whole hours have one."""
    away = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
    hours, rest = divmod(int(away.total_seconds()), 3600)
    if rest:
        return ""
    # Their signs are the wrong way round in the database: Etc/GMT-2 is two hours ahead.
    name = f"Etc/GMT{'-' if offset['sign'] == '+' else '+'}{hours}" if hours else DEFAULT_ZONE
    return name if name in zone_names() else ""
