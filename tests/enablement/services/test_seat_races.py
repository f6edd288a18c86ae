"""Many people at once, over as many connections as a busy server has."""

from collections import Counter, deque
from contextlib import suppress
from threading import Barrier, Thread

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from enablement.models import Registration, Session
from enablement.services.seats import leave, promote, register
from tests.enablement.factories import SessionFactory
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 200
SEATS = 7
CONNECTIONS = 12


def at_once(*works):
    """Does all of it from the same moment on, as much at a time as there are connections; raises what any of them
    raised."""
    waiting, errors = deque(works), []
    start = Barrier(min(len(works), CONNECTIONS))

    def do():
        try:
            start.wait()
            for work in taken(waiting):
                work()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=do, daemon=True) for _ in range(start.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]


def taken(waiting):
    """The first of those that wait, over and over, whoever else takes some."""
    with suppress(IndexError):
        while True:
            yield waiting.popleft()


def crowd(size=CROWD):
    """That many people, made quickly."""
    model, start = get_user_model(), get_user_model().objects.count()
    return model.objects.bulk_create([model(username=f"visitor{start + number}") for number in range(size)])


def statuses(session):
    return Counter(session.registrations.values_list("status", flat=True))


def test_exactly_as_many_seats_as_there_are_and_the_rest_waits_in_order():
    session, people = SessionFactory(capacity=SEATS), crowd()
    # Some of them click twice.
    at_once(*(lambda user=user: register(session, user) for user in [*people, *people[::10]]))
    rows = list(session.registrations.order_by("place").values_list("place", "status"))
    assert rows == [(number, "registered" if number <= SEATS else "waitlisted") for number in range(1, CROWD + 1)]


def test_many_clicks_of_one_person_are_one_seat():
    session, user = SessionFactory(capacity=SEATS), UserFactory()
    at_once(*[lambda: register(session, user)] * 8)
    assert list(Registration.objects.values_list("user", "place", "status")) == [(user.pk, 1, "registered")]


def test_each_who_leaves_lets_exactly_one_in():
    session, people = SessionFactory(capacity=SEATS), crowd(SEATS + 12)
    for user in people:
        register(session, user)
    # Everybody clicks twice.
    at_once(*[lambda user=user: leave(session, user) for user in people[:4]] * 2)
    assert statuses(session) == {"registered": SEATS, "waitlisted": 8, "cancelled": 4}
    seated = session.registrations.filter(status="registered").order_by("place").values_list("user", flat=True)
    assert list(seated) == [user.pk for user in people[4 : SEATS + 4]]


def test_leaving_coming_and_raising_the_capacity_at_once_neither_loses_a_seat_nor_makes_one():
    session, people = SessionFactory(capacity=SEATS), crowd(SEATS + 6)
    for user in people:
        register(session, user)

    def raise_capacity():
        Session.objects.filter(pk=session.pk).update(capacity=SEATS + 2)
        promote(session)

    newcomers = [lambda user=user: register(session, user) for user in crowd(6)]
    leavers = [lambda user=user: leave(session, user) for user in people[:3]]
    at_once(*newcomers, *leavers, raise_capacity)
    assert statuses(session) == {"registered": SEATS + 2, "waitlisted": 7, "cancelled": 3}
    live = session.registrations.exclude(status="cancelled").order_by("place").values_list("status", flat=True)
    assert list(live) == ["registered"] * (SEATS + 2) + ["waitlisted"] * 7
