"""What mails say, to people and to their calendars, and when nobody needs them any more."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import icalendar
import pytest

from enablement.mail.due import make_due, occasion_of
from enablement.mail.letters import NotNeeded, write_letter
from enablement.mail.messages import message_of
from enablement.models import MailPreference, Reminder
from tests.enablement.calendar.readers import read_both
from tests.enablement.factories import (
    ReaderZoneFactory,
    RegistrationFactory,
    ReminderFactory,
    ResourceFactory,
    SessionFactory,
)
from tests.personas.factories import PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 18, 9, tzinfo=UTC)
START = datetime(2026, 11, 19, 16, tzinfo=UTC)
KINDS = [kind for kind in Reminder.Kind.values if kind not in ("digest", "review")]


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_ADDRESS = "https://personas.example.com"
    settings.DEFAULT_FROM_EMAIL = "Personas <personas@example.com>"


def reminder(kind, status="registered", **session):
    """A mail that is needed: its session is to come, and its reader has a seat unless `status` says otherwise."""
    values = {"title": "Meet the buyers", "starts_at": START, "zone": "America/New_York"} | session
    if kind == "cancellation":
        values |= {"status": "cancelled", "cancel_reason": "Snow."}
    row = ReminderFactory(kind=kind, session=SessionFactory(**values), user__first_name="Kim", user__last_name="Lee")
    if status:
        RegistrationFactory(session=row.session, user=row.user, status=status, place=1)
    occasions = {
        "seat": lambda: "place 1",
        "day_before": lambda: occasion_of(row.session),
        "hour_before": lambda: occasion_of(row.session),
        "recording": lambda: f"resource {ResourceFactory(session=row.session, title='Video 2').pk}",
    }
    row.occasion = occasions.get(kind, str)()
    return row


def sent(row, at=AT):
    """The mail as a server gets it."""
    row = Reminder(**{field.name: getattr(row, field.name) for field in row._meta.fields})
    return message_from_bytes(message_of(row, write_letter(row, at)).message().as_bytes(), policy=policy.default)


def parts(mail):
    """By type, the content of the mail's parts."""
    return {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("invitation", "Invitation: Meet the buyers, Thu 19 Nov 2026, 11:00 New York (16:00 UTC)"),
        ("change", "Changed: Meet the buyers, Thu 19 Nov 2026, 11:00 New York (16:00 UTC)"),
        ("cancellation", "Cancelled: Meet the buyers"),
        ("seat", "You have a seat: Meet the buyers, Thu 19 Nov 2026, 11:00 New York (16:00 UTC)"),
        ("day_before", "Reminder: Meet the buyers, Thu 19 Nov 2026, 11:00 New York (16:00 UTC)"),
        ("hour_before", "Starting soon: Meet the buyers, Thu 19 Nov 2026, 11:00 New York (16:00 UTC)"),
        ("recording", "The recording is up: Meet the buyers"),
    ],
)
def test_subjects(kind, subject):
    assert sent(reminder(kind))["Subject"] == subject


def test_the_text():
    persona, draft = PersonaFactory(name="Ann", role_label=""), PersonaFactory(status="draft")
    host = UserFactory(first_name="Dana", last_name="Fox")
    row = reminder("invitation", join_url="https://meet.example.com/x", personas=[persona, draft], host=host)
    row.by = host
    row.session.place, row.session.description = "Room 4", "Who *signs*."
    ReaderZoneFactory(user=row.user, zone="Europe/Berlin")
    text = parts(sent(row))["text/plain"]
    page = f"https://personas.example.com/enablement/sessions/{row.session.uuid}/"
    assert text.split("\n--\n")[0].splitlines() == [
        "Dana Fox invites you.",
        "",
        "Meet the buyers",
        "Thu 19 Nov 2026, 17:00 Berlin",
        "Thu 19 Nov 2026, 11:00 New York (16:00 UTC)",
        "With Dana Fox",
        "Room 4",
        "Personas: Ann",
        "",
        "Who *signs*.",
        "",
        "Join: https://meet.example.com/x",
        "",
        f"See it and register: {page}",
    ]


def test_the_html_says_the_same_and_runs_nothing():
    row = reminder("invitation", title="<script>alert(1)</script>", description="<img src=x onerror=alert(1)> **Yes**")
    html = parts(sent(row))["text/html"]
    assert ("<script" in html, "<img" in html, "&lt;script&gt;" in html) == (False, False, True)
    assert "<strong>Yes</strong>" in html


@pytest.mark.parametrize(
    ("kind", "asked"), [("invitation", True), ("change", True), ("seat", True), ("day_before", False)]
)
def test_which_mails_speak_to_calendars(kind, asked):
    assert ("text/calendar" in parts(sent(reminder(kind)))) is asked


@pytest.mark.parametrize(
    ("status", "part"), [("registered", "ACCEPTED"), ("waitlisted", "TENTATIVE"), ("", "NEEDS-ACTION")]
)
def test_an_invitation_to_a_calendar(status, part):
    row = reminder("invitation", status, sequence=2)
    [found] = [each for each in sent(row).walk() if each.get_content_type() == "text/calendar"]
    assert (found["Content-Type"].params["method"], found["Content-Type"].params["charset"]) == ("REQUEST", "utf-8")
    content = found.get_content().replace("\r\n", "\n").replace("\n", "\r\n").encode()
    assert icalendar.Calendar.from_ical(content)["method"] == "REQUEST"
    [(uid, event)] = read_both(content).items()
    assert (uid, event["sequence"], event["status"]) == (f"{row.session.uuid}@dramatis", 2, "CONFIRMED")
    assert (event["organizer"], event["organizer"].params["CN"]) == ("mailto:personas@example.com", "Personas")
    assert (event["attendee"], event["attendee"].params["CN"]) == (f"mailto:{row.user.email}", "Kim Lee")
    assert (event["attendee"].params["PARTSTAT"], event["attendee"].params["RSVP"]) == (part, "FALSE")


def calendar_of(row):
    text = parts(sent(row))["text/calendar"].replace("\r\n", "\n").replace("\n", "\r\n")
    calendar = icalendar.Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    return str(calendar["method"]), str(event["status"]), "dtstart" in event


def test_a_cancellation_to_a_calendar():
    row = reminder("cancellation", sequence=3)
    assert calendar_of(row) == ("CANCEL", "CANCELLED", True)
    assert "It does not take place. Snow." in parts(sent(row))["text/plain"]


def test_a_session_that_lost_its_day_leaves_the_calendar():
    rough = {"precision": "words", "when_words": "Next year", "starts_at": None}
    assert calendar_of(reminder("change", **rough)) == ("CANCEL", "CANCELLED", False)
    assert "text/calendar" not in parts(sent(reminder("invitation", **rough)))


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_titles_stay_in_their_place(kind):
    row = reminder(kind)
    row.session.title = "x\r\nBcc: all@example.com\r\n\r\nEND:VCALENDAR " + "é" * 10_000
    row.user.first_name = 'Kim"\r\nATTENDEE:evil'
    mail = sent(row)
    assert (mail["Bcc"], mail["To"]) == (None, row.user.email)
    assert len(mail["Subject"]) < 300


def test_headers():
    row = reminder("day_before", host=UserFactory(email="dana@example.com"))
    mail = sent(row)
    assert (mail["Message-ID"], mail["From"], mail["Reply-To"], mail["Auto-Submitted"]) == (
        f"<{row.message_id}@example.com>",
        "Personas <personas@example.com>",
        "dana@example.com",
        "auto-generated",
    )
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip().startswith("<https://personas.example.com/enablement/mail/stop/")
    assert sent(row)["Message-ID"] == mail["Message-ID"]


@pytest.mark.parametrize(
    ("status", "capacity", "expected"), [("registered", 1, True), ("waitlisted", 1, False), ("waitlisted", None, True)]
)
def test_the_join_link_is_for_those_who_may_join(status, capacity, expected):
    row = reminder("change", status, join_url="https://meet.example.com/x", capacity=capacity)
    assert ["https://meet.example.com/x" in text for text in parts(sent(row)).values()] == [expected] * 3


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_gets_what_they_dont_want(kind):
    row = reminder(kind)
    MailPreference.objects.create(user=row.user, invitations=False, reminders=False, recordings=False)
    with pytest.raises(NotNeeded):
        write_letter(row, AT)


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}, {"email": "a@b\nBcc: c@d.example"}])
def test_nobody_gets_what_cannot_reach_them(change):
    row = reminder("invitation")
    for name, value in change.items():
        setattr(row.user, name, value)
    with pytest.raises(NotNeeded):
        write_letter(row, AT)


@pytest.mark.parametrize("kind", ["invitation", "change", "seat", "day_before", "hour_before"])
@pytest.mark.parametrize(
    "change", [{"status": "cancelled"}, {"status": "held"}, {"starts_at": AT - timedelta(days=1)}]
)
def test_what_was_overtaken_by_the_session(kind, change):
    row = reminder(kind)
    for name, value in change.items():
        setattr(row.session, name, value)
    with pytest.raises(NotNeeded):
        write_letter(row, AT)


@pytest.mark.parametrize("kind", ["invitation", "change", "seat", "day_before", "hour_before"])
def test_what_was_overtaken_by_leaving(kind):
    with pytest.raises(NotNeeded):
        write_letter(reminder(kind, "cancelled"), AT)


@pytest.mark.parametrize("kind", ["day_before", "hour_before"])
def test_a_reminder_of_another_start(kind):
    row = reminder(kind)
    row.session.starts_at += timedelta(minutes=30)
    with pytest.raises(NotNeeded, match="moved"):
        write_letter(row, AT)


def test_a_session_that_takes_place_after_all():
    row = reminder("cancellation")
    row.session.status = "scheduled"
    with pytest.raises(NotNeeded):
        write_letter(row, AT)


def test_a_recording_that_was_taken_away():
    row = reminder("recording")
    row.session.resources.update(url="")
    with pytest.raises(NotNeeded):
        write_letter(row, AT)


@pytest.mark.parametrize(
    ("before", "kinds"),
    [
        (timedelta(hours=25), []),
        (timedelta(hours=24), ["day_before"]),
        (timedelta(hours=3), []),
        (timedelta(hours=1), ["hour_before"]),
        (timedelta(), []),
    ],
)
def test_when_reminders_are_due(before, kinds):
    session = SessionFactory(starts_at=START)
    registration = RegistrationFactory(session=session)
    for status in ("waitlisted", "cancelled"):
        RegistrationFactory(session=session, status=status)
    RegistrationFactory(session=session, user__email="")
    RegistrationFactory(session=session, user__is_active=False)
    RegistrationFactory(session=SessionFactory(starts_at=START, status="cancelled"))
    assert [make_due(START - before), make_due(START - before)] == [len(kinds), 0]
    assert list(Reminder.objects.values_list("kind", "user")) == [(kind, registration.user_id) for kind in kinds]
