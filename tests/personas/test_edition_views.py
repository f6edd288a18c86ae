"""Editions as readers see them."""

import pytest

from personas.history.editions import publish_edition
from personas.models import Persona
from tests.personas.factories import EditorFactory, PersonaFactory, PersonaTraitFactory
from tests.personas.history.states import full_persona

pytestmark = pytest.mark.django_db
PAGE = "/personas/ada/editions/"


@pytest.fixture
def persona():
    """A persona with two editions, of which the second has one statement more."""
    persona, editor = full_persona(), EditorFactory()
    publish_edition(persona, by=editor, note="First <one>.", is_material=False)
    PersonaTraitFactory(persona=persona, trait__statement="Brand new")
    publish_edition(persona, by=editor, note="Second.", is_material=True)
    return persona


def test_the_persona_names_her_edition(reader_client, persona):
    text = reader_client.get("/personas/ada/").text
    assert f'<a href="{PAGE}2/">Edition 2</a>, published' in text
    assert f'href="{PAGE}2/changes/"' in text


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_kept_names_the_edition_that_came_out_since(reader_client, persona):
    named = []
    for note in ("Third.", "Fourth."):
        named.append("Edition 2</a>" in reader_client.get("/personas/ada/").text)
        PersonaTraitFactory(persona=persona, trait__statement=note)
        publish_edition(persona, by=EditorFactory(), note=note, is_material=True)
    assert (named, "Edition 4</a>" in reader_client.get("/personas/ada/").text) == ([True, False], True)


def test_an_old_edition_stays_as_it_was(reader_client, persona):
    persona.name = "Bea"
    persona.save()
    text = reader_client.get(f"{PAGE}1/").text
    assert "Brand new" not in text
    assert "<h1>Ada</h1>" in text
    assert "The latest is" in text
    assert "First &lt;one&gt;." in text


def test_what_changed_side_by_side(reader_client, persona):
    text = reader_client.get(f"{PAGE}2/changes/").text
    assert "<ins>Brand new</ins>" in text
    assert "Since edition 1" in text
    assert "first edition: everything in it is new" in reader_client.get(f"{PAGE}1/changes/").text


def test_all_editions(reader_client, persona):
    text = reader_client.get(PAGE).text
    assert [f'href="{PAGE}{number}/"' in text for number in (1, 2, 3)] == [True, True, False]
    persona.editions.all().delete()
    assert "Nobody has published an edition" in reader_client.get(PAGE).text


@pytest.mark.parametrize(
    "path",
    ["3/", "0/", "9" * 40 + "/", "3/changes/", "2/changes/?since=2", "2/changes/?since=x", "2/changes/?since=%00"],
)
def test_what_isnt_there(reader_client, persona, path):
    assert reader_client.get(PAGE + path).status_code == 404


def test_editions_of_a_draft_are_not_found(reader_client, persona):
    persona.status = "draft"
    persona.save()
    for path in ("", "1/", "2/changes/"):
        assert reader_client.get(PAGE + path).status_code == 404


def test_names_of_drafts_are_not_told(reader_client, persona):
    boss = persona.reports_to
    assert boss.name in reader_client.get(f"{PAGE}1/").text
    boss.status = "draft"
    boss.save()
    persona.reports_to = None
    persona.save()
    PersonaTraitFactory(persona=persona)
    publish_edition(persona, by=EditorFactory(), note="Third.", is_material=False)
    for path in ("1/", "3/changes/"):
        assert boss.name not in reader_client.get(PAGE + path).text


@pytest.mark.parametrize("path", ["", "1/", "2/changes/"])
def test_a_deprecated_persona_says_so_on_every_edition(reader_client, persona, path):
    assert "Deprecated since" not in reader_client.get(PAGE + path).text
    heir = PersonaFactory(name="Bea", role_label="", slug="bea", status="published")
    persona.successors.add(heir, PersonaFactory(name="Hidden", status="draft"))
    Persona.objects.filter(pk=persona.pk).update(status="deprecated", deprecated_on="2026-03-05")
    text = reader_client.get(PAGE + path).text
    assert "Deprecated since 5 Mar 2026." in text
    assert 'Use <a href="/personas/bea/">Bea</a> instead.' in text


@pytest.mark.parametrize("path", ["", "one-page/", "editions/", "editions/1/", "editions/2/changes/?since=1"])
def test_old_addresses_lead_to_where_the_persona_is_now(reader_client, persona, path):
    persona.slug = "bea"
    persona.save()
    assert reader_client.get(f"/personas/ada/{path}").url == f"/personas/bea/{path}"
    assert reader_client.post(f"/personas/ada/{path}").status_code == 405
    assert reader_client.get(f"/personas/bea/{path}").status_code == 200
    Persona.objects.filter(pk=persona.pk).update(status="draft")
    assert reader_client.get(f"/personas/ada/{path}").status_code == 404


@pytest.mark.parametrize("size", [1, 20])
def test_the_page_costs_the_same_however_much_is_on_it(reader_client, django_assert_num_queries, size):
    persona = PersonaFactory(slug="ada", status="published")
    PersonaTraitFactory.create_batch(size, persona=persona)
    publish_edition(persona, by=EditorFactory(), note="First.", is_material=False)
    reader_client.get("/personas/")
    with django_assert_num_queries(7):
        reader_client.get(f"{PAGE}1/")


@pytest.mark.parametrize("size", [3, 9])
def test_no_page_costs_more_for_more_editions(reader_client, django_assert_num_queries, persona, size):
    for number in range(2, size):
        PersonaTraitFactory(persona=persona)
        publish_edition(persona, by=EditorFactory(), note=f"{number}.", is_material=False)
    reader_client.get("/personas/")
    for path, count in (("", 6), ("2/", 8), ("2/changes/", 9)):
        with django_assert_num_queries(count):
            reader_client.get(PAGE + path)
