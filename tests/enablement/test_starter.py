"""The starter's year: around today, honest about what is missing, and loaded once."""

import tomllib
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from enablement.models import Question, Registration, Requirement, Resource, Session
from enablement.starter.people import FILE as QUESTIONS
from enablement.starter.people import load_people
from enablement.starter.year import FILE, load_year
from enablement.times import state_of
from personas.starter import starter_files
from personas.starter.colleagues import COLLEAGUES
from personas.wording import slug_for
from tests.enablement.factories import RegistrationFactory, ResourceFactory, SessionFactory
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("UTC"))
DAY = timedelta(days=1)


def test_a_year_around_today():
    for name in ("Product", "Sales", "Customer success", "Marketing", "UX"):
        TeamFactory(name=name)
    PersonaFactory(name="Tech Exec Tristan", role_label="")
    assert load_year(TODAY) == Session.objects.count() == 26
    states = [state_of(session, NOW) for session in Session.objects.all()]
    assert {state: states.count(state) for state in states} == {
        "planned": 2,
        "held": 14,
        "cancelled": 2,
        "scheduled": 8,
    }
    for session in Session.objects.all():
        session.full_clean()
    for resource in Resource.objects.all():
        resource.full_clean()
    assert {each.kind for each in Resource.objects.filter(url="")} == {"recording", "notes", "chat"}
    hours = {
        each.starts_at.astimezone(ZoneInfo(each.zone)).hour
        for each in Session.objects.filter(is_detached=False, series__isnull=False)
    }
    assert hours == {11}
    assert Requirement.objects.count() == 1
    assert Session.objects.filter(precision="exact", sort_on__week_day__in=(1, 7)).count() == 0
    assert load_year(TODAY) == 0


def test_everybody_whom_it_names_is_in_the_starter():
    lines = [line for file in starter_files() for line in file.read_text(encoding="utf-8").splitlines()]
    there = {slug_for(line.lstrip("# ")) for line in lines if line.startswith("## ")}
    teams = {line.removeprefix("### ") for line in lines if line.startswith("### ")}
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["sessions"]
    slugs = {slug for each in told for slug in each["personas"]}
    assert {slug for slug in slugs if not any(f"{each}-".startswith(f"{slug}-") for each in there)} == set()
    assert {name for each in told for name in each["teams"]} - teams == set()


def test_nothing_is_added_to_what_somebody_keeps():
    SessionFactory()
    assert (load_year(TODAY), Session.objects.count()) == (0, 1)


@pytest.mark.parametrize("today", [date(2027, 1, 31), date(2028, 2, 29), date(2026, 12, 31)])
def test_any_day_will_do(today):
    assert load_year(today) == 26


@pytest.fixture
def people():
    """Sales, with eight members."""
    sales = TeamFactory(name="Sales")
    sales.members.add(*UserFactory.create_batch(8))
    return sales


def seats(session):
    return [(each.status, each.attendance, each.watched_at is not None) for each in session.registrations.all()]


def test_who_missed_a_session_may_have_watched_it(people):
    session = SessionFactory(starts_at=NOW - 3 * DAY, minutes=60)
    session.teams.add(people)
    ResourceFactory(session=session, kind="recording", url="https://example.com/recording")
    assert load_people(NOW) == 8
    came, missed = ("registered", "attended", False), ("registered", "absent", False)
    assert seats(session) == [("registered", "absent", True), came, came, came, missed, came, came, came]
    assert load_people(NOW) == 0


def test_whoever_finds_no_seat_waits(people):
    session = SessionFactory(starts_at=NOW + 3 * DAY, capacity=6)
    planned = SessionFactory(status="planned", precision="words", when_words="In spring", starts_at=None)
    assert load_people(NOW) == 8
    assert [seats(session)[:6], seats(session)[6:], seats(planned)] == [
        [("registered", "", False)] * 6,
        [("waitlisted", "", False)] * 2,
        [],
    ]


def test_questions_are_asked_voted_for_and_answered():
    TeamFactory().members.add(*(UserFactory(username=name) for name in ("amara.nwosu", "nadia.rothe", "leila.haddad")))
    PersonaFactory(name="Tech Exec Tristan", role_label="")
    load_people(NOW)
    question = Question.objects.get()
    question.full_clean()
    assert (question.asked_by.username, question.status, question.answered_by.username, question.votes.count()) == (
        "amara.nwosu",
        "answered",
        "nadia.rothe",
        1,
    )
    assert (question.asked_at, question.answered_at) == (NOW - 64 * DAY, NOW - 61 * DAY)


def test_colleagues_of_the_questions_are_in_the_starter():
    told = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["questions"]
    named = {name for each in told for name in (each["by"], *each["votes"], each.get("answered", each["by"]))}
    there = {".".join(name.lower().split()) for names in COLLEAGUES.values() for name in names}
    assert named - there == set()


def test_nobody_is_added_to_people_that_somebody_keeps(people):
    RegistrationFactory()
    assert (load_people(NOW), Registration.objects.count()) == (0, 1)
