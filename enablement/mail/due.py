"""The reminders the day and the hour before a session: a row for each person with a seat, as soon as it is due; and
whatever other mail is written by the clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from enablement.models import Registration, Reminder, Session

Kind = Reminder.Kind
# Writes the rows that are due at a moment, unless they are there; answers how many.
Maker = Callable[[datetime], int]
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Ahead:
    """A kind of reminder: from how long before the start, and until when it still makes sense to begin with it."""

    kind: str
    due: timedelta
    latest: timedelta


AHEAD = (Ahead(Kind.DAY_BEFORE, 24 * HOUR, 3 * HOUR), Ahead(Kind.HOUR_BEFORE, HOUR, timedelta()))


def occasion_of(session: Session) -> str:
    """The start that a reminder is of: a session that was moved is another occasion."""
    return f"{session.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def make_due(at: datetime) -> int:
    """Writes the mails that are due at that moment and aren't there yet. Returns how many; may be called at any time,
    by any number of processes at once."""
    return sum(maker(at) for maker in _makers)


def make_reminders(at: datetime) -> int:
    return sum(write(ahead, session) for ahead in AHEAD for session in starting(ahead, at))


_makers: list[Maker] = [make_reminders]


def register_due(maker: Maker) -> None:
    """Has a function write mails by the clock, too, from an app's `ready()`. Registering it again changes nothing."""
    if maker not in _makers:
        _makers.append(maker)


def starting(ahead: Ahead, at: datetime) -> Iterable[Session]:
    """The sessions whose reminders of that kind are due."""
    window = {"starts_at__gt": at + ahead.latest, "starts_at__lte": at + ahead.due}
    return Session.objects.filter(precision="exact", status__in=["planned", "scheduled"], **window)


def write(ahead: Ahead, session: Session) -> int:
    """The missing reminders of one session. Whoever wrote one meanwhile wins."""
    occasion, due_at = occasion_of(session), session.starts_at - ahead.due
    there = Reminder.objects.filter(kind=ahead.kind, session=session, occasion=occasion).values("user")
    seats = session.registrations.filter(status=Registration.Status.REGISTERED, user__is_active=True)
    people = seats.exclude(user__email="").exclude(user__in=there).values_list("user", flat=True)
    rows = [
        Reminder(kind=ahead.kind, user_id=user, session=session, occasion=occasion, due_at=due_at) for user in people
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
