"""When a line says that something is, and what else it says."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from personas.handbook.outline import plain
from personas.wording import one_line

from .dates import SEVERAL, DateSaid, date_in, days_in
from .hours import Moment, hours_in, moment_on

LEADING = re.compile(
    r"(?:^|(?<=[\s:(–—-]))(?:(?:re)?scheduled|planned|held|set|moved|postponed)?\s*(?:for|on|at|in|date|when|time)?\s*:?\s*$",
    re.I,
)
BETWEEN = re.compile(r"^(?:[\s/|,;:()@·=•–—-]|\b(?:at|on|from|the|and|is|um|i\.e\.|T)\b)*$", re.I)
TRIMMED = " \t/|,;:@·•–—-"
CANCELLED = re.compile(r"\bcancell?ed\b|\bcalled off\b", re.I)
STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
MOVED = re.compile(r"(?:->|→|=>|\b(?:moved|postponed|rescheduled|changed|now)(?:\s+to)?\b)", re.I)
WAS_MOVED = "Two days stand here: the one it was moved to was kept."
WORDS_LENGTH = 200


@dataclass(frozen=True)
class Said:
    """What one line says of a time. `values` are fields of a session, `before` and `after` the words around it,
    `written` the words that it was read from."""

    values: dict
    before: str
    after: str
    written: str
    remarks: tuple[str, ...] = ()
    minutes: int | None = None

    @property
    def precision(self) -> str:
        return self.values["precision"]


def time_values(
    precision: str, *, starts_at: datetime | None = None, day: date | None = None, zone: str = "", words: str = ""
) -> dict:
    """The fields that say when a session is, all of them, so that none of an earlier time is left."""
    values = {"precision": precision, "starts_at": starts_at, "day": day, "when_words": words[:WORDS_LENGTH].strip()}
    return values | ({"zone": zone} if zone else {})


def read_said(text: str, default_zone: str = "") -> Said | None:
    """The time that the text says, or None when it names neither a date nor that it is open."""
    text, was_moved = without_old_day(text)
    found = date_in(text)
    if found is None:
        return None
    remark = found.remark or (WAS_MOVED if was_moved else other_day(text, found))
    blank = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    if blank[found.end : found.end + 1] == "T":
        blank = blank[: found.end] + " " + blank[found.end + 1 :]
    hours = hours_in(blank)
    moment = moment_on(found.day, hours, default_zone) if found.precision == "day" else Moment(None)
    spans = sorted([(found.start, found.end), *((each.start, each.end) for each in hours if found.precision == "day")])
    first, last = spans[0][0], max(end for _, end in spans)
    between = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    extra = [one_line(piece) for piece in between if not BETWEEN.match(piece)]
    leading = LEADING.search(text[:first])
    start = leading.start() if leading else first
    before, after = text[:start], one_line(" ".join([*extra, text[last:]]))
    return Said(
        values_of(found, moment, text[start:last]),
        one_line(before),
        after.strip(TRIMMED),
        one_line(text[start:last]),
        tuple(each for each in (remark, *moment.remarks) if each),
        moment.length,
    )


def without_old_day(text: str) -> tuple[str, bool]:
    """The text without a day from which something was moved to another: "Nov 10, 2022 → Nov 17, 2022"."""
    days = sorted(days_in(text), key=lambda each: each.start)
    for old, new in pairwise(days):
        if MOVED.search(text[old.end : new.start]):
            return f"{text[: old.start]}{text[new.start :]}", True
    return text, False


def other_day(text: str, found: DateSaid) -> str:
    """A sentence when the text names other days than the one that was found."""
    is_other = any(each.day not in (None, found.day) for each in days_in(text)) if found.precision == "day" else False
    return SEVERAL if is_other else ""


def values_of(found: DateSaid, moment: Moment, written: str) -> dict:
    if found.precision == "words":
        return time_values("words", words=one_line(written).strip(TRIMMED + "()"))
    if moment.at is not None:
        return time_values("exact", starts_at=moment.at, zone=moment.zone)
    return time_values(found.precision, day=found.day, words=moment.words)


def without_strikes(text: str) -> tuple[str, bool]:
    """The text without marks of striking out, and whether it was struck out or says that it was cancelled. A date that
    was struck out beside another one is gone."""
    rest = STRUCK.sub(" ", text)
    if rest != text and date_in(plain(rest)):
        return rest, bool(CANCELLED.search(rest))
    bare = STRUCK.sub(r"\1", text)
    is_struck = bool(STRUCK.match(text.strip()))
    return bare, is_struck or bool(CANCELLED.search(bare))
