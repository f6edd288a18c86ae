"""Checking in to a session by its code, while it goes on."""

import secrets
from contextlib import suppress
from datetime import datetime, time, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from enablement.models import Registration, Session
from enablement.times import over_at, zone_named
from personas.history import log_change

from .attendance import record

# Letters and digits that nobody takes for each other.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 6
BEFORE, AFTER = timedelta(minutes=15), timedelta(minutes=30)
MOST_WRONG, PAUSE = 10, 15 * 60  # wrong codes, and for how many seconds they are remembered
WRONG = "No session that you could check in to now has this code. Look at it again, or ask the host."
TOO_MANY = "These were too many wrong codes. Wait for a quarter of an hour, or ask the host to mark you."
OTHERWISE = "The host has marked you by hand as somebody who did not come: ask them to change it."


class NotCheckedIn(Exception):
    """Why somebody isn't checked in, in a sentence."""


def window_of(session: Session) -> tuple[datetime, datetime] | None:
    """From when until when one can check in; None for a session whose day isn't known, or that was cancelled."""
    if session.status == Session.Status.CANCELLED or session.precision not in ("exact", "day"):
        return None
    if session.precision == Session.Precision.EXACT:
        return session.starts_at - BEFORE, over_at(session) + AFTER
    return datetime.combine(session.day, time(), zone_named(session.zone)), over_at(session)


def is_open(session: Session, at: datetime) -> bool:
    window = window_of(session)
    return window is not None and window[0] <= at <= window[1]


@transaction.atomic
def new_code(session: Session, *, by) -> str:
    """Give the session a code; the one it had works no longer."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    session.check_in_code = code
    session.save(update_fields=["check_in_code"])
    log_change([session], by=by, message="New check-in code.")
    return code


def cleaned(code: str) -> str:
    """The code as it is kept, whatever somebody typed between its letters."""
    return "".join(letter for letter in code.upper() if letter in LETTERS)[: LENGTH + 1]


def check_in(code: str, *, by, at: datetime | None = None) -> Session:
    """Note that the person is there. Returns the session. Raises NotCheckedIn."""
    at = at or timezone.now()
    if wrong_codes(by) >= MOST_WRONG:
        raise NotCheckedIn(TOO_MANY)
    session = session_of(cleaned(code), at)
    if session is None:
        remember_wrong(by)
        raise NotCheckedIn(WRONG)
    record(session, {by.pk: Registration.Attendance.ATTENDED}, source=Registration.Source.CHECK_IN, by=by, at=at)
    if not session.registrations.filter(user=by, attendance=Registration.Attendance.ATTENDED).exists():
        raise NotCheckedIn(OTHERWISE)
    return session


def session_of(code: str, at: datetime) -> Session | None:
    """The session with that code into which one can check in now."""
    found = Session.objects.filter(check_in_code=code) if len(code) == LENGTH else ()
    return next((session for session in found if is_open(session, at)), None)


def key_of(user) -> str:
    return f"wrong-check-in-codes-{user.pk}"


def wrong_codes(user) -> int:
    return cache.get(key_of(user), 0)


def remember_wrong(user) -> None:
    """Count one more; all are forgotten a while after the first."""
    cache.add(key_of(user), 0, PAUSE)
    # Forgotten just now.
    with suppress(ValueError):
        cache.incr(key_of(user))
