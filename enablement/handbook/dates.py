"""Days and months on a line, whatever way round they are written; nothing is made up where a part is missing."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from enablement.times import FIRST_YEAR, LAST_YEAR

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,6})\.?,?\s+(?:the\s+)?)?"
DAY, YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:19|20|21)\d\d)"
OPEN = r"(?:TBD|TBA|TBC|X{1,2}|\?{1,2})"
WHOLE = [
    re.compile(rf"{WEEKDAY}(?<![\d.]){YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)", re.I),
    re.compile(rf"{WEEKDAY}\b{MONTH}\s+{DAY}(?:,\s*|\s+){YEAR}\b", re.I),
    re.compile(rf"{WEEKDAY}(?<!\d){DAY}\.?[\s-]+(?:of\s+)?{MONTH},?[\s-]+{YEAR}\b", re.I),
    re.compile(rf"{WEEKDAY}(?<!\d)(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{YEAR}\b", re.I),
]
# "Nov 10–11, 2022"
SPANNING = [
    re.compile(
        rf"{WEEKDAY}\b{MONTH}\s+{DAY}\s*(?:[-–—&]|to|and)\s*\d{{1,2}}(?:st|nd|rd|th)?(?:,\s*|\s+){YEAR}\b", re.I
    ),
    re.compile(
        rf"{WEEKDAY}(?<!\d){DAY}\.?\s*(?:[-–—&/]|to|and)\s*\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{MONTH},?\s+{YEAR}\b", re.I
    ),
]
SHORT = re.compile(r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1\d{2}(?![\d/-])")
SLASHED = re.compile(rf"{WEEKDAY}(?<![\d/])(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{YEAR}\b", re.I)
MONTH_ONLY = [
    re.compile(rf"(?<!\d){YEAR}[-/.](?P<month>\d{{1,2}})[-/.]{OPEN}(?!\w)", re.I),
    re.compile(rf"(?<![\d-]){YEAR}-(?P<month>\d{{2}})(?![\d-])"),
    re.compile(rf"\b{MONTH}(?:\s+{OPEN})?,?\s+{YEAR}\b", re.I),
]
VAGUE = [
    re.compile(rf"{WEEKDAY}\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b", re.I),
    re.compile(rf"{WEEKDAY}\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{MONTH}(?!\w)", re.I),
    re.compile(r"\b(?:Q[1-4]|H[12])\b(?:[\s/]*(?:of\s+)?(?:FY\s*)?['’]?(?:\d{4}|\d{2})\b)?", re.I),
    re.compile(r"\bFY\s*['’]?\d{2,4}(?:[\s-]*Q[1-4])?\b", re.I),
    re.compile(
        r"\b(?:first|second|third|fourth|last|next|this)\s+(?:quarter|month|year|week)\b(?:\s+of\s+\d{4})?", re.I
    ),
    re.compile(r"\b(?:early|mid|late|spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?|-)\d{4}\b", re.I),
    re.compile(r"\b(?:TBD|TBA|TBC)\b"),
    re.compile(r"\bto be (?:announced|decided|determined|confirmed|scheduled)\b", re.I),
]


UNCLEAR = "Which number is the month isn't clear, so the date was kept in words."
SEVERAL = "Several days stand here: the first was kept."


@dataclass(frozen=True)
class DateSaid:
    """A date on a line and where it stands there: a day, the first of a month, or only words (no `day`)."""

    precision: str
    day: date | None
    start: int
    end: int
    remark: str = ""


def date_in(text: str) -> DateSaid | None:
    """The first date of the text: a whole one before a month, a month before words."""
    for candidates in (days_in(text), months_in(text), vague_in(text)):
        if first := min(candidates, key=lambda each: each.start, default=None):
            return first
    return None


def days_in(text: str) -> Iterator[DateSaid]:
    for pattern in WHOLE:
        for found in pattern.finditer(text):
            if day := real_day(found["year"], month_number(found["month"]), found["day"]):
                yield said(found, day)
    for pattern in SPANNING:
        for found in pattern.finditer(text):
            if day := real_day(found["year"], month_number(found["month"]), found["day"]):
                yield replace(said(found, day), remark=SEVERAL)
    for found in SLASHED.finditer(text):
        yield from slashed(found)


def slashed(found: re.Match) -> Iterator[DateSaid]:
    """ "11/15/2022" can only be a month first; where both could be the month, only the page's words are kept."""
    days = {
        real_day(found["year"], int(month), day)
        for month, day in (found.group("one", "two"), found.group("two", "one"))
    }
    days.discard(None)
    if len(days) == 1:
        yield said(found, days.pop())
    elif days:
        yield DateSaid("words", None, found.start(), found.end(), UNCLEAR)


def months_in(text: str) -> Iterator[DateSaid]:
    for pattern in MONTH_ONLY:
        for found in pattern.finditer(text):
            if first := real_day(found["year"], month_number(found["month"]), 1):
                yield DateSaid("month", first, found.start(), found.end())


def vague_in(text: str) -> Iterator[DateSaid]:
    for found in SHORT.finditer(text):
        yield DateSaid("words", None, found.start(), found.end(), UNCLEAR)
    for pattern in VAGUE:
        for found in pattern.finditer(text):
            yield DateSaid("words", None, found.start(), found.end())


def month_number(written: str) -> int:
    return int(written) if written.isdigit() else MONTHS.index(written[:3].casefold()) + 1


def real_day(year: str, month: int, day: str | int) -> date | None:
    """The day, or None when the calendar has no such day or nobody plans for it."""
    year, day = int(year), int(day)
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def said(found: re.Match, day: date) -> DateSaid:
    """The day, with a remark when the page calls it by another weekday's name."""
    weekday = (found["weekday"] or "").casefold()
    remark = ""
    if weekday and WEEKDAYS.index(weekday) != day.weekday():
        remark = f"{day:%d %B %Y} is a {day:%A}: the date was kept."
    return DateSaid("day", day, found.start(), found.end(), remark)
