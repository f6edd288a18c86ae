"""Recurrence rules: from what a calendar writes (FREQ=MONTHLY;BYDAY=3TU;COUNT=12) to days, hours and plain words.

A rule is read strictly: what would never end, run too long or means nothing for a training is refused with a sentence.
Days come from the rule alone, and the hour of each is set on the clock of the zone afterwards, so it stays the same
when clocks change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils.dateformat import format as format_date

from enablement.times import nearest_start, refuse_far_days
from enablement.zones import DEFAULT_ZONE, zone_of

MOST = 400
MOST_YEARS = 10
LONGEST = 500
# Years after which every date has the same weekday again.
CALENDAR_REPEATS = 400
WEEKDAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
ON_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
UNTIL = re.compile(r"(\d{8})(T\d{6}(Z)?)?")
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
# The largest number in each list of numbers; the smallest is its negative where the rule may count from the end.
NUMBERS = {"BYMONTHDAY": 31, "BYMONTH": 12, "BYSETPOS": 31}
FROM_THE_END = ("BYMONTHDAY", "BYSETPOS")


def refuse(sentence: str):
    raise ValidationError(sentence, code="rule")


@dataclass(frozen=True)
class Rule:
    """A rule that was read: how often, on which days, and where it ends (by `count` or `until`, never both)."""

    freq: str
    interval: int = 1
    by: tuple[tuple[str, str], ...] = ()
    count: int | None = None
    until: date | None = None

    def __str__(self):
        interval = [("INTERVAL", str(self.interval))] if self.interval > 1 else []
        end = ("COUNT", str(self.count)) if self.count else ("UNTIL", f"{self.until:%Y%m%d}")
        return ";".join(f"{key}={value}" for key, value in [("FREQ", self.freq), *interval, *self.by, end])

    @property
    def endless(self) -> str:
        """The rule without its end."""
        return str(replace(self, count=None, until=date.max)).rpartition(";")[0]

    def ending(self, *, count: int | None = None, until: date | None = None) -> Rule:
        """The same rule with another end."""
        return replace(self, count=count, until=until)


def read_rule(text: str, zone: str = DEFAULT_ZONE) -> Rule:
    """The rule that the text writes. Raises ValidationError for what isn't one, or can't be followed."""
    parts = parts_of(text)
    freq = read_frequency(parts.pop("FREQ", ""))
    interval = read_number(parts.pop("INTERVAL", "1"), "INTERVAL", 99)
    count, until = parts.pop("COUNT", ""), parts.pop("UNTIL", "")
    if count and until:
        refuse("Say how many times or until when, not both: a rule has either COUNT or UNTIL.")
    if not count and not until:
        refuse(f"This would never end. Say how many times (COUNT, at most {MOST}) or until when (UNTIL).")
    by = tuple((key, read_by(key, value, freq)) for key, value in parts.items())
    if count:
        return Rule(freq, interval, by, count=read_number(count, "COUNT", MOST))
    return Rule(freq, interval, by, until=read_until(until, zone))


def parts_of(text: str) -> dict[str, str]:
    """The parts of the rule by name, in upper case."""
    text = text.strip().upper().removeprefix("RRULE:")
    if len(text) > LONGEST:
        refuse(f"A rule has at most {LONGEST} characters.")
    parts: dict[str, str] = {}
    for part in filter(None, (each.strip() for each in text.split(";"))):
        key, equals, value = part.partition("=")
        if not equals or not value:
            refuse(f"“{shortened(part)}” isn't a part of a rule: write it like FREQ=MONTHLY;BYDAY=3TU;COUNT=12.")
        if key in parts:
            refuse(f"“{shortened(key)}” is there twice.")
        parts[key] = value
    return parts


def shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def read_frequency(freq: str) -> str:
    if freq in TOO_OFTEN:
        refuse("Sessions come at most once a day: write FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
    if freq not in UNITS:
        refuse("Start with how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
    return freq


def read_number(text: str, key: str, most: int) -> int:
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
    if not 1 <= number <= most:
        refuse(f"{key} is a number from 1 to {most}.")
    return number


def read_until(text: str, zone: str) -> date:
    """The last day on the clock of the zone, whichever of the three forms it is written in."""
    found = UNTIL.fullmatch(text)
    try:
        day = datetime.strptime(found[1] + (found[2] or "T235959").rstrip("Z"), "%Y%m%dT%H%M%S") if found else None
    except ValueError:
        day = None
    if day is None:
        refuse("UNTIL is a day, such as UNTIL=20271231.")
    refuse_far_days(day)
    if found[3]:
        day = day.replace(tzinfo=zone_of(DEFAULT_ZONE)).astimezone(zone_of(zone))
    return day.date()


def read_by(key: str, value: str, freq: str) -> str:
    """A list of days, months or places, tidied. Raises ValidationError."""
    if key == "WKST":
        return value if value in WEEKDAYS else refuse("WKST is a weekday, such as MO.")
    if key == "BYDAY":
        return read_weekdays(value, freq)
    if key not in NUMBERS:
        refuse(
            f"“{shortened(key)}” can't be used here: the hour stands in a field of its own, and days are said with "
            "BYDAY, BYMONTHDAY, BYMONTH and BYSETPOS."
        )
    if key in FROM_THE_END and freq in ("DAILY", "WEEKLY"):
        refuse(f"{key} goes with FREQ=MONTHLY or YEARLY: write BYDAY, such as BYDAY=TU.")
    return read_numbers(value, key)


def read_weekdays(value: str, freq: str) -> str:
    days = value.split(",")
    found = [ON_DAY.fullmatch(day) for day in days]
    if not all(found):
        refuse("BYDAY is a list of weekdays, such as BYDAY=TU,TH, or of the third Tuesday, BYDAY=3TU.")
    if freq in ("DAILY", "WEEKLY") and any(each[1] for each in found):
        refuse("Only a month has a third Tuesday: write FREQ=MONTHLY.")
    return ",".join(dict.fromkeys(day.lstrip("+") for day in days))


def read_numbers(value: str, key: str) -> str:
    most, least = NUMBERS[key], -NUMBERS[key] if key in FROM_THE_END else 1
    numbers = [int(each) if re.fullmatch(r"[+-]?[0-9]{1,3}", each) else 0 for each in value.split(",")]
    if any(not least <= number <= most or number == 0 for number in numbers):
        refuse(f"{key} is a list of numbers from {least} to {most}{', without 0' if least < 0 else ''}.")
    return ",".join(map(str, dict.fromkeys(numbers)))


def days_of(rule: Rule, first: date) -> list[date]:
    """The days that the rule makes from the first day on.

    Raises ValidationError when they are too many, reach too far or there are none. Every rule stops after ten years,
    also one that never finds a day.
    """
    refuse_far_days(first)
    last = latest(first)
    days = list(islice(unended(rule, first, min(last, rule.until or last)), rule.count or MOST + 1))
    if not days:
        refuse("This rule has no day from the first day on: look at both.")
    if len(days) > MOST:
        refuse(f"This makes more than {MOST} sessions: end it earlier.")
    if (rule.until or first) > last or (rule.count and len(days) < rule.count):
        refuse(f"This reaches more than {MOST_YEARS} years ahead: end it earlier.")
    return days


def latest(first: date) -> date:
    return first + timedelta(days=MOST_YEARS * 366)


def unended(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The rule's days from `first` to `last`, whatever end it has itself."""
    # dateutil looks for a day until its calendar ends, also behind UNTIL: near that end it soon gives up.
    later = (MAXYEAR - last.year) // CALENDAR_REPEATS * CALENDAR_REPEATS
    midnight = datetime.combine(first.replace(year=first.year + later), time())
    until = last.replace(year=last.year + later)
    found = rrulestr(f"{rule.endless};UNTIL={until:%Y%m%d}", dtstart=midnight)
    return (at.date().replace(year=at.year - later) for at in found)


@dataclass(frozen=True)
class Occurrence:
    """One of a rule's days, its moment, and a sentence where clocks that change make something special of it."""

    day: date
    at: datetime
    note: str = ""


def occurrences(text: str, first: date, hour: time, zone: str) -> list[Occurrence]:
    """When sessions by that rule take place, each at that hour on the clock of the zone.

    An hour that isn't there on a day gives way to the next one. Raises ValidationError as `read_rule` and `days_of`
    do.
    """
    starts = [(day, nearest_start(day, hour, zone)) for day in days_of(read_rule(text, zone), first)]
    return [Occurrence(day, start.at, start.note) for day, start in starts]


def rule_words(text: str) -> str:
    """The rule as a person says it, "every month on the third Tuesday, 12 times"; the rule itself where that can't
    be said shortly."""
    try:
        rule = read_rule(text)
    except ValidationError:
        return text
    days = on_days(dict(rule.by))
    return text if days is None else f"every {every(rule)}{days}, {end_words(rule)}"


def every(rule: Rule) -> str:
    unit = UNITS[rule.freq]
    return unit if rule.interval == 1 else f"{rule.interval} {unit}s"


def end_words(rule: Rule) -> str:
    if rule.count:
        return "once" if rule.count == 1 else f"{rule.count} times"
    return f"until {format_date(rule.until, 'j M Y')}"


def on_days(by: dict[str, str]) -> str | None:
    """ " on Tuesday and Thursday"; None where it takes more words."""
    if not by:
        return ""
    if by.keys() == {"BYDAY"}:
        return f" on {listed([weekday_words(day) for day in by['BYDAY'].split(',')])}"
    if by.keys() == {"BYMONTHDAY"} and "-" not in by["BYMONTHDAY"]:
        return f" on day {listed(by['BYMONTHDAY'].split(','))}"
    return None


def weekday_words(day: str) -> str:
    found = ON_DAY.fullmatch(day)
    name = WEEKDAYS[found[2]]
    if not found[1]:
        return name
    number = int(found[1])
    return f"the {NTH[number]} {name}" if number in NTH else f"the {NTH[-number]} {name} from the end"


def listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
