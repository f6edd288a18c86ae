"""What a list would change, and changing it."""

import pytest

from enablement.attendance_lists.plan import PlanChanged, apply_plan, plan_list
from enablement.attendance_lists.seen import Seen
from enablement.models import Registration
from enablement.services.attendance import record
from tests.enablement.factories import RegistrationFactory, SessionFactory
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db
Source = Registration.Source


def kinds(plan):
    return [(line.kind, str(line.seen)) for line in plan.lines]


def attended(session):
    rows = session.registrations.filter(attendance="attended").values_list("user__username", "attendance_source")
    return dict(rows)


@pytest.fixture
def session():
    return SessionFactory()


@pytest.fixture
def dana():
    return UserFactory(username="dana", first_name="Dana", last_name="Diaz", email="dana@example.com")


def test_people_are_known_by_address_user_name_and_full_name(session, dana):
    for person in (Seen("", "DANA@example.com"), Seen("dana"), Seen("diaz, dana"), Seen("DANA DIAZ")):
        [line] = plan_list(session, [person], source=Source.IMPORT).lines
        assert (line.kind, line.account.pk, line.note) == ("comes", dana.pk, "wasn't registered")


def test_somebody_who_stands_there_twice_is_one(session, dana):
    plan = plan_list(session, [Seen("dana"), Seen("Dana Diaz")], source=Source.IMPORT)
    assert kinds(plan) == [("comes", "dana")]


def test_two_of_one_name_and_a_name_with_a_foreign_address_are_for_people_to_tell(session, dana):
    other = UserFactory(username="dd", first_name="Dana", last_name="Diaz", email="dd@example.com")
    plan = plan_list(session, [Seen("Dana Diaz"), Seen("Dana Diaz", "d@home.example")], source=Source.IMPORT)
    assert [(line.kind, {each.pk for each in line.candidates}) for line in plan.lines] == [
        ("unsure", {dana.pk, other.pk})
    ] * 2
    apply_plan(plan, {0: str(other.pk), 1: "guest"}, by=dana, agreed=plan.fingerprint)
    assert attended(session) == {"dd": "import"}
    assert [str(guest) for guest in session.guests.all()] == ["Dana Diaz"]


def test_nobody_can_be_chosen_who_was_not_offered(session, dana):
    UserFactory(username="dd", first_name="Dana", last_name="Diaz")
    stranger = UserFactory()
    plan = plan_list(session, [Seen("Dana Diaz")], source=Source.IMPORT)
    apply_plan(plan, {0: str(stranger.pk)}, by=dana, agreed=plan.fingerprint)
    assert (attended(session), session.guests.count()) == ({}, 0)


def test_too_short_a_stay_does_not_count_and_is_not_absent_either(session, dana):
    ed = UserFactory(username="ed")
    for user in (dana, ed):
        RegistrationFactory(session=session, user=user)
    people = [Seen("Dana Diaz", "dana@example.com", 4)]
    plan = plan_list(session, people, source=Source.IMPORT, least=5, others_absent=True)
    assert (kinds(plan), [each.pk for each in plan.missing]) == ([("short", "Dana Diaz (dana@example.com)")], [ed.pk])
    done = apply_plan(plan, {}, by=dana, agreed=plan.fingerprint)
    assert done == {"attended": 0, "guests": 0, "absent": 1}


def test_what_was_marked_by_hand_stays(session, dana):
    record(session, {dana.pk: "absent"}, source=Source.MANUAL, by=dana)
    plan = plan_list(session, [Seen("dana")], source=Source.IMPORT)
    assert kinds(plan) == [("kept", "dana")]
    assert not plan.changes_something


def test_applying_twice_changes_nothing(session, dana):
    people = [Seen("dana"), Seen("Visitor", "v@example.com")]
    plan = plan_list(session, people, source=Source.IMPORT)
    apply_plan(plan, {}, by=dana, agreed=plan.fingerprint)
    again = plan_list(session, people, source=Source.IMPORT)
    assert [line.kind for line in again.lines] == ["stays", "known guest"]
    assert apply_plan(again, {}, by=dana, agreed=again.fingerprint) == {"attended": 0, "guests": 0, "absent": 0}


def test_a_plan_that_is_another_by_now_is_refused_whole(session, dana):
    people = [Seen("dana"), Seen("Visitor", "v@example.com")]
    shown = plan_list(session, people, source=Source.IMPORT)
    UserFactory(username="v", email="v@example.com")
    now = plan_list(session, people, source=Source.IMPORT)
    with pytest.raises(PlanChanged):
        apply_plan(now, {}, by=dana, agreed=shown.fingerprint)
    assert (session.registrations.count(), session.guests.count()) == (0, 0)


@pytest.mark.parametrize("size", [1, 30])
def test_a_plan_and_its_doing_take_as_many_queries_for_many(session, dana, size, django_assert_num_queries):
    users = [UserFactory() for _ in range(size)]
    people = [Seen("", user.email) for user in users] + [Seen(f"Guest {n}") for n in range(size)]
    with django_assert_num_queries(3):
        plan = plan_list(session, people, source=Source.IMPORT)
    with django_assert_num_queries(16):
        apply_plan(plan, {}, by=dana, agreed=plan.fingerprint)
