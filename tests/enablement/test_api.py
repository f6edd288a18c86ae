"""Sessions for other programs."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from personas.api.keys import create_token
from tests.enablement.factories import (
    RegistrationFactory,
    ResourceFactory,
    SeriesFactory,
    SessionFactory,
    SessionPersonaFactory,
)
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
PAST = {"starts_at": datetime(2024, 3, 5, 15, tzinfo=UTC)}


@pytest.fixture(autouse=True)
def forgetful():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def program():
    _, key = create_token(name="CRM", owner=UserFactory())
    return Client(headers={"Authorization": f"Bearer {key}"})


def told(client, address, **query):
    response = client.get(f"/api/v1/{address}", query)
    assert response.status_code == 200, response.content
    return response.json()


def titles(client, **query):
    return [each["title"] for each in told(client, "sessions", **query)["items"]]


def test_a_session_is_told_whole_without_the_link_to_the_meeting(program):
    session = SessionFactory(
        title="Who signs",
        starts_at=datetime(2199, 11, 19, 16, tzinfo=UTC),
        zone="America/New_York",
        series=SeriesFactory(title="Office hours", slug="hours"),
        host=UserFactory(first_name="Dana", last_name="Diaz"),
        teams=[TeamFactory(name="Sales", slug="sales")],
        capacity=1,
        join_url="https://meet.example.com/secret",
        description="About *contracts*.",
        place="Room 4",
    )
    maud = PersonaFactory(name="Maud", role_label="", slug="maud")
    SessionPersonaFactory(session=session, persona=maud, edition=3)
    SessionPersonaFactory(session=session, persona=PersonaFactory(status="draft"))
    ResourceFactory(session=session, kind="notes", title="Notes", url="https://example.com/notes")
    for status in ("registered", "waitlisted", "cancelled"):
        RegistrationFactory(session=session, status=status)
    summary = {
        "uuid": str(session.uuid),
        "title": "Who signs",
        "state": "scheduled",
        "precision": "exact",
        "starts_at": "2199-11-19T16:00:00Z",
        "day": None,
        "when": "Tue 19 Nov 2199, 11:00 New York (16:00 UTC)",
        "minutes": 60,
        "zone": "America/New_York",
        "host": "Dana Diaz",
        "teams": [{"slug": "sales", "name": "Sales"}],
        "taught": [{"persona": {"slug": "maud", "name": "Maud", "api": f"{HOST}/api/v1/personas/maud"}, "edition": 3}],
        "series": {"slug": "hours", "name": "Office hours"},
        "capacity": 1,
        "registered": 1,
        "waiting": 1,
        "page": f"{HOST}/enablement/sessions/{session.uuid}/",
        "api": f"{HOST}/api/v1/sessions/{session.uuid}",
    }
    notes = {
        "kind": "notes",
        "title": "Notes",
        "url": "https://example.com/notes",
        "made_on": None,
        "is_deprecated": False,
    }
    assert told(program, "sessions") == {"count": 1, "next": None, "items": [summary]}
    assert told(program, f"sessions/{session.uuid}") == summary | {
        "description": "About *contracts*.",
        "place": "Room 4",
        "cancel_reason": "",
        "materials": [notes],
    }


def test_sessions_are_narrowed_down(program):
    maud, sales = PersonaFactory(slug="maud"), TeamFactory(slug="sales")
    SessionFactory(title="Coming", personas=[maud], teams=[sales], series=SeriesFactory(slug="hours"))
    SessionFactory(title="Over", teams=[TeamFactory()], **PAST)
    assert titles(program) == ["Over", "Coming"]
    assert titles(program, when="past") == ["Over"]
    for query in ({"when": "upcoming"}, {"persona": "maud"}, {"team": "sales"}, {"series": "hours"}):
        assert titles(program, **query) == ["Coming"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"persona": "hank"}, "There is no persona “hank”."),
        ({"team": "x"}, "There is no team “x”."),
        ({"series": "x"}, "There is no series “x”."),
    ],
)
def test_what_nothing_has_is_refused(program, query, sentence):
    PersonaFactory(slug="hank", status="draft")
    response = program.get("/api/v1/sessions", query)
    assert (response.status_code, response.json()) == (422, {"detail": sentence})


def test_none_there(program, client):
    address = "/api/v1/sessions/00000000-0000-4000-8000-000000000000"
    assert program.get(address).json() == {"detail": "There is no such session."}
    assert client.get(address).status_code == 401


def test_series(program):
    SeriesFactory(title="Office hours", slug="hours", description="Bring *crumbs*.", teams=[TeamFactory(name="Sales")])
    [told_of] = told(program, "series")["items"]
    assert told_of == {
        "slug": "hours",
        "name": "Office hours",
        "description": "Bring *crumbs*.",
        "rule": "",
        "zone": "UTC",
        "teams": [{"slug": "sales", "name": "Sales"}],
        "page": f"{HOST}/enablement/hours/",
    }


def test_how_many_queries_do_not_depend_on_how_many_sessions_there_are(program, django_assert_num_queries):
    told(program, "sessions")
    for _ in range(2):
        for _ in range(4):
            session = SessionFactory(
                personas=[PersonaFactory()], teams=[TeamFactory()], host=UserFactory(), series=SeriesFactory()
            )
            RegistrationFactory(session=session)
        with django_assert_num_queries(9):
            told(program, "sessions")
