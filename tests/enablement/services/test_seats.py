"""Taking a seat, leaving it, and moving up in the line."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enablement.models import Registration, Reminder, Session
from enablement.services.seats import Closed, leave, promote, register
from tests.enablement.factories import RegistrationFactory, SessionFactory
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db


def seats(session):
    """Who has a seat, and who waits, each in order."""
    rows = session.registrations.order_by("place").values_list("user__username", "status")
    return tuple([name for name, status in rows if status == wanted] for wanted in ("registered", "waitlisted"))


def people(session, *names):
    """Users of these names, registered in this order."""
    users = [UserFactory(username=name) for name in names]
    for user in users:
        register(session, user)
    return users


def told():
    """Whom a mail tells of a seat that became free."""
    return list(Reminder.objects.filter(kind="seat").order_by("pk").values_list("user__username", flat=True))


def test_as_many_as_there_are_seats_and_the_others_wait_in_order():
    session = SessionFactory(capacity=2)
    people(session, "ada", "bob", "cy", "di")
    assert seats(session) == (["ada", "bob"], ["cy", "di"])
    assert told() == []


def test_without_a_capacity_everybody_has_a_seat():
    session = SessionFactory()
    people(session, "ada", "bob")
    assert seats(session) == (["ada", "bob"], [])


def test_registering_twice_changes_nothing():
    session = SessionFactory(capacity=1)
    ada, bob = people(session, "ada", "bob")
    before = list(session.registrations.values())
    assert register(session, ada).status == "registered"
    assert register(session, bob).status == "waitlisted"
    assert list(session.registrations.values()) == before


def test_leaving_gives_the_seat_to_the_first_in_the_line_alone():
    session = SessionFactory(capacity=1)
    ada, *_ = people(session, "ada", "bob", "cy")
    assert leave(session, ada).status == "cancelled"
    assert seats(session) == (["bob"], ["cy"])
    assert told() == ["bob"]


def test_leaving_twice_promotes_once():
    session = SessionFactory(capacity=1)
    ada, *_ = people(session, "ada", "bob", "cy")
    leave(session, ada)
    leave(session, ada)
    assert seats(session) == (["bob"], ["cy"])


def test_leaving_the_line_promotes_nobody():
    session = SessionFactory(capacity=1)
    _, bob, _ = people(session, "ada", "bob", "cy")
    leave(session, bob)
    assert seats(session) == (["ada"], ["cy"])
    assert told() == []


def test_who_comes_back_is_last():
    session = SessionFactory(capacity=1)
    ada, *_ = people(session, "ada", "bob", "cy")
    leave(session, ada)
    register(session, ada)
    assert seats(session) == (["bob"], ["cy", "ada"])


def test_who_never_registered_has_nothing_to_leave():
    session = SessionFactory()
    assert leave(session, UserFactory()) is None
    assert Registration.objects.count() == 0


def test_a_raised_capacity_seats_the_first_in_the_line():
    session = SessionFactory(capacity=1)
    people(session, "ada", "bob", "cy", "di")
    Session.objects.filter(pk=session.pk).update(capacity=3)
    assert [row.user.username for row in promote(session)] == ["bob", "cy"]
    assert seats(session) == (["ada", "bob", "cy"], ["di"])
    assert told() == ["bob", "cy"]


def test_a_capacity_taken_away_seats_everybody():
    session = SessionFactory(capacity=1)
    people(session, "ada", "bob", "cy")
    Session.objects.filter(pk=session.pk).update(capacity=None)
    promote(session)
    assert seats(session) == (["ada", "bob", "cy"], [])


def test_a_lowered_capacity_takes_nobodys_seat():
    session = SessionFactory(capacity=3)
    ada, bob, *_ = people(session, "ada", "bob", "cy", "di")
    Session.objects.filter(pk=session.pk).update(capacity=1)
    assert promote(session) == []
    leave(session, ada)
    assert seats(session) == (["bob", "cy"], ["di"])
    leave(session, bob)
    assert seats(session) == (["cy"], ["di"])


def test_nobody_overtakes_the_line_although_nobody_promoted_it():
    session = SessionFactory(capacity=1)
    people(session, "ada", "bob", "cy")
    Session.objects.filter(pk=session.pk).update(capacity=2)
    register(session, UserFactory(username="di"))
    assert seats(session) == (["ada", "bob"], ["cy", "di"])


def test_an_account_that_is_closed_takes_no_seat():
    session = SessionFactory(capacity=1)
    ada, bob, _ = people(session, "ada", "bob", "cy")
    bob.is_active = False
    bob.save()
    leave(session, ada)
    assert seats(session) == (["cy"], ["bob"])


def test_an_account_that_is_deleted_gives_its_seat_back(django_capture_on_commit_callbacks):
    session = SessionFactory(capacity=1)
    ada, *_ = people(session, "ada", "bob", "cy")
    with django_capture_on_commit_callbacks(execute=True):
        ada.delete()
    assert seats(session) == (["bob"], ["cy"])
    with django_capture_on_commit_callbacks(execute=True):
        Session.objects.all().delete()
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": "cancelled"}, "This session is cancelled: nobody can register or leave any more."),
        ({"status": "held"}, "This session is over: nobody can register or leave any more."),
        (
            {"starts_at": timezone.now() - timedelta(days=2)},
            "This session is over: nobody can register or leave any more.",
        ),
        (
            {"precision": "day", "day": timezone.now().date() - timedelta(days=3), "status": "planned"},
            "This session is over: nobody can register or leave any more.",
        ),
    ],
    ids=["cancelled", "held", "past", "planned for a day that has gone by"],
)
def test_closed(values, sentence):
    session = SessionFactory(**values)
    there = RegistrationFactory(session=session)
    RegistrationFactory(session=session, status="waitlisted")
    for verb, user in [(register, UserFactory()), (leave, there.user)]:
        with pytest.raises(Closed, match=sentence):
            verb(session, user)
    assert promote(session) == []
    assert sorted(session.registrations.values_list("status", flat=True)) == ["registered", "waitlisted"]


def test_one_that_is_going_on_is_still_open():
    session = SessionFactory(starts_at=timezone.now() - timedelta(minutes=5))
    assert register(session, UserFactory()).status == "registered"


def test_one_that_was_deleted_meanwhile():
    session = SessionFactory()
    Session.objects.all().delete()
    with pytest.raises(Closed, match="no longer there"):
        register(session, UserFactory())


def test_how_many_queries_do_not_depend_on_how_many_people_there_are(django_assert_num_queries):
    session = SessionFactory(capacity=1)
    for size in (3, 30):
        for number in range(size):
            RegistrationFactory(session=session, status="waitlisted" if number else "registered")
        user = UserFactory()
        with django_assert_num_queries(8):  # two of them are the transaction's own
            register(session, user)
