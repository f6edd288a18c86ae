"""Marking who came: hand before check-in before import, walk-ins, guests, watching."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.utils import timezone

from enablement.models import Registration
from enablement.services.attendance import NoRecording, adopt_guests, record, unwatch, watch
from enablement.services.check_in import (
    MOST_WRONG,
    OTHERWISE,
    TOO_MANY,
    WRONG,
    NotCheckedIn,
    check_in,
    new_code,
)
from tests.enablement.factories import (
    GuestAttendanceFactory,
    RegistrationFactory,
    ResourceFactory,
    SessionFactory,
)
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db
MANUAL, CHECK_IN, IMPORT = (Registration.Source[name] for name in ("MANUAL", "CHECK_IN", "IMPORT"))
SAID = {MANUAL: "absent", CHECK_IN: "attended", IMPORT: "attended"}


@pytest.fixture(autouse=True)
def nothing_guessed():
    """Wrong codes are counted in the cache, where no test's end forgets them."""
    cache.clear()


def state(registration):
    registration.refresh_from_db()
    return registration.attendance, registration.attendance_source


def history(row):
    return list(
        LogEntry.objects.filter(object_id=row.pk).order_by("pk").values_list("user__username", "change_message")
    )


@pytest.mark.parametrize("order", list(permutations(SAID)))
def test_the_strongest_word_stands_whatever_came_first(order):
    registration = RegistrationFactory()
    for source in order:
        record(registration.session, {registration.user_id: SAID[source]}, source=source, by=registration.user)
    assert state(registration) == ("absent", MANUAL)


def test_a_check_in_stands_before_a_list():
    registration = RegistrationFactory()
    for source, mark in ((CHECK_IN, "attended"), (IMPORT, "absent")):
        record(registration.session, {registration.user_id: mark}, source=source, by=registration.user)
    assert state(registration) == ("attended", CHECK_IN)


def test_a_mark_taken_back_leaves_room_for_others_again():
    registration = RegistrationFactory()
    for source, mark in ((MANUAL, "absent"), (MANUAL, ""), (IMPORT, "attended")):
        record(registration.session, {registration.user_id: mark}, source=source, by=registration.user)
    assert state(registration) == ("attended", IMPORT)


def test_the_history_says_who_changed_what():
    registration, manager = RegistrationFactory(), UserFactory(username="mia")
    for mark in ("attended", "attended", "absent"):
        record(registration.session, {registration.user_id: mark}, source=MANUAL, by=manager)
    assert history(registration) == [
        ("mia", "Attendance: attended (marked by hand)."),
        ("mia", "Attendance: did not come (marked by hand), was: attended (marked by hand)."),
    ]


def test_whoever_came_without_a_seat_gets_one_that_is_left_or_waits_while_others_may_take_it():
    session = SessionFactory(capacity=1)
    first, second = UserFactory(), UserFactory()
    record(session, {first.pk: "attended", second.pk: "attended"}, source=MANUAL, by=first)
    assert list(session.registrations.values_list("user", "status", "place")) == [
        (first.pk, "registered", 1),
        (second.pk, "waitlisted", 2),
    ]


def test_once_it_is_over_everybody_who_came_had_a_seat():
    session = SessionFactory(capacity=1, starts_at=timezone.now() - timedelta(days=3))
    RegistrationFactory(session=session)
    left = RegistrationFactory(session=session, status="cancelled").user
    record(session, {left.pk: "attended"}, source=IMPORT, by=left)
    assert session.registrations.get(user=left).status == "registered"


class TestGuests:
    def test_a_guest_becomes_the_account_with_the_address(self):
        guest = GuestAttendanceFactory(email="Vera@Example.com")
        other = GuestAttendanceFactory(session=guest.session)
        vera = UserFactory(email="vera@example.com")
        assert adopt_guests(session=guest.session, by=vera) == 1
        assert list(guest.session.guests.all()) == [other]
        registration = guest.session.registrations.get()
        assert (registration.user, *state(registration)) == (vera, "attended", IMPORT)

    def test_it_happens_at_the_first_sign_in(self, client):
        guest = GuestAttendanceFactory(email="vera@example.com")
        client.force_login(UserFactory(email="vera@example.com"))
        assert guest.session.registrations.get().attendance == "attended"

    def test_an_address_of_two_accounts_is_nobody_s(self):
        guest = GuestAttendanceFactory(email="vera@example.com")
        users = [UserFactory(email="vera@example.com") for _ in range(2)]
        assert adopt_guests(session=guest.session, by=users[0]) == 0

    def test_a_mark_by_hand_stays(self):
        guest = GuestAttendanceFactory(email="vera@example.com")
        vera = UserFactory(email="vera@example.com")
        record(guest.session, {vera.pk: "absent"}, source=MANUAL, by=vera)
        adopt_guests(by=vera)
        assert state(guest.session.registrations.get()) == ("absent", MANUAL)


class TestCheckIn:
    @pytest.mark.parametrize(
        ("minutes", "is_open"), [(-16, False), (-14, True), (0, True), (60, True), (89, True), (91, False)]
    )
    def test_from_a_quarter_before_to_half_an_hour_after(self, minutes, is_open):
        session, user = SessionFactory(), UserFactory()
        code = new_code(session, by=user)
        at = session.starts_at + timedelta(minutes=minutes)
        if is_open:
            assert check_in(f" {code[:3].lower()}-{code[3:]} ", by=user, at=at) == session
            assert state(session.registrations.get()) == ("attended", CHECK_IN)
        else:
            with pytest.raises(NotCheckedIn, match=WRONG[:20]):
                check_in(code, by=user, at=at)

    def test_a_new_code_makes_the_old_one_useless(self):
        session, user = SessionFactory(starts_at=timezone.now()), UserFactory()
        old, new = new_code(session, by=user), new_code(session, by=user)
        with pytest.raises(NotCheckedIn):
            check_in(old, by=user)
        assert check_in(new, by=user) == session

    def test_a_cancelled_session_takes_nobody(self):
        session, user = SessionFactory(starts_at=timezone.now(), status="cancelled"), UserFactory()
        code = new_code(session, by=user)
        with pytest.raises(NotCheckedIn):
            check_in(code, by=user)

    def test_guessing_ends_after_some_wrong_codes_even_with_the_right_one(self):
        session, user, other = SessionFactory(starts_at=timezone.now()), UserFactory(), UserFactory()
        code = new_code(session, by=user)
        for _ in range(MOST_WRONG):
            with pytest.raises(NotCheckedIn, match=WRONG[:20]):
                check_in("AAAAAA", by=user)
        with pytest.raises(NotCheckedIn, match=TOO_MANY[:20]):
            check_in(code, by=user)
        assert check_in(code, by=other) == session

    def test_empty_codes_match_no_session_without_one(self):
        SessionFactory(starts_at=timezone.now())
        with pytest.raises(NotCheckedIn):
            check_in("", by=UserFactory())

    def test_it_does_not_undo_what_the_host_marked(self):
        session, user = SessionFactory(starts_at=timezone.now()), UserFactory()
        record(session, {user.pk: "absent"}, source=MANUAL, by=user)
        with pytest.raises(NotCheckedIn, match=OTHERWISE[:20]):
            check_in(new_code(session, by=user), by=user)
        assert state(session.registrations.get()) == ("absent", MANUAL)


class TestWatching:
    def test_it_is_counted_apart_and_takes_no_seat(self):
        session = ResourceFactory().session
        user = UserFactory()
        first = watch(session, by=user, at=timezone.now() - timedelta(days=1))
        assert watch(session, by=user).watched_at == first.watched_at
        assert (first.status, *state(first)) == ("cancelled", "", "")
        unwatch(session, by=user)
        assert session.registrations.get().watched_at is None

    def test_a_seat_stays(self):
        registration = RegistrationFactory(session=ResourceFactory().session)
        assert watch(registration.session, by=registration.user).status == "registered"

    def test_without_a_recording_there_is_nothing_to_watch(self):
        session = ResourceFactory(url="").session
        with pytest.raises(NoRecording):
            watch(session, by=UserFactory())
