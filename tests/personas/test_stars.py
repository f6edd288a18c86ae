"""Stars: each reader's own, for what she may see."""

import pytest
from django.db import IntegrityError, transaction

from personas.models import Star

from .factories import PersonaFactory, StarFactory

pytestmark = pytest.mark.django_db


def stars():
    return list(Star.objects.values_list("user__username", "persona__slug"))


def test_a_star_is_set_once_and_taken_away(reader_client):
    PersonaFactory(slug="ada")
    for _ in range(2):
        response = reader_client.post("/stars/", {"star": "ada", "next": "/personas/?type=buyer"})
        assert response["Location"] == "/personas/?type=buyer"
        assert stars() == [("reader", "ada")]
    for _ in range(2):
        assert reader_client.post("/stars/", {"unstar": "ada"})["Location"] == "/personas/ada/"
        assert stars() == []


def test_htmx_gets_the_button_anew(reader_client):
    PersonaFactory(slug="ada")
    response = reader_client.post("/stars/", {"star": "ada"}, headers={"HX-Request": "true"})
    assert ('name="unstar"' in response.content.decode(), stars()) == (True, [("reader", "ada")])


def test_only_what_is_visible_can_be_starred(reader_client):
    PersonaFactory(slug="draft", status="draft")
    for data in ({"star": "draft"}, {"star": "nobody"}, {"star": "\0"}, {}):
        assert reader_client.post("/stars/", data).status_code == 404
    assert (reader_client.get("/stars/").status_code, stars()) == (405, [])


def test_signing_in_comes_first(client):
    PersonaFactory(slug="ada")
    assert client.post("/stars/", {"star": "ada"})["Location"] == "/accounts/login/?next=/"


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com", "javascript:alert(1)", "/\0"])
def test_nobody_is_sent_elsewhere(reader_client, address):
    PersonaFactory(slug="ada")
    assert reader_client.post("/stars/", {"star": "ada", "next": address})["Location"] == "/personas/ada/"


def test_others_keep_their_stars(reader_client):
    other = StarFactory(persona__slug="ada")
    reader_client.post("/stars/", {"unstar": "ada"})
    assert list(Star.objects.all()) == [other]


def test_the_database_holds_one_star_each():
    star = StarFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        StarFactory(user=star.user, persona=star.persona)
    StarFactory(user=star.user)


def test_home_lists_the_readers_own(reader, reader_client):
    StarFactory(user=reader, persona__name="Ada", persona__role_label="")
    StarFactory(user=reader, persona__status="draft")
    StarFactory()
    assert [persona.name for persona in reader_client.get("/").context["starred"]] == ["Ada"]
