"""Who came to a session, and who watched it later.

What a person said by hand stands before what somebody checked in, and that before a meeting tool's list, whichever
came first. All writing holds the session's row, as taking seats does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Lower
from django.utils import timezone

from enablement.models import GuestAttendance, Registration, Session
from enablement.services.seats import closed_because, seats_left
from personas.history import log_change

Attendance, Source, Status = Registration.Attendance, Registration.Source, Registration.Status
STRENGTH = {Source.NONE: 0, Source.IMPORT: 1, Source.CHECK_IN: 2, Source.MANUAL: 3}
WRITTEN = ["attendance", "attendance_source", "attendance_by", "attendance_at", "status", "place", "updated_at"]
NO_RECORDING = "This session has no recording to watch."


class NoRecording(Exception):
    """There is nothing to watch; the sentence says so."""


def prevails(source: str, over: str) -> bool:
    """Whether what comes from the one source may replace what came from the other."""
    return STRENGTH[source] >= STRENGTH[over]


@transaction.atomic
def record(
    session: Session, marks: Mapping[int, str], *, source: str, by, at: datetime | None = None
) -> list[Registration]:
    """Note for these people, given by the account's primary key, whether they came. Returns the registrations that
    changed. Whoever wasn't registered is from then on, if they came; nothing known said by hand takes the mark back.
    """
    held, at = locked(session), at or timezone.now()
    people = get_user_model().objects.in_bulk(list(marks))
    known = {each.user_id: each for each in held.registrations.filter(user__in=list(people))}
    changes: dict[str, list[Registration]] = defaultdict(list)
    come = [user for user, mark in marks.items() if mark == Attendance.ATTENDED]
    seats = Seats(held, at, bool(come))
    for user, person in people.items():
        registration = known.get(user) or Registration(session=held, status=Status.CANCELLED)
        # What the history calls it names the person.
        registration.user, mark = person, marks[user]
        if message := change_of(registration, mark, source):
            apply_mark(registration, mark, source, by=by, at=at)
            seats.give(registration)
            changes[message].append(registration)
    write(changes, by=by)
    return [registration for rows in changes.values() for registration in rows]


def change_of(registration: Registration, mark: str, source: str) -> str:
    """What the history says of the change; empty where nothing changes, or may."""
    old, old_source = registration.attendance, registration.attendance_source
    new_source = source if mark else Source.NONE
    if (mark, new_source) == (old, old_source) or not prevails(source, old_source):
        return ""
    now = f"{Attendance(mark).label.lower()}" + (f" ({Source(source).label.lower()})" if mark else "")
    was = f", was: {Attendance(old).label.lower()} ({Source(old_source).label.lower()})" if old else ""
    return f"Attendance: {now}{was}."


def apply_mark(registration: Registration, mark: str, source: str, *, by, at: datetime) -> None:
    registration.attendance = mark
    registration.attendance_source = source if mark else Source.NONE
    registration.attendance_by, registration.attendance_at = by, at
    registration.updated_at = at


class Seats:
    """Seats for those who came without one: as many as are left while others may still take them, else for all."""

    def __init__(self, held: Session, at: datetime, is_needed: bool):
        self.left = seats_left(held) if is_needed and not closed_because(held, at) else None
        last = held.registrations.aggregate(last=Max("place"))["last"] if is_needed else 0
        self.place = (last or 0) + 1

    def give(self, registration: Registration) -> None:
        if registration.status != Status.CANCELLED or registration.attendance != Attendance.ATTENDED:
            return
        registration.status = Status.WAITLISTED if self.left == 0 else Status.REGISTERED
        self.left = self.left and self.left - 1
        registration.place, self.place = self.place, self.place + 1


def write(changes: Mapping[str, list[Registration]], *, by) -> None:
    """Keep the registrations, each with its line in the history."""
    rows = [registration for group in changes.values() for registration in group]
    new, known = [row for row in rows if row.pk is None], [row for row in rows if row.pk]
    Registration.objects.bulk_create(new)
    Registration.objects.bulk_update(known, WRITTEN, 500)
    for message, group in changes.items():
        log_change(group, by=by, message=message)


def locked(session: Session) -> Session:
    """The session as it is now, held for this transaction. Raises Session.DoesNotExist."""
    return Session.objects.select_for_update(no_key=True).get(pk=session.pk)


@transaction.atomic
def welcome(session: Session, people: Iterable, *, by) -> int:
    """Keep people of a list (with name, email and key) who have no account as guests. Returns how many are new."""
    locked(session)
    there = set(session.guests.values_list("key", flat=True))
    new = [
        GuestAttendance(session=session, name=each.name, email=each.email, key=each.key)
        for each in people
        if each.key not in there
    ]
    GuestAttendance.objects.bulk_create(new)
    if new:
        log_change([session], by=by, message=f"Attendance: {len(new)} guest{'s' if len(new) > 1 else ''} added.")
    return len(new)


@transaction.atomic
def adopt_guests(*, by=None, session: Session | None = None, user=None) -> int:
    """Guests whose address an active account has by now become that account's attendance: of one session, for one
    user, or all. Returns how many did."""
    guests = GuestAttendance.objects.exclude(email="").select_related("session").order_by("session", "pk")
    guests = guests.filter(session=session) if session else guests
    guests = guests.filter(email__iexact=user.email) if user else guests
    accounts = accounts_of({guest.email.lower() for guest in guests})
    count = 0
    for guest in guests:
        account = accounts.get(guest.email.lower())
        if account is not None:
            marks = {account.pk: Attendance.ATTENDED}
            record(guest.session, marks, source=Source.IMPORT, by=by or user or account)
            guest.delete()
            count += 1
    return count


def accounts_of(emails: set[str]) -> dict:
    """The active account of each address that one alone has, by the address in small letters."""
    if not emails:
        return {}
    users = get_user_model().objects.filter(is_active=True).annotate(lower=Lower("email")).filter(lower__in=emails)
    found = defaultdict(list)
    for user in users:
        found[user.lower].append(user)
    return {email: users[0] for email, users in found.items() if len(users) == 1}


@transaction.atomic
def watch(session: Session, *, by, at: datetime | None = None) -> Registration:
    """Note that a person watched the recording; the first time counts. It takes no seat.

    Raises NoRecording.
    """
    if not Session.objects.with_recording().filter(pk=session.pk).exists():
        raise NoRecording(NO_RECORDING)
    held = locked(session)
    # Whoever only watched has given no seat back, but holds none either.
    registration, _ = held.registrations.get_or_create(user=by, defaults={"status": Status.CANCELLED})
    if registration.watched_at is None:
        registration.watched_at = at or timezone.now()
        registration.save(update_fields=["watched_at", "updated_at"])
        log_change([registration], by=by, message="Watched the recording.")
    return registration


@transaction.atomic
def unwatch(session: Session, *, by) -> None:
    """Take it back that a person watched the recording."""
    registration = locked(session).registrations.filter(user=by, watched_at__isnull=False).first()
    if registration:
        registration.watched_at = None
        registration.save(update_fields=["watched_at", "updated_at"])
        log_change([registration], by=by, message="Taken back: watched the recording.")
