"""Which persona a title means, as a CRM asks it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.models import UnmatchedTitle
from tests.personas.factories import PersonaFactory, PersonaTitleFactory

pytestmark = pytest.mark.django_db

MATCH = "/api/v1/titles/match"


@pytest.fixture
def maud():
    persona = PersonaFactory(name="Mouse Maud", role_label="", slug="maud")
    PersonaTitleFactory(persona=persona, title__name="Head of Procurement")
    return persona


def test_a_known_title_names_its_persona_and_the_reason(program, maud):
    answer = program.get(MATCH, {"title": "head of procurement"}).json()
    best = answer["best"]
    assert best["persona"] == {
        "slug": "maud",
        "name": "Mouse Maud",
        "page": "http://testserver/personas/maud/",
        "api": "http://testserver/api/v1/personas/maud",
    }
    assert (best["kind"], best["score"], best["known_title"], bool(best["reason"])) == (
        "exact",
        100.0,
        "Head of Procurement",
        True,
    )
    assert (answer["title"], answer["matched"], answer["note"]) == ("head of procurement", True, "")
    assert (answer["runner_up"], answer["candidates"]) == (None, [best])


def test_several_personas_are_ranked(program, maud):
    PersonaTitleFactory(persona__name="Second", title=maud.persona_titles.get().title, rank=2)
    answer = program.get(MATCH, {"title": "Head of Procurement"}).json()
    assert [each["persona"]["slug"] for each in answer["candidates"]] == [
        answer["best"]["persona"]["slug"],
        answer["runner_up"]["persona"]["slug"],
    ]


@pytest.mark.parametrize("title", ["Cloud Alchemist", "   ", "🚀", "Генеральный директор", "' OR 1=1 --"])
def test_no_match_is_said_and_nothing_is_counted(program, maud, title):
    answer = program.get(MATCH, {"title": title}).json()
    assert answer == {
        "title": title,
        "matched": False,
        "best": None,
        "runner_up": None,
        "candidates": [],
        "note": "No persona matches this title.",
    }
    assert UnmatchedTitle.objects.count() == 0


def test_drafts_are_for_the_keys_of_editors(program, editors_program):
    PersonaTitleFactory(persona__status="draft", title__name="Head of Cheese")
    answers = [each.get(MATCH, {"title": "Head of Cheese"}).json()["matched"] for each in (program, editors_program)]
    assert answers == [False, True]


def test_the_address_without_a_version_answers_too(program, client, maud):
    short = program.get("/api/titles/match", {"title": "Head of Procurement"})
    assert short.json() == program.get(MATCH, {"title": "Head of Procurement"}).json()
    assert client.get("/api/titles/match", {"title": "CFO"}).status_code == 401


def test_the_cost_does_not_grow(program, maud):
    spent = []
    for count in (1, 30):
        PersonaTitleFactory.create_batch(count)
        program.get(MATCH, {"title": "CFO"})
        with CaptureQueriesContext(connection) as captured:
            program.get(MATCH, {"title": "Head of Procurement"})
        spent.append(len(captured))
    assert spent[0] == spent[1]
