"""What of journeys goes to a successor."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType

from journeys.models import Asset, ContentTask, Touchpoint
from personas.models import Persona
from personas.retirement import plan_retirement, retire, uses_of_persona
from tests.journeys.factories import (
    AssetFactory,
    ContentTaskFactory,
    StageFactory,
    TouchpointFactory,
    TouchpointFormatFactory,
)
from tests.personas.factories import AdministratorFactory, ContentFormatFactory, PersonaFactory, TeamFactory

pytestmark = pytest.mark.django_db


def test_touchpoints_assets_and_open_tasks_go_and_what_the_successor_has_becomes_one_or_stays():
    old, new = PersonaFactory(status="published"), PersonaFactory(status="published")
    both, alone = StageFactory(), StageFactory()
    for persona, stage in ((old, both), (new, both), (old, alone)):
        TouchpointFactory(persona=persona, stage=stage)
    shared, own = AssetFactory(), AssetFactory()
    shared.personas.set([old, new])
    own.personas.set([old])
    kind = ContentFormatFactory()
    for persona, stage, status in (
        (old, both, "open"),
        (new, both, "open"),
        (old, alone, "open"),
        (old, alone, "done"),
    ):
        ContentTaskFactory(persona=persona, stage=stage, content_format=kind, status=status)
    by = AdministratorFactory()
    plan = plan_retirement(old, [new], by=by)
    goes_to = {(group.use.name, line.row.pk): new.pk for group in plan.groups for line in group.lines}
    retire(old, by=by, on=date(2026, 11, 20), reason="x", successors=[new], goes_to=goes_to)
    assert set(Touchpoint.objects.values_list("persona", "stage")) == {
        (new.pk, both.pk),
        (new.pk, alone.pk),
    }
    assert [set(asset.personas.all()) for asset in (shared, own)] == [{new}, {new}]
    assert set(ContentTask.objects.values_list("persona", "stage", "status")) == {
        (old.pk, both.pk, "open"),
        (new.pk, both.pk, "open"),
        (new.pk, alone.pk, "open"),
        (old.pk, alone.pk, "done"),
    }


def test_two_touchpoints_in_one_stage_say_what_both_said():
    stage, sales = StageFactory(), TeamFactory()
    old, new = (PersonaFactory(status="published") for _ in range(2))
    both, own = ContentFormatFactory(), ContentFormatFactory()
    one = TouchpointFactory(
        persona=old, stage=stage, involvement=1, questions="Who pays?", key_message="Cheap.", team=sales
    )
    other = TouchpointFactory(persona=new, stage=stage, involvement=3, questions="Who runs it?", key_message="Cheap.")
    for touchpoint, content_format, rank in ((one, both, 1), (one, own, 2), (other, both, 4)):
        TouchpointFormatFactory(touchpoint=touchpoint, content_format=content_format, rank=rank)
    by = AdministratorFactory()
    (line,) = plan_retirement(old, [new], by=by).groups[0].lines
    assert line.note == f"Already with {new.heading}: the two become one."
    retire(old, by=by, on=None, reason="x", successors=[new], goes_to={("touchpoints", one.pk): new.pk})
    left = Touchpoint.objects.get()
    assert (left, left.persona, left.involvement, left.team) == (other, new, 1, sales)
    assert (left.questions, left.key_message) == ("Who runs it?\n\nWho pays?", "Cheap.")
    assert list(left.format_links.values_list("content_format", "rank")) == [(both.pk, 4), (own.pk, 5)]


def test_a_journey_for_another_type_is_not_for_the_successor():
    old, new = PersonaFactory(status="published"), PersonaFactory(status="published", type__name="User")
    TouchpointFactory(persona=old, stage__journey__type=old.type)
    (line,) = plan_retirement(old, [new], by=AdministratorFactory()).groups[0].lines
    assert (line.choices, line.note) == ([], "The journey is for personas of another type than the successor.")


def test_all_of_them_use_a_persona():
    persona = PersonaFactory()
    TouchpointFactory(persona=persona)
    AssetFactory().personas.set([persona])
    ContentTaskFactory(persona=persona)
    assert [(use.name, len(rows)) for use, rows in uses_of_persona(persona)] == [
        ("touchpoints", 1),
        ("assets", 1),
        ("tasks", 1),
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_hundreds_of_uses_cost_what_one_costs(count, django_assert_num_queries):
    old, new, by = PersonaFactory(status="published"), PersonaFactory(status="published"), AdministratorFactory()
    for asset in AssetFactory.create_batch(count):
        asset.personas.set([old])
    TouchpointFactory.create_batch(count, persona=old)
    ContentTaskFactory.create_batch(count, persona=old)
    with django_assert_num_queries(18):
        plan = plan_retirement(old, [new], by=by)
    goes_to = {(group.use.name, line.row.pk): new.pk for group in plan.groups for line in group.lines}
    ContentType.objects.get_for_models(Persona, Asset, Touchpoint, ContentTask)
    with django_assert_num_queries(71):
        retire(old, by=by, on=None, reason="x", successors=[new], goes_to=goes_to)
    assert new.touchpoints.count() == count
