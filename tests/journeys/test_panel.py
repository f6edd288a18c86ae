"""A persona's own journeys, on its page."""

import pytest

from journeys.panel import journeys_of
from tests.personas.factories import EditorFactory, PersonaFactory

from .factories import JourneyFactory, StageFactory, TouchpointFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    persona = PersonaFactory(name="Ada", slug="ada")
    journey = JourneyFactory(name="How they buy", order=2)
    first, second = (StageFactory(journey=journey, name=name) for name in ("Hunger", "Order"))
    TouchpointFactory(persona=persona, stage=second, involvement=1, key_message="It *rises*.")
    TouchpointFactory(persona=persona, stage=first)
    draft = StageFactory(name="Secret", journey=JourneyFactory(name="Draft", status="draft", order=1))
    TouchpointFactory(persona=persona, stage=draft)
    TouchpointFactory(stage=first)
    return persona


def test_the_panel_lists_journeys_and_stages_in_their_order(ada, reader, django_assert_num_queries):
    with django_assert_num_queries(3):  # two for the reader's rights
        _, context = journeys_of(ada, reader)
    [(journey, stages)] = context["journeys"]
    assert journey.name == "How they buy"
    assert [(row.stage.name, row.involvement, words) for row, words in stages] == [
        ("Hunger", 2, ""),
        ("Order", 1, "It rises."),
    ]


def test_it_is_on_the_page(ada, reader_client):
    text = reader_client.get("/personas/ada/").text
    assert '<a href="/journeys/how-they-buy/?p=ada">How they buy</a>' in text
    assert "Secret" not in text


def test_editors_see_drafts(ada):
    _, context = journeys_of(ada, EditorFactory())
    assert [journey.name for journey, _ in context["journeys"]] == ["Draft", "How they buy"]


def test_nothing_to_say(reader):
    assert journeys_of(PersonaFactory(), reader) is None
