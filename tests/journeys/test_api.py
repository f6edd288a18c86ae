"""Journeys for other programs."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from personas.api.keys import create_token
from tests.journeys.factories import JourneyFactory, StageFactory, TouchpointFactory
from tests.personas.factories import (
    ContentFormatFactory,
    EditorFactory,
    PersonaFactory,
    PersonaTypeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


@pytest.fixture(autouse=True)
def forgetful():
    cache.clear()
    yield
    cache.clear()


def program_of(user):
    _, key = create_token(name="CRM", owner=user)
    return Client(headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def program():
    return program_of(UserFactory())


def told(client, address, **query):
    response = client.get(f"/api/v1/{address}", query)
    assert response.status_code == 200, response.content
    return response.json()


def test_a_journey_is_told_with_its_stages(program):
    journey = JourneyFactory(name="How mice decide", slug="mice", type=PersonaTypeFactory(name="User"))
    second = StageFactory(journey=journey, name="Decision", order=2)
    first = StageFactory(journey=journey, name="Awareness", order=1, description="They smell it.")
    maud = PersonaFactory(name="Maud", role_label="", slug="maud")
    webinar, letter = ContentFormatFactory(name="Webinar"), ContentFormatFactory(name="Letter")
    TouchpointFactory(
        persona=maud, stage=first, involvement=1, key_message="It is ripe.", content_formats=[webinar, letter]
    )
    TouchpointFactory(persona=PersonaFactory(status="draft"), stage=second)
    TouchpointFactory(persona=PersonaFactory(status="deprecated"), stage=second)
    summary = {
        "slug": "mice",
        "name": "How mice decide",
        "kind": "buying",
        "status": "published",
        "persona_type": {"slug": "user", "name": "User"},
        "description": "",
        "page": f"{HOST}/journeys/mice/",
        "api": f"{HOST}/api/v1/journeys/mice",
    }
    touchpoint = {
        "persona": {"slug": "maud", "name": "Maud", "api": f"{HOST}/api/v1/personas/maud"},
        "involvement": "leads",
        "questions": "",
        "key_message": "It is ripe.",
        "content_types": [{"slug": "webinar", "name": "Webinar"}, {"slug": "letter", "name": "Letter"}],
        "team": "",
    }
    assert told(program, "journeys") == {"count": 1, "next": None, "items": [summary]}
    assert told(program, "journeys/mice") == summary | {
        "stages": [
            {"name": "Awareness", "description": "They smell it.", "touchpoints": [touchpoint]},
            {"name": "Decision", "description": "", "touchpoints": []},
        ]
    }


def test_drafts_are_for_the_keys_of_editors(program):
    JourneyFactory(slug="draft", status="draft")
    editors_program = program_of(EditorFactory())
    assert [told(each, "journeys")["count"] for each in (program, editors_program)] == [0, 1]
    assert [each.get("/api/v1/journeys/draft").status_code for each in (program, editors_program)] == [404, 200]


def test_journeys_are_narrowed_by_kind(program):
    JourneyFactory(slug="a")
    JourneyFactory(slug="b", kind="product")
    assert [each["slug"] for each in told(program, "journeys", kind="product")["items"]] == ["b"]


def fill(count):
    journey = JourneyFactory(slug=f"j-{count}")
    for _ in range(count):
        TouchpointFactory(stage=StageFactory(journey=journey), content_formats=[ContentFormatFactory()])
    return journey.slug


@pytest.mark.parametrize(("resource", "queries"), [("journeys", 5), ("journeys/{}", 7)])
def test_the_cost_does_not_grow(program, resource, queries):
    told(program, "journeys")  # the day of use is kept
    spent = []
    for count in (1, 12):
        address = resource.format(fill(count))
        with CaptureQueriesContext(connection) as captured:
            told(program, address)
        spent.append(len(captured))
    assert spent == [queries, queries]
