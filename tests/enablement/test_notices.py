"""Which mails are written, to whom, and which are taken back."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from enablement import notices
from enablement.models import Reminder
from tests.enablement.factories import RegistrationFactory, ReminderFactory, ResourceFactory, SessionFactory
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db


def written(kind):
    """Whom mails of that kind are to reach still."""
    rows = Reminder.objects.filter(kind=kind, state="waiting")
    return list(rows.order_by("user").values_list("user", flat=True))


def waiting(kind):
    """The occasions of mails of that kind that nobody sent yet."""
    return list(Reminder.objects.filter(kind=kind, state="waiting").values_list("occasion", flat=True))


def people_of(session):
    """Somebody with a seat and somebody who waits; and those who must not hear: who left, is gone, has no address."""
    heard = [RegistrationFactory(session=session, status=status).user_id for status in ("registered", "waitlisted")]
    RegistrationFactory(session=session, status="cancelled")
    RegistrationFactory(session=session, user__is_active=False)
    RegistrationFactory(session=session, user__email="")
    return heard


def test_an_invitation_is_written_once():
    session, by, user = SessionFactory(), UserFactory(), UserFactory()
    users = [user, UserFactory(is_active=False), UserFactory(email="")]
    assert [notices.invite(session, users, by=by), notices.invite(session, users, by=by)] == [1, 0]
    assert (written("invitation"), Reminder.objects.get().by) == ([user.pk], by)


def test_who_could_not_be_invited_is_invited_again():
    session, user = SessionFactory(), UserFactory()
    row = ReminderFactory(kind="invitation", session=session, user=user, occasion="", state="failed", attempts=6)
    at = timezone.now() + timedelta(days=1)
    assert notices.invite(session, [user], at=at) == 1
    row.refresh_from_db()
    assert (row.state, row.attempts, row.due_at) == ("waiting", 0, at)


def test_who_hears_of_a_change():
    session = SessionFactory(sequence=1)
    heard = people_of(session)
    heard += [
        ReminderFactory(kind="invitation", session=session, state=state).user_id for state in ("sent", "claimed")
    ]
    ReminderFactory(kind="invitation", session=session, state="waiting")
    left = RegistrationFactory(session=session, status="cancelled").user
    ReminderFactory(kind="invitation", session=session, state="sent", user=left)
    assert notices.session_changed(session) == 4
    assert written("change") == sorted(heard)


def test_only_the_last_change_is_told():
    session = SessionFactory(sequence=1)
    people_of(session)
    for sequence in (1, 1, 2):
        session.sequence = sequence
        notices.session_changed(session)
        assert set(waiting("change")) == {f"sequence {sequence}"}
    assert Reminder.objects.filter(state="dropped").count() == 2


def test_a_cancellation_instead_of_the_change():
    session = SessionFactory(sequence=1)
    people_of(session)
    notices.session_changed(session)
    for _ in range(2):
        notices.session_cancelled(session)
    assert (waiting("change"), waiting("cancellation")) == ([], ["sequence 1"] * 2)


def test_a_cancellation_takes_everything_else_back_but_recordings():
    session = SessionFactory(sequence=1)
    heard = people_of(session)
    for kind in ("invitation", "change", "day_before", "seat", "recording"):
        ReminderFactory(kind=kind, session=session)
    notices.session_cancelled(session)
    assert written("cancellation") == sorted(heard)
    assert set(Reminder.objects.filter(state="waiting").values_list("kind", flat=True)) == {
        "cancellation",
        "recording",
    }


def test_a_seat_that_became_free():
    registration = RegistrationFactory(place=3)
    notices.seat_became_free(registration)
    notices.seat_became_free(registration)
    assert written("seat") == [registration.user_id]
    registration.user.email = ""
    assert notices.seat_became_free(registration) == 0


def test_a_recording_once():
    resource = ResourceFactory()
    heard = people_of(resource.session)
    notices.recording_is_up(resource)
    notices.recording_is_up(resource)
    assert written("recording") == sorted(heard)


@pytest.mark.parametrize("values", [{"url": ""}, {"session": None}])
def test_no_recording(values):
    assert notices.recording_is_up(ResourceFactory(**values)) == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_written():
    with transaction.atomic():
        notices.invite(SessionFactory(), [UserFactory()])
        transaction.set_rollback(True)
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("count", [1, 20])
def test_the_same_queries_however_many_people(count, django_assert_num_queries):
    session, users = SessionFactory(), UserFactory.create_batch(count)
    for user in users:
        RegistrationFactory(session=session, user=user)
    with django_assert_num_queries(7):
        notices.invite(session, users)
        notices.session_changed(session)
