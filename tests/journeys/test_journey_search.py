"""Journeys and stages in the search."""

import pytest

from tests.personas.factories import EditorFactory

from .factories import JourneyFactory, StageAliasFactory, StageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey():
    journey = JourneyFactory(name="How bakers buy", slug="buy", description="From the first crumb on.")
    stage = StageFactory(journey=journey, name="Hunger", description="Somebody smells it.")
    StageAliasFactory(stage=stage, wording="Craving")
    return journey


def found(client, words, kind):
    response = client.get("/search/", {"q": words, "kind": kind})
    assert response.status_code == 200
    return response.text


@pytest.mark.parametrize(
    ("words", "kind"),
    [("bakers", "journeys"), ("crumb", "journeys"), ("hunger", "stages"), ("craving", "stages"), ("smells", "stages")],
)
def test_they_are_found_by_every_text(reader_client, journey, words, kind):
    assert 'href="/journeys/buy/"' in found(reader_client, words, kind)


@pytest.mark.parametrize(("words", "kind"), [("bakers", "journeys"), ("hunger", "stages")])
def test_drafts_are_for_editors(client, reader_client, journey, words, kind):
    journey.status = "draft"
    journey.save()
    assert 'href="/journeys/buy/"' not in found(reader_client, words, kind)
    client.force_login(EditorFactory())
    assert 'href="/journeys/buy/"' in found(client, words, kind)
