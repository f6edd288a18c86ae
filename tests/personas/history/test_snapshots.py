"""What is kept of a persona, and that it can be read back whatever became of the catalogue."""

import json

import pytest

from personas.history.snapshots import FORMAT, Snapshot, read, snapshot_of, whole, written
from personas.models import Persona
from tests.personas.factories import PersonaFactory

from .states import full_persona, now

pytestmark = pytest.mark.django_db


def test_what_is_written_is_read_back():
    snapshot = now(full_persona())
    data = json.loads(json.dumps(written(snapshot)))
    assert data["format"] == FORMAT
    assert read(data) == snapshot


def test_everything_is_in_it_in_words():
    snapshot = now(full_persona())
    [goals] = snapshot.facets
    assert [row.trait.name for row in goals.statements] == ["Fewer tools", "More sleep"]
    assert (goals.facet.name, goals.note) == ("Goals", "First.\n\nSecond.")
    ties = [*snapshot.titles, *snapshot.roles, *snapshot.preferences]
    assert [(tie.of.name, tie.qualifier, tie.tier) for tie in ties] == [
        ("Head of Ink", "sometimes", 0),
        ("Initiator", "", 0),
        ("Podcast", "", 2),
    ]
    assert (snapshot.rules[0].includes, snapshot.reports_to.name.split()[0]) == ("ink", "Boss")


def test_what_is_unknown_is_passed_over_and_what_is_missing_is_empty():
    data = {"texts": {"name": "Ada"}, "facets": [{"facet": {"name": "Goals", "mood": 1}, "later": 2}], "later": True}
    snapshot = read(data)
    assert (snapshot.name, snapshot.facets[0].facet.name, snapshot.titles) == ("Ada", "Goals", [])
    assert read({}) == Snapshot()


@pytest.mark.parametrize("size", [1, 5])
def test_many_cost_what_one_costs(django_assert_num_queries, size):
    full_persona()
    PersonaFactory.create_batch(size)
    with django_assert_num_queries(9):
        [snapshot_of(persona) for persona in whole(Persona.objects.all())]
