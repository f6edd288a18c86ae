"""What enablement keeps of people, those without an account included."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from config.access.personal_data import (
    PersonalData,
    columns_of,
    delete_rows,
    keep_rows,
    register_ageing,
    register_personal_data,
)
from config.access.personal_data.registry import Ageing
from config.access.personal_data.usual import done, held, own
from enablement.models import (
    CalendarToken,
    GuestAttendance,
    MailPreference,
    Question,
    QuestionVote,
    ReaderZone,
    Registration,
    Reminder,
    Series,
    Session,
    Subscription,
)

COUNTED = "stays without a name, so that the numbers stay right"
SEAT = {
    "Session": "session__title",
    "Start": "session__starts_at",
    "Day": "session__day",
    "Seat": "status",
    "Attendance": "attendance",
    "Said by": "attendance_source",
    "Watched the recording": "watched_at",
    "Registered": "created_at",
}
SESSION = {"Title": "title", "Start": "starts_at", "Day": "day"}
SERIES = {"Title": "title"}
UNHOSTED = "stay, without a host"


def register() -> None:
    register_personal_data(*SEATS, GUESTS, *QUESTIONS, VOTES, *SETTINGS, FOLLOWED, *MAILS, *HOSTED)
    register_ageing(OLD_GUESTS)


def seats_to_come(user) -> QuerySet:
    """Seats and places in line that somebody else can have."""
    is_over = Q(session__over_at__lte=timezone.now()) | Q(session__status=Session.Status.HELD)
    known = ~Q(attendance="") | Q(watched_at__isnull=False)
    return Registration.objects.filter(user=user).exclude(is_over | known)


def seats_taken(user) -> QuerySet:
    """What counts: who came to a session that is over or under way, or watched it."""
    return Registration.objects.filter(user=user).exclude(pk__in=seats_to_come(user).values("pk"))


def guests_like(user) -> QuerySet:
    """Guests with the person's address, or with no address and the person's full name."""
    found = Q(email__iexact=user.email) if user.email else Q(pk__in=[])
    name = user.get_full_name()
    return GuestAttendance.objects.filter(found | Q(email="", name__iexact=name) if name else found)


def guests_before(moment: datetime) -> QuerySet:
    """Guests with a name or an address in sessions that were over by then; of those in which nobody knows when they
    were, what counts is when the guest was noted."""
    was_over = Q(session__over_at__lt=moment) | Q(session__over_at=None, created_at__lt=moment)
    return GuestAttendance.objects.filter(was_over).exclude(name="", email="")


def take_names(guests: QuerySet) -> None:
    """The guests are counted as before, and nothing says who they were: what they were known again by is a digest of
    their address, so that goes, too."""
    rows = list(guests)
    for guest in rows:
        guest.name, guest.email, guest.key = "", "", secrets.token_hex(32)
    GuestAttendance.objects.bulk_update(rows, ["name", "email", "key"], 500)


SEATS = (
    PersonalData(
        key="seats",
        label="Seats in sessions to come",
        find=seats_to_come,
        columns=SEAT,
        fate="given back, to the next in line",
        forget=delete_rows,
    ),
    PersonalData(
        key="attendance",
        label="Sessions registered for, attended or watched",
        find=seats_taken,
        columns=SEAT,
        fate=COUNTED,
        forget=keep_rows,
        covers=("enablement.Registration.user",),
    ),
    done("attendance_noted", "Attendance noted of others", Registration, "attendance_by", {"When": "attendance_at"}),
)
GUESTS = PersonalData(
    key="guest",
    label="Guests on attendance lists with the same address or name",
    find=guests_like,
    columns={"Session": "session__title", "Name": "name", "E-mail address": "email", "Noted": "created_at"},
    fate=COUNTED,
    forget=lambda rows, user, name: take_names(rows),
    covers=columns_of(GuestAttendance, "name", "email"),
)
ASKED = {"Question": "text", "When": "asked_at", "Status": "status"}
UNSIGNED = "stays, without a name"
QUESTIONS = (
    held("questions", "Questions asked", Question, "asked_by", ASKED, fate=UNSIGNED),
    held(
        "answers",
        "Questions answered",
        Question,
        "answered_by",
        {"Question": "text", "Answer": "answer", "When": "answered_at"},
        fate=UNSIGNED,
        persona="persona",
    ),
)
VOTES = done(
    "votes",
    "Votes for questions",
    QuestionVote,
    "user",
    {"Question": "question__text"},
    fate=COUNTED,
    persona="question__persona",
)
SETTINGS = (
    own(
        "mail_preferences",
        "Choice of mail",
        MailPreference,
        {
            "Invitations": "invitations",
            "Reminders": "reminders",
            "Recordings": "recordings",
            "What changed": "digests",
            "Reviews": "reviews",
        },
    ),
    own("time_zone", "Time zone", ReaderZone, {"Time zone": "zone"}),
    own("calendar", "Addresses of calendars", CalendarToken, {"Made": "created_at"}),
)
FOLLOWED = own(
    "subscriptions",
    "Personas followed",
    Subscription,
    {"Persona": "persona__name", "Since": "created_at", "Told until": "told_until"},
    persona="persona",
)
MAILS = (
    own(
        "mails",
        "Mail that was sent or waits",
        Reminder,
        {"Kind": "kind", "Session": "session__title", "Due": "due_at", "State": "state", "Sent": "sent_at"},
        named=("last_error",),
    ),
    done(
        "mails_caused", "Mail to others by invitations and the like", Reminder, "by", {"Kind": "kind", "Due": "due_at"}
    ),
)
HOSTED = (
    held("session_host", "Sessions hosted", Session, "host", SESSION, fate=UNHOSTED),
    done("session_created_by", "Sessions planned", Session, "created_by", SESSION),
    held("series_host", "Series hosted", Series, "host", SERIES, fate=UNHOSTED),
    done("series_created_by", "Series planned", Series, "created_by", SERIES),
)
OLD_GUESTS = Ageing("guest", "guests", lambda: settings.FORGET_GUESTS_DAYS, guests_before, take_names)
