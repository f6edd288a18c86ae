"""A session as an event of a calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import SimpleNamespace

from django.urls import reverse
from icalendar import Event

from enablement.calendar.texts import line, paragraphs
from enablement.models import Session
from enablement.times import day_words, moment_words, utc_beside, zone_named

# Never to change, or every calendar would show every session twice.
UID_DOMAIN = "dramatis"
DAY = timedelta(days=1)
STATUS = {"planned": "TENTATIVE", "cancelled": "CANCELLED"}
# All that an event is made of.
FACTS = (
    *("uuid", "title", "description", "status", "cancel_reason", "place", "sequence", "created_at", "updated_at"),
    *("precision", "starts_at", "day", "minutes", "zone"),
)
MOST_KEPT = 4096  # of about a kilobyte each


@dataclass(frozen=True)
class Told:
    """What an event may tell beside the session's own texts: where the site is, the join link or nothing, the names of
    the personas that its reader may see, and a line about the reader's seat."""

    base: str
    join_url: str = ""
    personas: tuple[str, ...] = ()
    seat: str = ""


def has_date(session: Session) -> bool:
    """Whether a calendar can show it: months and words have no day."""
    return session.precision == "exact" or (session.precision == "day" and session.day is not None)


def uid_of(session: Session) -> str:
    return f"{session.uuid}@{UID_DOMAIN}"


def span_of(session: Session) -> tuple[datetime, datetime] | tuple[date, date]:
    """Its start and end: moments in UTC, or a day and the next one."""
    if session.precision == "day":
        return session.day, session.day + DAY
    start = session.starts_at.astimezone(UTC)
    return start, start + timedelta(minutes=session.minutes)


def lines_of(session: Session, told: Told) -> bytes:
    """The event of a session that has a date, as it stands in a file. Kept in memory: of the thousands in a calendar
    few ever change, and most readers are told the same."""
    return lines_of_facts(tuple(getattr(session, name) for name in FACTS), told)


@lru_cache(MOST_KEPT)
def lines_of_facts(facts: tuple, told: Told) -> bytes:
    session = SimpleNamespace(**dict(zip(FACTS, facts, strict=True)))
    return event_of(session, told).to_ical(sorted=False)


def event_of(session: Session, told: Told) -> Event:
    """The event of a session that has a date."""
    event = marked(session, STATUS.get(session.status, "CONFIRMED"))
    start, end = span_of(session)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("transp", "TRANSPARENT" if session.precision == "day" else "OPAQUE")
    page = address(session, told.base)
    event.add("description", description(session, told, page))
    if where := line(session.place) or told.join_url:
        event.add("location", where)
    event.add("url", page)
    return event


def marked(session: Session, status: str) -> Event:
    """An event that says which session it is of, in which state and version, and nothing of its time."""
    event = Event()
    event.add("uid", uid_of(session))
    event.add("summary", line(session.title))
    event.add("status", status)
    event.add("sequence", session.sequence)
    # Not the moment of asking: the same state is the same file.
    for name, at in (("dtstamp", "updated_at"), ("last-modified", "updated_at"), ("created", "created_at")):
        event.add(name, getattr(session, at).astimezone(UTC).replace(microsecond=0))
    return event


def address(session: Session, base: str) -> str:
    """The session's page on the site at `base`."""
    return base + reverse("enablement:session", args=[session.uuid])


def description(session: Session, told: Told, page: str) -> str:
    """When it is on its own clock, what it is about, how to join, and its page."""
    cancelled = session.status == "cancelled"
    parts = [
        f"Cancelled. {line(session.cancel_reason)}".strip() if cancelled else "",
        own_clock(session),
        told.seat,
        paragraphs(session.description),
        f"Personas: {', '.join(map(line, told.personas))}" if told.personas else "",
        f"Join: {told.join_url}" if told.join_url and not cancelled else "",
        page,
    ]
    return "\n\n".join(part for part in parts if part)


def own_clock(session: Session) -> str:
    """ "Thu 19 Nov 2026, 11:00 New York (16:00 UTC)": what everybody who comes says of its time."""
    if session.precision == "day":
        return f"{day_words(session.day)}, the hour is not fixed yet"
    own = session.starts_at.astimezone(zone_named(session.zone))
    return moment_words(own, session.zone) + utc_beside(own)
