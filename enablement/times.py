"""When a session is: as exact as somebody said, in its own zone, in UTC and in the reader's."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.dateformat import format as format_date

from enablement.zones import DEFAULT_ZONE, zone_names, zone_of

LIVE = "live"
STATES = {
    "planned": "Planned",
    "scheduled": "Scheduled",
    LIVE: "Live now",
    "held": "Held",
    "cancelled": "Cancelled",
}
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
# The farthest that people plan, which leaves room for every zone and length on both sides.
FIRST_YEAR, LAST_YEAR = 1970, 2200


def state_of(session, at: datetime) -> str:
    """One of STATES at that moment: what was said of it, and what follows from the time.

    An exact start that has come says that it is live, an end that it was held. A rough date that has gone by says so
    only of a session that was scheduled: whether a plan ever came about nobody knows.
    """
    if session.status in ("cancelled", "held"):
        return session.status
    over = over_at(session)
    if over is not None and over <= at:
        return "held" if session.precision == "exact" or session.status == "scheduled" else session.status
    is_live = session.precision == "exact" and session.starts_at <= at
    return LIVE if is_live else session.status


def sort_day(session) -> date | None:
    """Where lists put it: its local day, the first of its month, or nothing."""
    if session.precision == "exact":
        return local(session.starts_at, zone_named(session.zone)).date()
    return session.day.replace(day=1) if session.day and session.precision == "month" else session.day


def over_at(session) -> datetime | None:
    """From when on it is past: its end, or that of its day or month in its zone; None for words."""
    if session.precision == "exact":
        return session.starts_at + session.minutes * MINUTE
    if session.day is None:
        return None
    last = session.day
    if session.precision == "month":
        last = last.replace(day=monthrange(last.year, last.month)[1])
    return datetime.combine(last + DAY, time(), zone_named(session.zone)).astimezone(UTC)


def place_in_time(session) -> None:
    """Set what follows from its time: where lists put it, and from when on it is past."""
    session.sort_on, session.over_at = sort_day(session), over_at(session)


def zone_named(name: str) -> ZoneInfo:
    """The zone of that name; UTC for a name that isn't known any more, so that a page still opens."""
    return ZoneInfo(name if name in zone_names() else DEFAULT_ZONE)


def zone_label(name: str) -> str:
    """What people call the zone: "New York" for "America/New_York"."""
    return name.rpartition("/")[2].replace("_", " ")


def reader_zone(user) -> str:
    """The name of the zone in which the user reads times; UTC as long as they said nothing."""
    own = getattr(user, "reader_zone", None)
    return own.zone if own and own.zone in zone_names() else DEFAULT_ZONE


def local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone)


@dataclass(frozen=True)
class Start:
    """A local hour as a moment; `note` is a sentence about an hour that comes twice, or that was moved."""

    at: datetime
    note: str = ""


def start_of(day: date, hour: time, zone: str) -> Start:
    """The moment at which the clocks of the zone show that hour on that day; the first one where it comes twice.

    Raises ValidationError where it doesn't come at all, naming the next one that does; and for years nobody plans for.
    """
    refuse_far_days(day)
    start = nearest_start(day, hour, zone)
    # Otherwise it was moved.
    if local(start.at, zone_of(zone)).replace(tzinfo=None) != datetime.combine(day, hour):
        raise ValidationError(start.note, code="gap")
    return start


def nearest_start(day: date, hour: time, zone: str) -> Start:
    """As `start_of`, but an hour that doesn't come on that day gives way to the next one that does."""
    wanted, clock = datetime.combine(day, hour), zone_of(zone)
    found = wanted
    while not exists(found, clock):
        found += MINUTE
    at = found.replace(tzinfo=clock).astimezone(UTC)
    if found != wanted:
        return Start(at, gap_sentence(wanted, found, zone))
    return Start(at, fold_sentence(wanted, zone) if comes_twice(wanted, clock) else "")


def gap_sentence(wanted: datetime, found: datetime, zone: str) -> str:
    to = f"{found:%H:%M}" if found.date() == wanted.date() else f"{found:%H:%M} on {day_words(found)}"
    return (
        f"There is no {wanted:%H:%M} in {zone_label(zone)} on {day_words(wanted)}, "
        f"because clocks go forward: the next hour there is {to}."
    )


def fold_sentence(wanted: datetime, zone: str) -> str:
    return (
        f"{wanted:%H:%M} comes twice in {zone_label(zone)} on {day_words(wanted)}, "
        "because clocks go back: the first one is taken."
    )


def exists(naive: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks of the zone ever show it."""
    return naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive


def comes_twice(naive: datetime, zone: ZoneInfo) -> bool:
    first, second = (naive.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and exists(naive, zone)


def refuse_far_days(day: date) -> None:
    """Raise ValidationError for a year that no session has."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"Give a year between {FIRST_YEAR} and {LAST_YEAR}.", code="far_day")


def day_words(day: date) -> str:
    """ "Thu 19 Nov 2026"."""
    return format_date(day, "D j M Y")


@dataclass(frozen=True)
class DateBlock:
    """A leaf of a calendar: "Nov 2026", "19", "Thu"; of a month "2026", "Nov", ""; all empty for words."""

    above: str = ""
    main: str = ""
    below: str = ""


@dataclass(frozen=True)
class When:
    """When a session is, for a page.

    `words` tell it in its own zone with UTC, `yours` in the reader's zone (empty where that says nothing new), `until`
    is the hour of its end, `beside` what was said beside the date. `iso` is for machines, `starts` and `ends` are
    moments in the reader's zone, None unless it is exact. `zone` is the reader's.
    """

    words: str
    state: str
    block: DateBlock = DateBlock()
    yours: str = ""
    until: str = ""
    beside: str = ""
    iso: str = ""
    zone: str = DEFAULT_ZONE
    starts: datetime | None = None
    ends: datetime | None = None

    @property
    def state_label(self) -> str:
        return STATES[self.state]

    @property
    def zone_label(self) -> str:
        return zone_label(self.zone)


def when(session, zone: str, at: datetime) -> When:
    """What a page shows of a session's time to a reader in that zone at that moment."""
    state = state_of(session, at)
    if session.precision == "exact":
        return exactly(session, zone, state)
    if session.precision == "words" or session.day is None:
        return When(session.when_words, state, zone=zone)
    day = session.day
    if session.precision == "month":
        words, block = format_date(day, "F Y"), DateBlock(str(day.year), format_date(day, "M"))
        return When(words, state, block, beside=session.when_words, iso=f"{day:%Y-%m}", zone=zone)
    return When(day_words(day), state, block_of(day), beside=session.when_words, iso=day.isoformat(), zone=zone)


def exactly(session, zone: str, state: str) -> When:
    """Of a session whose start is known: its block is the reader's day."""
    there, here = zone_named(session.zone), zone_named(zone)
    start, end = session.starts_at, session.starts_at + session.minutes * MINUTE
    own, yours = local(start, there), local(start, here)
    is_news = yours.replace(tzinfo=None) != own.replace(tzinfo=None) and here.key != DEFAULT_ZONE
    return When(
        words=f"{moment_words(own, session.zone)}{utc_beside(own)}",
        state=state,
        block=block_of(yours),
        yours=moment_words(yours, zone) if is_news else "",
        until=f"{local(end, there):%H:%M}",
        beside=session.when_words,
        iso=f"{start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        zone=zone,
        starts=yours,
        ends=local(end, here),
    )


def moment_words(at: datetime, zone: str) -> str:
    """ "Thu 19 Nov 2026, 11:00 New York"."""
    return f"{day_words(at)}, {at:%H:%M} {zone_label(zone)}"


def utc_beside(at: datetime) -> str:
    """ " (16:00 UTC)", with the day where it is another one; nothing where the clock shows UTC itself."""
    utc = at.astimezone(UTC)
    if getattr(at.tzinfo, "key", "") == DEFAULT_ZONE:
        return ""
    day = "" if utc.date() == at.date() else f"{format_date(utc, 'D j M')}, "
    return f" ({day}{utc:%H:%M} UTC)"


def block_of(day: date) -> DateBlock:
    return DateBlock(format_date(day, "M Y"), str(day.day), format_date(day, "D"))
