"""The starter's year: around today, honest about what is missing, and loaded once."""

import tomllib
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from enablement.models import Requirement, Resource, Session
from enablement.starter.year import FILE, load_year
from enablement.times import state_of
from personas.starter import starter_files
from personas.wording import slug_for
from tests.enablement.factories import SessionFactory
from tests.personas.factories import PersonaFactory, TeamFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


def test_a_year_around_today():
    for name in ("Product", "Sales", "Customer success", "Marketing", "UX"):
        TeamFactory(name=name)
    PersonaFactory(name="Tech Exec Tristan", role_label="")
    assert load_year(TODAY) == Session.objects.count() == 26
    now = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("UTC"))
    states = [state_of(session, now) for session in Session.objects.all()]
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
