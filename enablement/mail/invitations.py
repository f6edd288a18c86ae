"""What a mail tells the reader's calendar (iTIP, RFC 5546): a meeting to take in, or to take out."""

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from icalendar import Event, vCalAddress

from enablement.calendar.document import file_of
from enablement.calendar.events import Told, event_of, has_date, marked
from enablement.calendar.texts import line
from enablement.models import Registration, Reminder
from personas.colleagues import called

Kind = Reminder.Kind
REQUEST, CANCEL = "REQUEST", "CANCEL"
ASKING = (Kind.INVITATION, Kind.CHANGE, Kind.SEAT)
PART = {Registration.Status.REGISTERED: "ACCEPTED", Registration.Status.WAITLISTED: "TENTATIVE"}


@dataclass(frozen=True)
class CalendarPart:
    """A calendar's message, and its method, which the mail must name, too."""

    method: str
    text: str


def calendar_part(reminder: Reminder, *, join_url: str, status: str) -> CalendarPart | None:
    """The message of this mail; None where a calendar has nothing to do. `status` is the reader's registration."""
    method = method_of(reminder)
    if method is None:
        return None
    event = asked(reminder, join_url) if method == REQUEST else cancelled(reminder)
    event.add("organizer", organizer())
    event.add("attendee", attendee(reminder.user, PART.get(status, "NEEDS-ACTION")))
    return CalendarPart(method, file_of([event], method=method).decode())


def method_of(reminder: Reminder) -> str | None:
    """Take it in, where it has a day; out, where it is cancelled, or lost its day."""
    dated = has_date(reminder.session)
    if reminder.kind == Kind.CANCELLATION:
        return CANCEL if dated else None
    if reminder.kind == Kind.CHANGE and not dated:
        return CANCEL
    return REQUEST if reminder.kind in ASKING and dated else None


def asked(reminder: Reminder, join_url: str) -> Event:
    """The event to take in."""
    return event_of(reminder.session, Told(settings.SITE_ADDRESS, join_url))


def cancelled(reminder: Reminder) -> Event:
    """The event that is to go. One that lost its day has no start."""
    if has_date(reminder.session):
        return event_of(reminder.session, Told(settings.SITE_ADDRESS))
    return marked(reminder.session, "CANCELLED")


def organizer() -> vCalAddress:
    """The site itself: a calendar takes changes only from whom the invitation came from, and hosts change."""
    name, mail = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return calendar_address(mail, name or "Dramatis")


def attendee(user, part: str) -> vCalAddress:
    found = calendar_address(user.email, called(user))
    # Answers are given on the session's page: nobody reads those that calendars send.
    found.params |= {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": part, "RSVP": "FALSE"}
    return found


def calendar_address(mail: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{line(mail)}")
    found.params["CN"] = line(name.replace('"', "'"))
    return found
