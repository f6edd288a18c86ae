"""What programs are told, and what they aren't."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.models import ContentPreference, Facet
from tests.personas.factories import (
    ContentFormatAliasFactory,
    ContentFormatFactory,
    ContentPreferenceFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
)

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


def told(client, address, **query):
    response = client.get(f"/api/v1/{address}", query)
    assert response.status_code == 200, response.content
    return response.json()


def slugs(client, **query):
    return [item["slug"] for item in told(client, "personas", **query)["items"]]


def test_a_list_says_who_they_are(program):
    persona = PersonaFactory(name="Mouse Maud", role_label="Cheese Buyer")
    (item,) = told(program, "personas")["items"]
    del item["updated_at"]
    assert item == {
        "slug": persona.slug,
        "name": "Mouse Maud",
        "role": "Cheese Buyer",
        "heading": "Mouse Maud (Cheese Buyer)",
        "type": {"slug": "buyer", "name": "Buyer"},
        "status": "published",
        "page": f"{HOST}/personas/{persona.slug}/",
        "api": f"{HOST}/api/v1/personas/{persona.slug}",
    }


def test_drafts_are_for_the_keys_of_editors(program, editors_program):
    draft = PersonaFactory(name="Draft Dana", status="draft")
    assert (slugs(program), slugs(editors_program)) == ([], [draft.slug])
    assert program.get(f"/api/v1/personas/{draft.slug}").status_code == 404
    assert editors_program.get(f"/api/v1/personas/{draft.slug}").status_code == 200
    assert slugs(program, status="draft") == []


def test_filters_are_joined_by_and(program):
    user_type = PersonaTypeFactory(name="User")
    maud = PersonaFactory(name="Maud", role_label="", type=user_type)
    rat = PersonaFactory(name="Rat", role_label="")
    old = PersonaFactory(name="Old", role_label="", status="deprecated")
    PersonaTitleFactory(persona=maud, title__name="Chief mouse officer")
    PersonaPurchasingRoleFactory(persona=rat, role__name="Influencer")
    ContentPreferenceFactory(persona=rat, content_format__name="Webinar", tier=ContentPreference.Tier.SECONDARY)
    answers = {
        "all": slugs(program),
        "type": slugs(program, type="user"),
        "status": slugs(program, status="deprecated"),
        "words": slugs(program, q="mau"),
        "title": slugs(program, title="mouse"),
        "role": slugs(program, role="influencer"),
        "content": slugs(program, content_type="webinar", tier="secondary"),
        "tier": slugs(program, tier="primary"),
        "both": slugs(program, type="user", role="influencer"),
        "later": slugs(program, updated_since="2998-01-01"),
        "since": slugs(program, updated_since="2001-01-01"),
    }
    everybody = [maud.slug, rat.slug]
    assert answers == {
        "all": everybody,
        "type": [maud.slug],
        "status": [old.slug],
        "words": [maud.slug],
        "title": [maud.slug],
        "role": [rat.slug],
        "content": [rat.slug],
        "tier": [],
        "both": [],
        "later": [],
        "since": everybody,
    }


def test_a_list_comes_in_pages(program):
    for number in range(5):
        PersonaFactory(name=f"Mouse {number}", role_label="")
    first = told(program, "personas", limit=3, q="mouse")
    assert (first["count"], len(first["items"])) == (5, 3)
    assert first["next"] == f"{HOST}/api/v1/personas?limit=3&q=mouse&offset=3"
    rest = program.get(first["next"]).json()
    assert ([item["name"] for item in rest["items"]], rest["next"]) == (["Mouse 3", "Mouse 4"], None)


def test_a_persona_is_told_whole(program):
    boss = PersonaFactory(name="Boss", role_label="", slug="boss")
    hidden = PersonaFactory(name="Hidden", status="draft")
    persona = PersonaFactory(name="Maud", role_label="", slug="maud", reports_to=boss, parent=hidden)
    facet = FacetFactory(name="Goals")
    PersonaTraitFactory(persona=persona, trait__facet=facet, trait__statement="Less *cheese*", detail="or none")
    note_facet = FacetFactory(name="A day", kind=Facet.Kind.PROSE)
    PersonaNoteFactory(persona=persona, facet=note_facet, body="Up at six.")
    PersonaTitleFactory(persona=persona, title__name="Cheese Buyer", qualifier="in larger houses")
    PersonaPurchasingRoleFactory(persona=persona, role__name="Influencer")
    ContentPreferenceFactory(persona=persona, content_format__name="Webinar", qualifier="short ones")
    found = told(program, "personas/maud")
    assert {name: found[name] for name in ("subset_of", "reports_to", "successors", "facets", "job_titles")} == {
        "subset_of": None,
        "reports_to": {"slug": "boss", "name": "Boss", "api": f"{HOST}/api/v1/personas/boss"},
        "successors": [],
        "facets": [
            {
                "slug": "goals",
                "name": "Goals",
                "statements": [{"statement": "Less *cheese*", "detail": "or none", "lead_in": ""}],
                "text": "",
            },
            {"slug": "a-day", "name": "A day", "statements": [], "text": "Up at six."},
        ],
        "job_titles": [{"title": "Cheese Buyer", "qualifier": "in larger houses"}],
    }
    assert found["purchasing_roles"] == [{"slug": "influencer", "name": "Influencer", "rank": 1, "qualifier": ""}]
    assert found["content_preferences"] == [
        {"slug": "webinar", "name": "Webinar", "tier": "primary", "rank": 1, "qualifier": "short ones"}
    ]


def test_a_deprecated_persona_names_who_took_over(program):
    persona = PersonaFactory(slug="old", status="deprecated", deprecation_reason="Folded.")
    persona.successors.add(PersonaFactory(slug="new"), PersonaFactory(status="draft"))
    found = told(program, "personas/old")
    assert (found["status"], [each["slug"] for each in found["successors"]]) == ("deprecated", ["new"])


def test_types_are_listed(program):
    PersonaTypeFactory(name="User")
    assert told(program, "persona-types") == [{"slug": "user", "name": "User"}]


def test_content_types_say_whom_they_reach(program):
    webinar = ContentFormatFactory(name="Webinar", description="Live, an hour.", example_url="https://example.com/w")
    ContentFormatAliasFactory(term=webinar, wording="Web talk")
    maud = PersonaFactory(name="Maud", role_label="", slug="maud")
    ContentPreferenceFactory(persona=maud, content_format=webinar, tier=2, qualifier="short")
    ContentPreferenceFactory(persona=PersonaFactory(status="draft"), content_format=webinar)
    ContentPreferenceFactory(persona=PersonaFactory(status="deprecated"), content_format=webinar)
    summary = {
        "slug": "webinar",
        "name": "Webinar",
        "definition": "Live, an hour.",
        "example": "https://example.com/w",
        "aliases": ["Web talk"],
        "api": f"{HOST}/api/v1/content-types/webinar",
    }
    assert told(program, "content-types") == {"count": 1, "next": None, "items": [summary]}
    reached = {"slug": "maud", "name": "Maud", "api": f"{HOST}/api/v1/personas/maud"}
    assert told(program, "content-types/webinar") == summary | {
        "reaches": [{"persona": reached, "tier": "secondary", "qualifier": "short"}]
    }


def fill(count):
    webinar = ContentFormatFactory(slug=f"webinar-{count}")
    for _ in range(count):
        persona = PersonaFactory()
        PersonaTraitFactory.create_batch(2, persona=persona)
        PersonaTitleFactory(persona=persona)
        ContentFormatAliasFactory(term=webinar)
        ContentPreferenceFactory(persona=persona, content_format=webinar)
    return persona.slug, webinar.slug


@pytest.mark.parametrize(
    ("resource", "queries"),
    [("personas", 5), ("personas/{0}", 15), ("content-types", 4), ("content-types/{1}", 6), ("persona-types", 2)],
)
def test_the_cost_does_not_grow(program, resource, queries):
    told(program, "personas")  # the day of use is kept
    spent = []
    for count in (1, 12):
        address = resource.format(*fill(count))
        with CaptureQueriesContext(connection) as captured:
            told(program, address)
        spent.append(len(captured))
    assert spent == [queries, queries]
