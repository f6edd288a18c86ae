"""The search page, its parts, and the pages it leads to."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personas.models import SearchMiss
from tests.personas.factories import (
    JobTitleFactory,
    PersonaFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitFactory,
)

pytestmark = pytest.mark.django_db

SEARCH = reverse("personas:search")
MISSED = reverse("personas:search_missed")


@pytest.fixture(autouse=True)
def forgetful():
    cache.clear()
    yield
    cache.clear()


def part(client, target, **query):
    return client.get(SEARCH, query, headers={"HX-Request": "true", "HX-Target": target})


def test_the_page_holds_the_search_and_its_results(reader_client):
    PersonaFactory(name="Mouse Maud")
    html = reader_client.get(SEARCH, {"q": "maud"}).content.decode()
    assert ('value="maud"' in html, "Mouse <mark>Maud</mark>" in html) == (True, True)


def test_what_is_found_is_escaped(reader_client):
    persona = PersonaFactory(name="<i>Maud</i>", role_label="", status="deprecated", type__name="<b>Mice</b>")
    html = reader_client.get(SEARCH, {"q": "maud"}).content.decode()
    assert f'<a href="{persona.get_absolute_url()}">&lt;i&gt;<mark>Maud</mark>&lt;/i&gt;</a>' in html
    note = '<p class="quiet">&lt;b&gt;Mice&lt;/b&gt; <span class="tag deprecated">Deprecated</span></p>'
    assert (note in html, "<i>" in html) == (True, False)


def test_a_swap_equals_a_fresh_page(reader_client):
    PersonaFactory(name="Mouse Maud")
    swapped = part(reader_client, "search-results", q="maud").content.decode()
    whole = reader_client.get(SEARCH, {"q": "maud"}).content.decode()
    assert swapped[swapped.index("<div") :].strip() in whole
    assert "<title>“maud”: search · Dramatis</title>" in swapped
    assert "<title>“maud”: search · Dramatis</title>" in whole


def test_suggestions_are_a_part_of_their_own(reader_client):
    for number in range(5):
        PersonaFactory(name=f"Mouse {number}")
    response = part(reader_client, "search-suggestions", q="mouse")
    html = response.content.decode()
    assert (html.count('role="option"'), "<html" in html, response["Vary"].count("HX-Target")) == (4, False, 1)
    assert f'href="{SEARCH}?q=mouse"' in html


@pytest.mark.parametrize(("number", "said"), [(1, "See the one result"), (2, "See all 2 results")])
def test_the_suggestions_end_with_all_there_is(reader_client, number, said):
    for each in range(number):
        PersonaFactory(name=f"Mouse {each}")
    assert f">{said}</a>" in part(reader_client, "search-suggestions", q="mouse").content.decode()


@pytest.mark.parametrize(("typed", "what"), [("😀", "“😀”"), ("\0", "this"), ("<->", "“&lt;-&gt;”")])
def test_signs_alone_are_said_to_find_nothing(reader_client, typed, what):
    html = reader_client.get(SEARCH, {"q": typed}).content.decode()
    assert (f"Nothing can be found by {what}: a search needs a letter or a digit." in html, "One search" in html) == (
        True,
        False,
    )


@pytest.mark.parametrize("typed", ["", "  "])
def test_nothing_typed_tells_what_can_be_found(reader_client, typed):
    html = reader_client.get(SEARCH, {"q": typed}).content.decode()
    assert ("Nothing can be found" in html, "One search" in html) == (False, True)


def test_nothing_typed_suggests_nothing(reader_client):
    assert "listbox" not in part(reader_client, "search-suggestions", q=" ").content.decode()


def test_a_kind_has_pages(reader_client):
    for number in range(30):
        PersonaFactory(name=f"Mouse {number:02}", role_label="")
    pages = [
        [str(hit.title) for hit in answer.context["group"].found.hits]
        for answer in (reader_client.get(SEARCH, {"q": "mouse", "kind": "personas", "page": n}) for n in (1, 2))
    ]
    assert (len(pages[0]), pages[1]) == (24, [f"<mark>Mouse</mark> {number}" for number in range(24, 30)])


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"q": "mouse", "kind": "cheese"}, 404, "knows no kind of result called “cheese”"),
        ({"q": "mouse", "kind": "personas", "page": "9"}, 404, "There is no page “9”"),
        ({"q": "mouse", "kind": "personas", "page": "-1"}, 404, "There is no page “-1”"),
        ({"q": "mouse", "kind": "personas", "page": "9" * 40}, 404, "There is no page"),
        ({"q": "mouse", "kind": "guides"}, 200, "Nothing of this kind has it."),
        ({"q": "\0<b>'\"", "kind": ""}, 200, "Nothing found for “&lt;b&gt;"),
        ({"q": "x" * 8000}, 200, "Nothing found"),
        ({}, 200, "One search for"),
    ],
)
def test_odd_addresses_get_a_sentence(reader_client, query, status, words):
    PersonaFactory(name="Mouse Maud")
    response = reader_client.get(SEARCH, query)
    assert (response.status_code, words in response.content.decode()) == (status, True)


def test_nothing_found_offers_single_words(reader_client):
    html = reader_client.get(SEARCH, {"q": "quantum cheese"}).content.decode()
    assert [f'href="?q={word}"' in html for word in ("quantum", "cheese")] == [True, True]


def test_a_search_counts_nothing_by_itself(reader_client):
    for target in ("search-results", "search-suggestions"):
        part(reader_client, target, q="cheese")
    reader_client.get(SEARCH, {"q": "cheese"})
    assert SearchMiss.objects.count() == 0


def test_a_miss_is_counted_by_htmx_and_by_hand(reader_client):
    swapped = reader_client.post(MISSED, {"q": "cheese"}, headers={"HX-Request": "true"})
    by_hand = reader_client.post(MISSED, {"q": "more cheese"})
    assert (swapped.status_code, by_hand.url) == (200, f"{SEARCH}?q=more+cheese&noted=1")
    assert list(SearchMiss.objects.order_by("pk").values_list("key", flat=True)) == ["cheese", "more cheese"]
    assert "The editors can see" in reader_client.get(by_hand.url).content.decode()


def test_misses_are_posted_by_people_who_are_signed_in(reader_client, reader):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader)
    assert (reader_client.get(MISSED).status_code, strict.post(MISSED, {"q": "cheese"}).status_code) == (405, 403)
    assert (Client().post(MISSED, {"q": "cheese"}).status_code, Client().get(SEARCH).status_code) == (302, 302)
    assert SearchMiss.objects.count() == 0


def test_who_shares_a_statement(reader_client):
    trait = TraitFactory(statement="**Silos**")
    old = PersonaFactory(name="Ada", status="deprecated")
    for persona in (old, PersonaFactory(name="Zoe"), PersonaFactory(name="Dana", status="draft")):
        PersonaTraitFactory(trait=trait, persona=persona)
    response = reader_client.get(reverse("personas:trait", args=[trait.pk]))
    assert [card.persona.name for card in response.context["cards"]] == ["Zoe", "Ada"]
    assert "<h1>Silos</h1>" in response.content.decode()


def test_whom_a_title_means(reader_client):
    title = JobTitleFactory(name="Head of Cheese")
    persona = PersonaTitleFactory(title=title).persona
    response = reader_client.get(reverse("personas:job_title", args=[title.pk]))
    assert [card.persona.pk for card in response.context["cards"]] == [persona.pk]


@pytest.mark.parametrize("name", ["trait", "job_title"])
def test_what_belongs_to_drafts_alone_is_not_there(reader_client, name):
    draft = PersonaFactory(status="draft")
    row = {
        "trait": PersonaTraitFactory(persona=draft).trait,
        "job_title": PersonaTitleFactory(persona=draft).title,
    }[name]
    addresses = [reverse(f"personas:{name}", args=[pk]) for pk in (row.pk, row.pk + 99, 10**30)]
    assert [reader_client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert reader_client.get(addresses[0] + "?page=x").status_code == 404


@pytest.mark.parametrize("times", [1, 30])
def test_queries_do_not_grow(reader_client, times):
    trait = TraitFactory(statement="Mouse traps")
    for number in range(times):
        PersonaTraitFactory(trait=trait, persona__name=f"Mouse {number}")
    addresses = [f"{SEARCH}?q=mouse", f"{SEARCH}?q=mouse&kind=personas", reverse("personas:trait", args=[trait.pk])]
    counts = []
    for address in addresses:
        with CaptureQueriesContext(connection) as context:
            assert reader_client.get(address).status_code == 200
        counts.append(len(context))
    assert counts == [25, 25, 10]
