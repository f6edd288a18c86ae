"""What a mail says, or why nobody needs it any more: looked at when it is sent, as sessions change meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from enablement.calendar.events import address
from enablement.calendar.texts import line, paragraphs
from enablement.mail.due import occasion_of
from enablement.mail.invitations import CalendarPart, calendar_part
from enablement.mail.wanted import wants
from enablement.models import Registration, Reminder, Resource
from enablement.seating import seats_of
from enablement.times import When, reader_zone, state_of, when
from personas.colleagues import called
from personas.models import Persona

Kind = Reminder.Kind
OVER = ("held", "cancelled")
TITLE_LENGTH = 150


class NotNeeded(Exception):
    """Nobody needs this mail any more; the sentence says why."""


@dataclass(frozen=True)
class Letter:
    """A mail's content: a subject, its templates as text and as HTML, what they say, a calendar's message, and to whom
    answers go."""

    subject: str
    text: str = "enablement/mail/session.txt"
    html: str = "enablement/mail/session.html"
    context: dict = field(default_factory=dict)
    calendar: CalendarPart | None = None
    reply_to: str = ""


Writer = Callable[[Reminder, datetime], Letter]


def write_letter(reminder: Reminder, at: datetime) -> Letter:
    """The mail as it has to be at that moment. Raises NotNeeded."""
    user = reminder.user
    if not user.is_active:
        raise NotNeeded("The account is closed.")
    try:
        validate_email(user.email)
    except ValidationError:
        raise NotNeeded("The account has no address for mail.") from None
    if not wants(user, reminder.kind):
        raise NotNeeded("They don't want mail of this kind.")
    return WRITERS[reminder.kind](reminder, at)


def register_letter(kind: str, writer: Writer) -> None:
    """Has a function write the mails of a kind: it gets the row and the moment, and raises NotNeeded."""
    WRITERS[kind] = writer


def invitation(reminder: Reminder, at: datetime) -> Letter:
    to_come(reminder, at)
    if status_of(reminder) == Registration.Status.CANCELLED:
        raise NotNeeded("They said already that they don't come.")
    opening = f"{line(called(reminder.by))} invites you." if reminder.by else "You are invited."
    return about_session(reminder, at, "Invitation", opening, "See it and register")


def change(reminder: Reminder, at: datetime) -> Letter:
    to_come(reminder, at)
    if status_of(reminder) == Registration.Status.CANCELLED:
        raise NotNeeded("They don't come any more.")
    return about_session(reminder, at, "Changed", "Something changed. This is how it is now.", "See the session")


def cancellation(reminder: Reminder, at: datetime) -> Letter:
    session = reminder.session
    if session.status != "cancelled":
        raise NotNeeded("The session takes place after all.")
    opening = f"It does not take place. {line(session.cancel_reason)}".strip()
    return about_session(reminder, at, "Cancelled", opening, "See the session")


def seat(reminder: Reminder, at: datetime) -> Letter:
    to_come(reminder, at)
    seats = reminder.session.registrations.filter(user=reminder.user, status=Registration.Status.REGISTERED)
    if reminder.occasion not in {f"place {registration.place}" for registration in seats}:
        raise NotNeeded("They don't have that seat any more.")
    opening = "A seat became free, and it is yours. If you can't come, please give it back on the session's page."
    return about_session(reminder, at, "You have a seat", opening, "See the session")


def day_before(reminder: Reminder, at: datetime) -> Letter:
    still_ahead(reminder, at)
    return about_session(reminder, at, "Reminder", "You have a seat in this session.", "See the session")


def hour_before(reminder: Reminder, at: datetime) -> Letter:
    still_ahead(reminder, at)
    return about_session(reminder, at, "Starting soon", "It starts soon, and you have a seat.", "See the session")


def recording(reminder: Reminder, at: datetime) -> Letter:
    pk = reminder.occasion.rpartition(" ")[2]
    resource = Resource.objects.filter(pk=pk, session=reminder.session).exclude(url="").first()
    if resource is None:
        raise NotNeeded("The recording was taken away.")
    opening = f"The recording is up: {line(resource.title)}."
    return about_session(reminder, at, "The recording is up", opening, "Watch it on the session's page")


WRITERS: dict[str, Writer] = {
    Kind.INVITATION: invitation,
    Kind.CHANGE: change,
    Kind.CANCELLATION: cancellation,
    Kind.SEAT: seat,
    Kind.DAY_BEFORE: day_before,
    Kind.HOUR_BEFORE: hour_before,
    Kind.RECORDING: recording,
}


def to_come(reminder: Reminder, at: datetime) -> None:
    """Raises NotNeeded unless the session is still to come or going on."""
    if state_of(reminder.session, at) in OVER:
        raise NotNeeded("The session is over or was cancelled.")


def still_ahead(reminder: Reminder, at: datetime) -> None:
    """Raises NotNeeded unless the session starts when the reminder says, and the person has a seat."""
    session = reminder.session
    to_come(reminder, at)
    if session.precision != "exact" or occasion_of(session) != reminder.occasion:
        raise NotNeeded("The session was moved.")
    if session.starts_at <= at:
        raise NotNeeded("The session has begun.")
    if status_of(reminder) != Registration.Status.REGISTERED:
        raise NotNeeded("They don't have a seat any more.")


def status_of(reminder: Reminder) -> str:
    """The person's place in the session: registered, waitlisted, cancelled, or nothing."""
    own = reminder.session.registrations.filter(user=reminder.user)
    return own.values_list("status", flat=True).first() or ""


def about_session(reminder: Reminder, at: datetime, what: str, opening: str, action: str) -> Letter:
    """A mail about a session: `what` opens its subject, `opening` its text, `action` is its link."""
    session, user = reminder.session, reminder.user
    told, title = when(session, reader_zone(user), at), line(session.title, TITLE_LENGTH)
    seats = seats_of([session], user, at)[session.pk]
    join = session.join_url if seats.shows_join_link else ""
    personas = Persona.objects.visible_to(user).filter(session_links__session=session)
    context = {
        "title": title,
        "opening": opening,
        "when": told,
        "place": line(session.place),
        "host": line(called(session.host)) if session.host else "",
        "join_url": join,
        "waits": seats.waits,
        "personas": [line(persona.heading) for persona in personas],
        "description": paragraphs(session.description) if reminder.kind == Kind.INVITATION else "",
        "action": action,
        "address": address(session, settings.SITE_ADDRESS),
    }
    return Letter(
        subject=line(f"{what}: {title}{when_words(told, reminder.kind)}"),
        context=context,
        calendar=calendar_part(reminder, join_url=join, status=seats.status),
        reply_to=session.host.email if session.host and session.host.is_active else "",
    )


def when_words(told: When, kind: str) -> str:
    """The time behind a subject, where it matters."""
    return "" if kind in (Kind.RECORDING, Kind.CANCELLATION) else f", {line(told.yours or told.words, 80)}"
