"""What editions mean to sessions and recordings."""

from datetime import UTC, datetime, timedelta

import pytest

from enablement.editions import last_material_editions, latest_edition, note_editions_taught
from enablement.mail.due import make_due
from enablement.material import Change, material_changes
from personas.models import Edition
from tests.enablement.factories import SessionFactory
from tests.personas.factories import PersonaFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 5, 11, tzinfo=UTC)
LATER = START + timedelta(days=30)


def edition(persona, number, at, *, is_material=False):
    values = {"persona": persona, "persona_key": persona.pk, "number": number, "note": "News.", "snapshot": {}}
    return Edition.objects.create(**values, published_at=at, is_material=is_material)


def test_the_last_material_edition_is_what_makes_training_stale():
    ada, bob = PersonaFactory(), PersonaFactory()
    for number, is_material in ((1, True), (2, True), (3, False)):
        edition(ada, number, START + timedelta(days=number), is_material=is_material)
    edition(bob, 1, START)
    assert material_changes([ada.pk, bob.pk]) == {ada.pk: Change(datetime(2026, 3, 7).date(), 2)}


@pytest.mark.parametrize("size", [1, 10])
def test_it_is_one_query(size, django_assert_num_queries):
    personas = PersonaFactory.create_batch(size)
    for persona in personas:
        edition(persona, 1, START, is_material=True)
    with django_assert_num_queries(1):
        assert len(last_material_editions([persona.pk for persona in personas])) == size


def taught(session):
    return list(session.persona_links.order_by("pk").values_list("edition", flat=True))


def test_a_session_that_is_over_notes_the_edition_of_its_day():
    ada, bob = PersonaFactory(), PersonaFactory()
    for number, day in ((1, -9), (2, -1), (3, 1)):
        edition(ada, number, START + timedelta(days=day))
    session = SessionFactory(starts_at=START, personas=[ada, bob])
    note_editions_taught(START)
    assert taught(session) == [None, None]
    make_due(LATER)
    assert taught(session) == [2, None]


def test_what_somebody_said_is_kept_and_what_was_cancelled_taught_nobody():
    ada = PersonaFactory()
    edition(ada, 1, START - timedelta(days=1))
    statuses = ("held", "cancelled")
    said, cancelled = (SessionFactory(starts_at=START, personas=[ada], status=each) for each in statuses)
    said.persona_links.update(edition=7)
    note_editions_taught(LATER)
    assert [taught(said), taught(cancelled)] == [[7], [None]]


def test_the_edition_in_which_a_question_is_answered_is_suggested():
    ada = PersonaFactory()
    assert (latest_edition(ada), latest_edition(None)) == (None, None)
    for number in (1, 2):
        edition(ada, number, START)
    assert latest_edition(ada) == 2
