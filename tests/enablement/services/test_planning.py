"""Sessions are written, moved, cancelled and planned for several teams."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone

from enablement.models import Reminder, Session
from enablement.services.planning import (
    cancel_session,
    delete_sessions,
    move_session,
    plan_for_each_team,
    reinstate_session,
    save_resource,
    save_session,
)
from tests.enablement.factories import RegistrationFactory, ResourceFactory, SeriesFactory, SessionFactory
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory()


def mails(session):
    """The kinds of mail that wait to be sent about the session."""
    return list(session.reminders.filter(state=Reminder.State.WAITING).values_list("kind", flat=True))


def attended(**values):
    """A session with somebody who has a seat and a mail address."""
    session = SessionFactory(**values)
    RegistrationFactory(session=session, user=UserFactory(email="ann@example.com"))
    return session


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Another one"),
        ("place", "Room 2"),
        ("join_url", "https://example.com/x"),
        ("minutes", 30),
        ("status", "planned"),
        ("starts_at", timezone.now() + timedelta(days=9)),
    ],
)
def test_time_place_link_title_and_status_raise_the_sequence_and_are_told(manager, field, value):
    session = attended()
    setattr(session, field, value)
    assert save_session(session, by=manager) == [field]
    session.refresh_from_db()
    assert (session.sequence, mails(session)) == (1, ["change"])


@pytest.mark.parametrize(("field", "value"), [("description", "More."), ("capacity", 7), ("zone", "Europe/Berlin")])
def test_other_fields_are_nobodys_news(manager, field, value):
    session = attended()
    setattr(session, field, value)
    assert save_session(session, by=manager) == []
    session.refresh_from_db()
    assert (session.sequence, mails(session)) == (0, [])


def test_saving_again_changes_nothing(manager):
    session = attended()
    save_session(session, by=manager)
    assert Session.objects.get().sequence == 0


def test_a_session_that_is_over_is_corrected_quietly(manager):
    session = attended(starts_at=timezone.now() - timedelta(days=3))
    session.title = "As it was called"
    save_session(session, by=manager)
    assert (Session.objects.get().sequence, mails(session)) == (1, [])


def test_moving_keeps_the_place_in_the_series(manager):
    session = attended(series=SeriesFactory(), occurrence_on=date(2027, 1, 19))
    start = timezone.now() + timedelta(days=5)
    move_session(session, start=start, by=manager)
    stored = Session.objects.get()
    assert (stored.starts_at, stored.occurrence_on, stored.is_detached) == (start, date(2027, 1, 19), True)
    assert (stored.uuid, stored.sequence, mails(stored)) == (session.uuid, 1, ["change"])


def test_cancelling_keeps_everybody_and_tells_them(manager):
    session = attended()
    assert cancel_session(session, reason="Snow", by=manager) is True
    stored = Session.objects.get()
    assert (stored.status, stored.cancel_reason, stored.sequence) == ("cancelled", "Snow", 1)
    assert (stored.registrations.count(), mails(stored)) == (1, ["cancellation"])
    assert LogEntry.objects.get().change_message == "Cancelled: Snow"
    assert cancel_session(stored, by=manager) is False


def test_a_cancelled_session_may_take_place_after_all(manager):
    session = attended(status="cancelled", cancel_reason="Snow", sequence=1)
    assert reinstate_session(session, by=manager) is True
    stored = Session.objects.get()
    assert (stored.status, stored.cancel_reason, stored.sequence) == ("scheduled", "", 2)
    assert mails(stored) == ["change"]


def test_more_room_is_for_those_who_wait(manager):
    session = SessionFactory(capacity=1)
    RegistrationFactory(session=session)
    waiting = RegistrationFactory(session=session, status="waitlisted")
    session.capacity = 2
    save_session(session, by=manager)
    waiting.refresh_from_db()
    assert waiting.status == "registered"


def test_a_session_that_takes_place_after_all_has_room_for_those_who_wait(manager):
    session = SessionFactory(capacity=1, status="cancelled")
    waiting = RegistrationFactory(session=session, status="waitlisted")
    session.capacity = 2
    save_session(session, by=manager)
    waiting.refresh_from_db()
    assert waiting.status == "waitlisted"
    reinstate_session(session, by=manager)
    waiting.refresh_from_db()
    assert waiting.status == "registered"


def test_a_session_for_each_team_has_its_personas_and_resources(manager):
    persona, teams = PersonaFactory(), [TeamFactory(name="Sales"), TeamFactory(name="Product")]
    session = SessionFactory(title="Who buys", personas=[persona], teams=teams)
    ResourceFactory(session=session, kind="slides")
    made = plan_for_each_team(session, teams=teams, by=manager)
    assert [each.title for each in made] == ["Who buys (Sales)", "Who buys (Product)"]
    for each, team in zip(made, teams, strict=True):
        assert (list(each.teams.all()), list(each.personas.all())) == ([team], [persona])
        assert each.resources.get().kind == "slides"
    assert len({each.uuid for each in made}) == 2


def test_a_recording_that_got_its_address_is_told_once(manager):
    session = attended(starts_at=timezone.now() - timedelta(days=1))
    resource = ResourceFactory.build(session=session, url="")
    save_resource(resource, by=manager)
    assert mails(session) == []
    resource.url = "https://example.com/v"
    save_resource(resource, by=manager)
    save_resource(resource, by=manager)
    assert mails(session) == ["recording"]


def test_only_a_session_on_which_nothing_hangs_is_deleted(manager):
    free, booked = SessionFactory(), attended(title="Booked")
    with pytest.raises(ValidationError, match="“Booked” has 1 registration: cancel it instead"):
        delete_sessions(Session.objects.all(), by=manager)
    assert Session.objects.count() == 2
    assert delete_sessions(Session.objects.filter(pk=free.pk), by=manager) == 1
    assert list(Session.objects.all()) == [booked]
