"""Keys, limits, and how mistakes are answered."""

from datetime import date

import pytest
from django.db import DatabaseError
from django.test import Client

from personas.api import access, keys
from personas.api.keys import create_token, digest_of, new_key, token_of
from personas.models import ApiToken
from tests.personas.factories import PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db

PERSONAS = "/api/v1/personas"
ADDRESSES = ["personas", "personas/x", "persona-types", "content-types", "content-types/x", "journeys", "journeys/x"]


def asking(value):
    return Client(headers={"Authorization": value}).get(PERSONAS)


def test_a_key_is_long_and_only_its_digest_is_kept():
    token, key = create_token(name="CRM", owner=UserFactory())
    assert (len(key) - len("dramatis_"), token.digest) == (43, digest_of(key))
    assert key not in str(ApiToken.objects.values().get())
    assert new_key() != new_key()


@pytest.mark.parametrize("address", [*ADDRESSES, "titles/match?title=CFO", "openapi.json"])
def test_without_a_key_there_is_only_a_sentence(client, address):
    response = client.get(f"/api/v1/{address}")
    assert (response.status_code, list(response.json())) == (401, ["detail"])
    assert response["WWW-Authenticate"] == 'Bearer realm="Dramatis"'


@pytest.mark.parametrize("address", ["personas", "titles/match?title=CFO"])
def test_signing_in_is_no_key(reader_client, address):
    assert reader_client.get(f"/api/v1/{address}").status_code == 401


@pytest.mark.parametrize(
    "value",
    ["", "Bearer", "Bearer ", "Bearer x", "Basic {key}", "Bearer {key}x", "Bearer {digest}", "Bearer é\0", "{key}"],
)
def test_only_the_whole_key_opens(value):
    token, key = create_token(name="CRM", owner=UserFactory())
    assert asking(f"Bearer {key}").status_code == 200
    assert asking(value.format(key=key, digest=token.digest)).status_code == 401


def test_what_cannot_be_a_key_is_not_looked_up(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert token_of("x" * 5000) is None


def test_a_key_dies_with_the_account_for_good():
    token, key = create_token(name="CRM", owner=UserFactory())
    for is_active in (False, True):
        token.owner.is_active = is_active
        token.owner.save()
        assert asking(f"Bearer {key}").status_code == 401


def test_a_key_dies_with_the_token():
    token, key = create_token(name="CRM", owner=UserFactory())
    assert asking(f"Bearer {key}").status_code == 200
    token.delete()
    assert asking(f"Bearer {key}").status_code == 401


def test_the_day_of_use_is_kept_once_a_day(monkeypatch, django_assert_num_queries):
    _, key = create_token(name="CRM", owner=UserFactory())
    monkeypatch.setattr(keys.timezone, "localdate", lambda: date(2026, 11, 21))
    with django_assert_num_queries(2):
        keys.note_use(token_of(key))
    with django_assert_num_queries(1):
        keys.note_use(token_of(key))
    assert ApiToken.objects.get().last_used_on == date(2026, 11, 21)


def test_a_database_that_takes_no_writing_still_answers(program, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("django.db.models.query.QuerySet.update", refuse)
    assert program.get(PERSONAS).status_code == 200


def test_too_many_requests_are_told_when_to_come_again(program, editors_program, monkeypatch):
    monkeypatch.setattr(access, "requests_per_minute", lambda: 2)
    monkeypatch.setattr(access.time, "time", lambda: 1_000_000 * 60 + 18.5)
    assert [program.get(PERSONAS).status_code for _ in range(3)] == [200, 200, 429]
    response = program.get(PERSONAS)
    assert (response["Retry-After"], response.json()) == (
        "42",
        {"detail": "That was too often: try again in 42 seconds."},
    )
    assert editors_program.get(PERSONAS).status_code == 200
    monkeypatch.setattr(access.time, "time", lambda: 1_000_001 * 60)
    assert program.get(PERSONAS).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("personas?colour=red", 422, "doesn't know the parameter “colour”. It knows limit, offset, q,"),
        ("persona-types?limit=2", 422, "It takes none."),
        ("personas?type=buyer&type=user", 422, "“type” is there 2 times"),
        ("personas?q=%00", 422, "NUL"),
        ("personas?type=%00", 422, "NUL"),
        ("personas?type=nobody", 422, "There is no persona type “nobody”."),
        ("personas?role=nobody", 422, "There is no purchasing role “nobody”."),
        ("personas?content_type=nothing", 422, "There is no content type “nothing”."),
        ("personas?status=lost", 422, "“status”: input should be 'draft', 'published' or 'deprecated'."),
        ("personas?limit=0", 422, "“limit”: input should be greater than or equal to 1."),
        ("personas?limit=99999999999999999999", 422, "“limit”: input should be less than or equal to 200."),
        ("personas?offset=-1", 422, "“offset”"),
        ("personas?limit=ten", 422, "“limit”: input should be a valid integer"),
        ("personas?updated_since=0001-01-01", 422, "“updated_since”"),
        ("personas?updated_since=9999-12-31", 422, "“updated_since”"),
        ("personas?q=" + "x" * 201, 422, "“q”: string should have at most 200 characters."),
        ("titles/match", 422, "“title” is missing: add it to the address."),
        ("titles/match?title=", 422, "“title”: string should have at least 1 character."),
        ("titles/match?title=" + "x" * 201, 422, "at most 200 characters"),
        ("titles/match?title=a%00b", 422, "NUL"),
        ("personas/nobody", 404, "There is no persona “nobody”."),
        ("content-types/nothing", 404, "There is no content type “nothing”."),
        ("journeys/nowhere", 404, "There is no journey “nowhere”."),
        ("journeys?kind=odd", 422, "“kind”"),
        ("personas/", 404, "There is nothing at this address"),
        ("personas/a%00b", 404, "There is nothing at this address"),
        ("", 404, "There is nothing at this address"),
        ("../v2/personas", 404, "There is nothing at this address"),
    ],
)
def test_mistakes_get_a_sentence(program, address, status, words):
    response = program.get(f"/api/v1/{address}")
    assert (response.status_code, words in response.json()["detail"]) == (status, True), response.content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_everything_is_only_read(program, method):
    response = getattr(program, method)(PERSONAS, {}, content_type="application/json")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response.json() == {"detail": "Everything here is only read: ask with GET."}


def test_head_answers_the_head(program):
    response = program.head(PERSONAS)
    assert (response.status_code, response.content) == (200, b"")


def test_answers_are_for_one_program_alone(program):
    response = program.get(PERSONAS)
    assert (response["Cache-Control"], "Authorization" in response["Vary"]) == ("private", True)
    assert response["Content-Type"] == "application/json; charset=utf-8"


def test_the_description_is_for_programs_and_for_people_signed_in(program, reader_client):
    paths = [each.get("/api/v1/openapi.json").json()["paths"] for each in (program, reader_client)]
    assert sorted(paths[0]) == sorted(paths[1]) == [
        "/api/v1/content-types",
        "/api/v1/content-types/{slug}",
        "/api/v1/journeys",
        "/api/v1/journeys/{slug}",
        "/api/v1/persona-types",
        "/api/v1/personas",
        "/api/v1/personas/{slug}",
        "/api/v1/series",
        "/api/v1/sessions",
        "/api/v1/sessions/{uuid}",
        "/api/v1/titles/match",
    ]  # fmt: skip
    assert all(set(each["get"]["responses"]) >= {"200", "401", "422", "429"} for each in paths[0].values())
    assert all(each["get"]["security"] == [{"BearerKey": []}] for each in paths[0].values())


def test_the_page_lists_every_operation(reader_client, client):
    html = reader_client.get("/api/").content.decode()
    for path in ("titles/match", "personas/{slug}", "content-types", "journeys/{slug}"):
        assert f"<code>GET /api/v1/{path}</code>" in html
    assert "Ask an editor for a key" in html
    assert client.get("/api/").status_code == 302


def test_a_foreign_page_is_no_answer(program):
    PersonaFactory(name="Mouse Maud")
    assert program.get("/api/personas").status_code == 404
