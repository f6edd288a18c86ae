"""Hours on a line: "730 pm ET / 1230 am UTC", "11:00–12:00 CET", "at 3pm"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from enablement.times import start_of, zone_label
from enablement.zones import DEFAULT_ZONE

from .clocks import ZONE, zone_meant

CLOCK = (
    r"(?:\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?|\d{{1,2}}(?:h|\s?Uhr)(?!\w)|\d{{3,4}}|\d{{1,2}}|(?i:noon|midday)(?!\w))"
    r"(?:\s*(?P<{0}>(?i:[ap]\.?m\.?(?!\w)))|\s?Uhr(?!\w))?"
)
HOUR = re.compile(
    r"(?<![\w:#.+-])(?P<start>" + CLOCK.format("half") + r")"
    r"(?:\s*(?:[-–—]|(?i:to|until|till)\s)\s*(?P<end>" + CLOCK.format("end_half") + r"))?"
    r"(?:\s*\(?(?P<zone>" + ZONE + r")\)?)?(?!\w|:\d)"
)
NUMBERS = re.compile(r"(\d{1,2})[:.h](\d{2})|(\d{1,2})(\d{2})(?!\d)|(\d{1,2})")
DAY, NOON = 24 * 60, 12 * 60


@dataclass(frozen=True)
class Hour:
    """One hour as it stands on the line: minutes since midnight, how long, the zone's name (empty without one)."""

    minute: int
    length: int | None
    zone: str
    written: str
    start: int
    end: int

    @property
    def clock(self) -> time:
        return time(*divmod(self.minute, 60))


@dataclass(frozen=True)
class Moment:
    """What the hours of a line come to: a moment with its zone and length, or None with what was said in `words`."""

    at: datetime | None
    zone: str = ""
    length: int | None = None
    words: str = ""
    remarks: tuple[str, ...] = ()


def hours_in(text: str) -> list[Hour]:
    """All hours of the text; bare numbers are none."""
    found = (read_hour(each) for each in HOUR.finditer(text))
    return [hour for hour in found if hour]


def read_hour(found: re.Match) -> Hour | None:
    half, end_half = marks(found)
    zone = zone_meant(found["zone"]) if found["zone"] else ""
    start, end = found["start"], found["end"]
    # "2h" and "1.30" without a zone are lengths and numbers.
    with_zone = re.match(r"\d{4}\b|.*[.h]", start)
    is_clock = bool(half or ":" in start or "Uhr" in start or start[0].isalpha() or (zone and with_zone))
    if not is_clock or (found["zone"] and not zone):
        return None
    last = minute_of(end, end_half) if end else None
    first = minute_of(start, half)
    if half and end_half and not found["half"] and first is not None and last is not None and first > last:
        first = minute_of(start, "am" if half == "pm" else "pm")
    if first is None or (end and last is None):
        return None
    length = (last - first) % DAY or None if last is not None else None
    return Hour(first, length, zone, found[0].strip(), found.start(), found.end())


def marks(found: re.Match) -> tuple[str, str]:
    """The "am" or "pm" of start and end; a start without one has that of the end."""
    half, end_half = ((found[name] or "").replace(".", "").casefold() for name in ("half", "end_half"))
    return half or end_half, end_half


def minute_of(written: str, half: str) -> int | None:
    """Minutes since midnight; None where there is no such hour."""
    numbers = NUMBERS.match(written)
    if not numbers:
        return NOON
    hour, minute = int(numbers[1] or numbers[3] or numbers[5]), int(numbers[2] or numbers[4] or 0)
    if minute > 59 or hour > (12 if half else 23) or (half and not hour):
        return None
    return (hour % 12 + (12 if half == "pm" else 0) if half else hour) * 60 + minute


def moment_on(day: date, hours: list[Hour], default_zone: str = "") -> Moment:
    """The moment that the hours mean on that day: that of the first zone that isn't UTC; others are held against it.

    Without a zone there is no moment, only words.
    """
    words = ", ".join(hour.written for hour in hours)
    zoned = [hour for hour in hours if hour.zone]
    own = next((hour for hour in zoned if hour.zone != DEFAULT_ZONE), None) or next(iter(zoned), None)
    if own is None and default_zone and hours:
        own = hours[0]
    if own is None:
        return Moment(None, words=words)
    zone = own.zone or default_zone
    try:
        start = start_of(day, own.clock, zone)
    except ValidationError as error:
        return Moment(None, words=words, remarks=(*error.messages,))
    against = (contradiction(start.at, zone, own, hour) for hour in zoned if hour is not own)
    remarks = [each for each in (start.note, *against) if each]
    return Moment(start.at, zone, own.length, "", tuple(remarks))


def contradiction(at: datetime, zone: str, own: Hour, other: Hour) -> str:
    """A sentence when the other hour isn't the same moment; a zone's own day may be another one."""
    there = at.astimezone(ZoneInfo(other.zone))
    if (there.hour, there.minute) == (other.clock.hour, other.clock.minute):
        return ""
    return (
        f"{own.clock:%H:%M} in {zone_label(zone)} is {there:%H:%M} in {zone_label(other.zone)} on that day, not "
        f"{other.clock:%H:%M}: the hour in {zone_label(zone)} was kept."
    )
