"""What can be asked of sessions and resources."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from enablement.models import Resource, Session
from enablement.times import state_of
from tests.enablement.factories import (
    GuestAttendanceFactory,
    RegistrationFactory,
    ResourceFactory,
    SessionFactory,
)
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


def rough(precision, **values):
    return SessionFactory(precision=precision, **values)


@pytest.fixture
def everything(now):
    """One session of every sort, by a word for it."""
    today = now.date()
    return {
        "over": SessionFactory(starts_at=now - 2 * HOUR),
        "live": SessionFactory(starts_at=now - HOUR / 2),
        "tomorrow": SessionFactory(starts_at=now + 24 * HOUR),
        "yesterday": rough("day", day=today - timedelta(days=2)),
        "next month": rough("month", day=today + timedelta(days=40)),
        "some day": rough("words", when_words="At the kickoff"),
        "said to be held": rough("words", when_words="Feb 2023", status="held"),
        "cancelled": SessionFactory(starts_at=now + 30 * HOUR, status="cancelled"),
        "planned and gone by": rough("month", day=date(2022, 11, 1), status="planned"),
    }


def words(everything, queryset):
    names = {session.pk: name for name, session in everything.items()}
    return [names[session.pk] for session in queryset]


def test_upcoming_are_in_their_order_with_those_without_a_date_last(everything, now):
    upcoming = Session.objects.upcoming(now).order_upcoming()
    assert words(everything, upcoming) == ["live", "tomorrow", "cancelled", "next month", "some day"]


def test_past_are_the_latest_first(everything, now):
    past = Session.objects.past(now).order_past()
    assert words(everything, past) == ["over", "yesterday", "planned and gone by", "said to be held"]


def test_live_are_those_going_on(everything, now):
    assert words(everything, Session.objects.live(now)) == ["live"]


def test_held_are_those_whose_state_says_so(everything, now):
    held = {session.pk for session in everything.values() if state_of(session, now) == "held"}
    assert {session.pk for session in Session.objects.held(now)} == held
    assert len(held) == 3


def test_for_a_team_are_its_own_and_those_for_everybody():
    sales, product = TeamFactory(), TeamFactory()
    own, everybody, _other = SessionFactory(teams=[sales]), SessionFactory(), SessionFactory(teams=[product])
    assert set(Session.objects.for_teams([sales])) == {own, everybody}


def test_teaching_and_host():
    persona, host = PersonaFactory(), UserFactory()
    taught, hosted = SessionFactory(personas=[persona]), SessionFactory(host=host)
    assert list(Session.objects.teaching(persona)) == [taught]
    assert list(Session.objects.of_host(host)) == [hosted]


@pytest.mark.parametrize(("zone", "month"), [("UTC", 12), ("America/New_York", 11)])
def test_a_month_is_the_readers(zone, month):
    session = SessionFactory(starts_at=datetime(2026, 12, 1, 3, tzinfo=UTC))
    rough("month", day=date(2027, 1, 5))
    months = {number: list(Session.objects.in_month(2026, number, zone)) for number in (11, 12)}
    assert months == {11: [], 12: []} | {month: [session]}


def test_what_a_held_session_is_missing(now):
    done, bare, empty = (SessionFactory(starts_at=now - 3 * HOUR) for _ in range(3))
    SessionFactory(starts_at=now + HOUR)
    SessionFactory(starts_at=now - 3 * HOUR, status="cancelled")
    ResourceFactory(session=done)
    ResourceFactory(session=done, kind="notes")
    ResourceFactory(session=empty, url="")
    RegistrationFactory(session=done, attendance="attended")
    GuestAttendanceFactory(session=empty)
    RegistrationFactory(session=bare)
    sessions = Session.objects
    assert set(sessions.missing_recording(now)) == set(sessions.missing_notes(now)) == {bare, empty}
    assert list(sessions.missing_attendance(now)) == [bare]
    assert list(sessions.with_recording()) == [done]


def test_seats_are_counted_apart_from_the_line(now):
    session = SessionFactory()
    for status in ("registered", "registered", "waitlisted", "cancelled"):
        RegistrationFactory(session=session, status=status)
    found = Session.objects.with_seats().get()
    assert (found.seats_taken, found.waiting) == (2, 1)


def test_overlapping_are_other_sessions_of_the_host_at_that_time(now):
    host, start = UserFactory(), now + 24 * HOUR
    session = SessionFactory(host=host, starts_at=start)
    clash = SessionFactory(host=host, starts_at=start + HOUR / 2)
    SessionFactory(host=host, starts_at=start + HOUR)
    SessionFactory(host=host, starts_at=start - HOUR)
    SessionFactory(host=host, starts_at=start, status="cancelled")
    SessionFactory(starts_at=start)
    assert list(Session.objects.overlapping(session)) == [clash]


def test_every_way_of_writing_keeps_the_place_in_time(now):
    (session,) = Session.objects.bulk_create([Session(title="A", starts_at=now, minutes=60)])
    assert (session.sort_on, session.over_at) == (now.date(), now + HOUR)
    session.starts_at = now + 48 * HOUR
    session.save(update_fields=["starts_at"])
    session.refresh_from_db()
    assert session.over_at == now + 49 * HOUR
    session.minutes = 120
    Session.objects.bulk_update([session], ["minutes"])
    session.refresh_from_db()
    assert session.over_at == now + 50 * HOUR


def test_nobody_who_is_not_signed_in_sees_any():
    SessionFactory()
    assert [Session.objects.visible_to(user).count() for user in (AnonymousUser(), UserFactory())] == [0, 1]


def test_resources_about_a_persona_are_her_own_and_those_of_her_sessions():
    persona = PersonaFactory()
    own = ResourceFactory(session=None, personas=[persona])
    taught = ResourceFactory(session=SessionFactory(personas=[persona]), personas=[persona])
    ResourceFactory()
    assert set(Resource.objects.about(persona)) == {own, taught}


def test_a_chat_channel_needs_no_address():
    missing = ResourceFactory(url="")
    ResourceFactory(url="", kind="chat")
    assert list(Resource.objects.missing()) == [missing]
