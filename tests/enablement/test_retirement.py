"""What of enablement goes to a successor."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from enablement.models import Requirement, Series, Session
from personas.models import Persona
from personas.retirement import plan_retirement, retire
from tests.enablement.factories import (
    QuestionFactory,
    RequirementFactory,
    ResourceFactory,
    SeriesFactory,
    SessionFactory,
)
from tests.personas.factories import AdministratorFactory, EditorFactory, PersonaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return PersonaFactory(status="published")


@pytest.fixture
def new():
    return PersonaFactory(status="published")


def all_of(plan, to):
    return {(group.use.name, line.row.pk): to.pk for group in plan.groups for line in group.lines}


def test_sessions_to_come_series_and_requirements_go_and_the_past_stays(old, new):
    coming = SessionFactory(personas=[old])
    past = SessionFactory(personas=[old], starts_at=timezone.now() - timedelta(days=9))
    both = SessionFactory(personas=[old, new])
    series = SeriesFactory(personas=[old])
    RequirementFactory(personas=[old])
    resource = ResourceFactory()
    resource.personas.set([old])
    QuestionFactory(persona=old)
    by = AdministratorFactory()
    plan = plan_retirement(old, [new], by=by)
    assert [(group.use.name, group.is_movable) for group in plan.groups] == [
        ("sessions", True),
        ("series", True),
        ("requirements", True),
        ("resources", False),
        ("questions", False),
    ]
    retire(old, by=by, on=date(2026, 11, 20), reason="x", successors=[new], goes_to=all_of(plan, new))
    taught = [set(each.personas.all()) for each in (coming, past, both, series, Requirement.objects.get(), resource)]
    assert taught == [{new}, {old}, {new}, {new}, {new}, {old}]


def test_a_persona_editor_may_not_change_sessions(old, new):
    session = SessionFactory(personas=[old])
    by = EditorFactory()
    (group,) = plan_retirement(old, [new], by=by).groups
    assert (group.is_movable, bool(group.why_not)) == (False, True)
    retire(old, by=by, on=None, reason="x", successors=[new], goes_to={("sessions", session.pk): new.pk})
    assert list(session.personas.all()) == [old]


@pytest.mark.parametrize("count", [1, 30])
def test_hundreds_of_uses_cost_what_one_costs(old, new, count, django_assert_num_queries):
    for factory in (SessionFactory, SeriesFactory, RequirementFactory):
        factory.create_batch(count, personas=[old])
    for resource in ResourceFactory.create_batch(count):
        resource.personas.set([old])
    QuestionFactory.create_batch(count, persona=old)
    by = AdministratorFactory()
    with django_assert_num_queries(17):
        plan = plan_retirement(old, [new], by=by)
    ContentType.objects.get_for_models(Persona, Session, Series, Requirement)
    with django_assert_num_queries(69):
        retire(old, by=by, on=None, reason="x", successors=[new], goes_to=all_of(plan, new))
    assert new.requirements.count() == count
