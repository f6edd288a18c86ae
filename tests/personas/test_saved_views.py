"""Saved views: named, found on the home page, renamed and deleted by their owner alone."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from personas import saved_pages
from personas.models import SavedView

from .factories import FacetFactory, PersonaTraitFactory, SavedViewFactory, TraitFactory, UserFactory

pytestmark = pytest.mark.django_db


def views():
    return list(SavedView.objects.values_list("owner__username", "name", "page", "query"))


def test_a_view_is_saved_and_opens_by_its_address(reader_client):
    data = {"name": " Our  buyers ", "page": "personas", "query": "type=buyer&q=a%26b"}
    response = reader_client.post("/views/", data)
    assert response["Location"] == "/personas/?type=buyer&q=a%26b"
    assert views() == [("reader", "Our buyers", "personas", "type=buyer&q=a%26b")]


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("compare", "/personas/compare/?p=a"),
        ("charts", "/personas/charts/?p=a"),
        ("content", "/content-types/?p=a"),
        ("guides", "/guides/?p=a"),
    ],
)
def test_every_page_has_an_address(reader_client, page, address):
    response = reader_client.post("/views/", {"name": "Mine", "page": page, "query": "?p=a"})
    assert response["Location"] == address


SAVE = re.compile(r'name="query"\s+value="([^"]*)"')


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("compare", "/personas/compare/?p=ada&p=bob&only=shared"),
        ("charts", "/personas/charts/?p=ada&p=bob"),
        ("charts", "/personas/charts/goals/?p=ada&p=bob&sort=count"),
    ],
)
def test_comparisons_and_charts_are_saved_as_they_stand_on_screen(reader_client, page, address):
    trait = TraitFactory(facet=FacetFactory(name="Goals", comparable=True))
    for slug in ("ada", "bob"):
        PersonaTraitFactory(trait=trait, persona__slug=slug)
    html = reader_client.get(f"{address}&why=s1.ada").content.decode()
    assert f'<input type="hidden" name="page" value="{page}">' in html
    (query,) = SAVE.findall(html)
    saved = reader_client.post("/views/", {"name": "Mine", "page": page, "query": unescape(query)}, follow=True)
    assert (saved.status_code, saved.request["PATH_INFO"] + "?" + saved.request["QUERY_STRING"]) == (200, address)
    home = reader_client.get("/").context["saved_views"]
    colleague = Client()
    colleague.force_login(UserFactory())
    opened = colleague.get(home[0].get_absolute_url(), follow=True)
    assert (opened.status_code, len(opened.context["matrix"].rows)) == (200, 1)


def test_a_saved_chart_that_is_no_more_is_not_found(reader_client):
    assert reader_client.get("/personas/charts/?subject=goals").status_code == 404
    assert reader_client.get("/personas/charts/?subject=%00").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 81},
        {"name": "a\0b"},
        {"page": "cellar"},
        {"page": ""},
        {"query": "x" * 2001},
        {"query": "\0"},
    ],
)
def test_what_will_not_do_is_asked_again_and_keeps_what_was_typed(reader_client, change):
    data = {"name": "Ours", "page": "personas", "query": "type=buyer"} | change
    response = reader_client.post("/views/", data)
    assert (response.status_code, response.context["form"].is_valid(), views()) == (422, False, [])
    if "query" not in change:
        assert b'name="query" value="type=buyer"' in response.content


def test_a_name_is_given_once_by_each_reader(reader, reader_client):
    SavedViewFactory(name="Ours")
    SavedViewFactory(name="Ours", owner=reader)
    response = reader_client.post("/views/", {"name": "Ours", "page": "guides"})
    assert (response.status_code, SavedView.objects.count()) == (422, 2)
    assert b"You have a view of this name already." in response.content
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedViewFactory(name="Ours", owner=reader)


def test_the_owner_renames_and_deletes(reader, reader_client):
    view = SavedViewFactory(owner=reader)
    assert reader_client.get(f"/views/{view.pk}/").status_code == 200
    assert reader_client.post(f"/views/{view.pk}/", {"name": ""}).status_code == 422
    assert reader_client.post(f"/views/{view.pk}/", {"name": "New", "page": "guides"})["Location"] == "/"
    assert views() == [("reader", "New", "personas", "type=buyer")]
    assert reader_client.get(f"/views/{view.pk}/delete/").status_code == 405
    assert reader_client.post(f"/views/{view.pk}/delete/")["Location"] == "/"
    assert views() == []


def test_nobody_else_reaches_it(reader_client):
    view = SavedViewFactory(name="Theirs")
    for pk in (view.pk, 10**30):
        assert reader_client.get(f"/views/{pk}/").status_code == 404
        assert reader_client.post(f"/views/{pk}/", {"name": "Mine"}).status_code == 404
        assert reader_client.post(f"/views/{pk}/delete/").status_code == 404
    assert list(SavedView.objects.values_list("name", flat=True)) == ["Theirs"]


@pytest.mark.parametrize("address", ["/views/", "/views/1/", "/views/1/delete/"])
def test_signing_in_and_a_token_come_first(reader, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader)
    assert client.post(address, {"name": "Ours"}).status_code == 403
    assert Client().post(address)["Location"] == "/accounts/login/?next=/"


def test_home_lists_the_readers_own(reader, reader_client):
    SavedViewFactory(owner=reader, name="Mine")
    SavedViewFactory(name="Theirs")
    html = reader_client.get("/").content.decode()
    assert ('<a href="/personas/?type=buyer">Mine</a>' in html, "Theirs" in html) == (True, False)


def test_a_page_that_an_app_registers_can_be_saved_and_no_other_takes_its_key(monkeypatch):
    monkeypatch.setattr(saved_pages, "_pages", dict(saved_pages._pages))
    view = SavedViewFactory.build(owner=UserFactory(), page="cellar", query="")
    with pytest.raises(ValidationError) as refused:
        view.full_clean()
    assert list(refused.value.error_dict) == ["page"]
    for _ in range(2):
        saved_pages.register_saved_page("cellar", "Cellar", "personas:deprecated")
    view.full_clean()
    assert (view.get_absolute_url(), view.get_page_display()) == ("/personas/deprecated/", "Cellar")
    with pytest.raises(ValueError, match="cellar"):
        saved_pages.register_saved_page("cellar", "Attic", "personas:list")
