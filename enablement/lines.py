"""Sessions as lists and pages show them: each with its time, its seats and whom it teaches, for one reader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils import timezone

from enablement.models import Resource, Session, SessionPersona
from enablement.month import Month
from enablement.seating import Seats, seats_of
from enablement.times import When, moment_words, reader_zone, utc_beside, when, zone_named
from enablement.zones import DEFAULT_ZONE
from personas.models import Persona

UNDATED = "Date to be decided"


class Reading:
    """Who reads, in which zone, and at which moment."""

    def __init__(self, user, at: datetime | None = None):
        self.user = user
        self.zone = reader_zone(user)
        self.at = at or timezone.now()

    @property
    def today(self) -> date:
        return self.at.astimezone(zone_named(self.zone)).date()


@dataclass(frozen=True)
class Line:
    """A session with everything that is said of it in a list. `taught` are links to personas the reader may see,
    `recording` is the one to watch once it is over."""

    session: Session
    when: When
    seats: Seats
    taught: Sequence[SessionPersona] = field(repr=False)
    recording: Resource | None = field(default=None, repr=False)

    @property
    def yours(self) -> str:
        """Its start in the reader's zone with UTC beside it, or what is known instead."""
        if self.when.starts is None:
            return self.when.words
        return f"{moment_words(self.when.starts, self.when.zone)}{utc_beside(self.when.starts)}"

    @property
    def theirs(self) -> str:
        """Its start where it is held, when clocks there show something else than the reader's."""
        if self.when.starts is None or self.session.zone == self.when.zone:
            return ""
        own = self.when.starts.astimezone(zone_named(self.session.zone))
        if own.tzinfo.key == DEFAULT_ZONE:
            return ""
        is_same_day = own.date() == self.when.starts.date()
        whole = moment_words(own, self.session.zone)
        return whole.partition(", ")[2] if is_same_day else whole

    @property
    def until(self) -> str:
        """The hour of its end on the reader's clock."""
        return f"{self.when.ends:%H:%M}" if self.when.ends else ""

    @property
    def hour(self) -> str:
        return f"{self.when.starts:%H:%M}" if self.when.starts else ""

    @property
    def day(self) -> date | None:
        """The reader's day on which it is, None where only a month or words are known."""
        if self.when.starts is not None:
            return self.when.starts.date()
        return self.session.day if self.session.precision == Session.Precision.DAY else None

    @property
    def month(self) -> str:
        """Under which heading an agenda lists it."""
        day = self.day or self.session.day
        return Month.of(day).name if day else UNDATED


def with_company(sessions, user):
    """The sessions with host, series, teams, `shown_links`, the personas they teach as far as the user may see, and
    `recordings`, those that can be watched."""
    recordings = Resource.objects.recordings().available().order_by("is_deprecated", "order", "pk")
    links = SessionPersona.objects.filter(persona__in=Persona.objects.visible_to(user).order_by().values("pk"))
    return sessions.select_related("host", "series").prefetch_related(
        "teams",
        Prefetch("persona_links", links.select_related("persona").order_by("pk"), to_attr="shown_links"),
        Prefetch("resources", recordings, to_attr="recordings"),
    )


def lines_of(sessions: Iterable[Session], reading: Reading) -> list[Line]:
    """Lines of sessions, which say whom they teach and what was recorded when they came `with_company`. Two
    queries."""
    sessions = list(sessions)
    seats = seats_of(sessions, reading.user, reading.at)
    return [line_of(each, seats[each.pk], reading) for each in sessions]


def line_of(session: Session, seats: Seats, reading: Reading) -> Line:
    recording = next(iter(getattr(session, "recordings", ())), None)
    taught = getattr(session, "shown_links", ())
    return Line(session, when(session, reading.zone, reading.at), seats, taught, recording)


def by_month(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The lines under their months, in the order in which the months come up."""
    months: dict[str, list[Line]] = {}
    for line in lines:
        months.setdefault(line.month, []).append(line)
    return list(months.items())
