"""What is kept of journeys in the history of a persona."""

import pytest

from journeys.marking import mark
from journeys.models import Touchpoint
from personas.history.editions import compared
from personas.history.restoring import restore
from personas.history.versions import snapshot_in, versions_of
from tests.journeys.factories import JourneyFactory, StageFactory, TouchpointFactory
from tests.personas.factories import ContentFormatFactory, EditorFactory, UserFactory
from tests.personas.history.states import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def touchpoint():
    stage = StageFactory(name="Evaluate", journey=JourneyFactory(name="Buying", status="published", type=None))
    touchpoint = TouchpointFactory(stage=stage, involvement=1, questions="Who else?", key_message="It pays.")
    touchpoint.format_links.create(content_format=ContentFormatFactory(name="Case study"))
    return touchpoint


def rows(found):
    return [(each.name, row.label, str(row.old), str(row.new)) for each in found for row in each.rows]


def test_a_cell_marked_in_the_grid_is_a_revision_of_its_persona(touchpoint):
    persona, stage = touchpoint.persona, touchpoint.stage
    mark(persona=persona, stage=stage, to=2, was=1, by=EditorFactory())
    version = versions_of(persona.pk).get()
    assert snapshot_in(version) == now(persona)
    assert version.revision.comment == f"Buying: {persona.heading}, Evaluate: takes part."


def test_what_changed_in_a_stage_is_told_within_the_line(touchpoint):
    persona = touchpoint.persona
    before = now(persona)
    Touchpoint.objects.update(involvement=2)
    [row] = rows(compared(before, now(persona), UserFactory()))
    assert row[:2] == ("Journey: Buying", "Reworded")
    assert row[3] == "Evaluate: <ins>Takes part</ins>\n\nWho else?\n\nIt pays.\n\nCase study"


def test_drafts_of_journeys_are_for_editors(touchpoint):
    persona = touchpoint.persona
    before = now(persona)
    touchpoint.stage.journey.status = "draft"
    touchpoint.stage.journey.save()
    Touchpoint.objects.update(involvement=2)
    assert compared(before, now(persona), UserFactory()) == []
    assert len(compared(before, now(persona), EditorFactory())) == 1


def test_restored_with_all_that_it_said_as_far_as_its_stage_is_there(touchpoint):
    persona = touchpoint.persona
    before = now(persona)
    Touchpoint.objects.all().delete()
    restore(persona, before, by=EditorFactory(), message="Restored.")
    assert now(persona).more == before.more
    touchpoint.stage.delete()
    restore(persona, before, by=EditorFactory(), message="Restored.")
    assert now(persona).more == {"touchpoints": []}
