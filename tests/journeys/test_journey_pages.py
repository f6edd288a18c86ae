"""The list of journeys, and a journey's page."""

import csv
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pptx import Presentation

from journeys.models import Journey, Touchpoint
from journeys.table import COLUMNS_A_PAGE, ROWS_A_PAGE
from personas.models import Persona
from tests.personas.factories import (
    ContentFormatFactory,
    EditorFactory,
    PersonaFactory,
    PersonaTypeFactory,
    TeamFactory,
)

from .factories import AssetFactory, JourneyFactory, StageFactory, TouchpointFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_client():
    """Somebody who may see drafts."""
    client = Client()
    client.force_login(EditorFactory())
    return client


@pytest.fixture
def journey():
    """Two stages; Ada leads the first and is informed in the second, Bob takes part in the second."""
    journey = JourneyFactory(name="How they buy", slug="buy", description="From *first* to last.")
    first, second = (StageFactory(journey=journey, name=name) for name in ("Hunger", "Order"))
    ada, bob = (PersonaFactory(name=name, slug=name.lower(), role_label="") for name in ("Ada", "Bob"))
    formats = [ContentFormatFactory(name=name, slug=name.lower()) for name in ("Webinar", "Story")]
    TouchpointFactory(
        persona=ada,
        stage=first,
        involvement=1,
        questions="Who else **bakes**?",
        key_message="It *rises*.",
        team=TeamFactory(name="Sales"),
        content_formats=formats,
    )
    TouchpointFactory(persona=ada, stage=second, involvement=3)
    TouchpointFactory(persona=bob, stage=second)
    return journey


def grid(response):
    """The table on a page: the heads, and for each row its name and what its cells say."""
    matrix = response.context["matrix"]
    heads = [column.name for column in matrix.columns]
    return heads, {row.head.name: [cell and cell.involvement for cell in row.cells] for row in matrix.rows}


def names(response):
    return [journey.name for journey in response.context["page"]]


def test_stages_across_and_personas_down(reader_client, journey):
    response = reader_client.get("/journeys/buy/")
    assert response.status_code == 200
    assert grid(response) == (
        ["Hunger", "Order"],
        {"Ada": ["Leads", "Is kept informed"], "Bob": [None, "Takes part"]},
    )
    cell = response.context["matrix"].rows[0].cells[0]
    assert (cell.message, cell.formats) == ("It rises.", ("Webinar", "Story"))
    assert "It rises." in response.text
    assert "<em>first</em>" in response.text


def test_turned(reader_client, journey):
    assert grid(reader_client.get("/journeys/buy/?turn=1")) == (
        ["Ada", "Bob"],
        {"Hunger": ["Leads", None], "Order": ["Is kept informed", "Takes part"]},
    )


def test_filters_by_type_and_persona(reader_client, journey):
    other = PersonaTypeFactory(name="User")
    cy = PersonaFactory(name="Cy", slug="cy", role_label="", type=other)
    TouchpointFactory(persona=cy, stage=journey.stages.first())
    assert list(grid(reader_client.get("/journeys/buy/?type=user"))[1]) == ["Cy"]
    assert list(grid(reader_client.get("/journeys/buy/?type=user&type=buyer"))[1]) == ["Ada", "Bob", "Cy"]
    assert list(grid(reader_client.get("/journeys/buy/?who=bo"))[1]) == ["Bob"]
    assert list(grid(reader_client.get("/journeys/buy/?p=cy&p=ada"))[1]) == ["Ada", "Cy"]
    assert list(grid(reader_client.get("/journeys/buy/?p=cy&type=buyer"))[1]) == []


def test_personas_without_a_touchpoint_are_shown_where_they_are_named(reader_client, journey):
    PersonaFactory(name="Cy", slug="cy", role_label="")
    assert list(grid(reader_client.get("/journeys/buy/"))[1]) == ["Ada", "Bob"]
    assert grid(reader_client.get("/journeys/buy/?p=cy"))[1] == {"Cy": [None, None]}


def test_deprecated_personas_are_shown_and_marked(reader_client, journey):
    Persona.objects.filter(slug="bob").update(status="deprecated")
    response = reader_client.get("/journeys/buy/")
    assert [row.head.tags for row in response.context["matrix"].rows] == [(), ("Deprecated",)]
    assert '<span class="tag deprecated">Deprecated</span>' in response.text


def test_drafts_are_for_editors(reader_client, editor_client, journey):
    draft = PersonaFactory(name="Dee", slug="dee", role_label="", status="draft")
    TouchpointFactory(persona=draft, stage=journey.stages.first(), key_message="Hush")
    JourneyFactory(name="Not yet", slug="not-yet", status="draft")
    assert list(grid(reader_client.get("/journeys/buy/"))[1]) == ["Ada", "Bob"]
    assert list(grid(editor_client.get("/journeys/buy/"))[1]) == ["Ada", "Bob", "Dee"]
    stage = journey.stages.first()
    asked = f"/journeys/buy/?why=dee.s{stage.pk}"
    assert reader_client.get(asked).context["why"]["told"] is None
    assert editor_client.get(asked).context["why"]["told"].message == "Hush"
    assert "There is no persona “dee”." in reader_client.get("/journeys/buy/?p=dee").text
    for address in ("/journeys/not-yet/", "/journeys/not-yet/download/csv/"):
        assert (reader_client.get(address).status_code, editor_client.get(address).status_code) == (404, 200)
    assert names(reader_client.get("/journeys/")) == ["How they buy"]
    assert names(editor_client.get("/journeys/")) == ["How they buy", "Not yet"]
    assert [each.persona_count for each in reader_client.get("/journeys/").context["page"]] == [2]


def test_strangers_are_asked_to_sign_in(client, journey):
    for address in ("/journeys/", "/journeys/buy/", "/journeys/buy/marks/", "/journeys/buy/download/csv/"):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("turned", ["", "turn=1&"])
def test_a_click_on_a_cell_says_everything(reader_client, journey, turned):
    stage = journey.stages.first()
    ada = stage.touchpoints.get().persona
    AssetFactory(personas=[ada], stages=[stage])
    AssetFactory(personas=[ada])
    cell = f"s{stage.pk}.ada" if turned else f"ada.s{stage.pk}"
    told = reader_client.get(f"/journeys/buy/?{turned}why={cell}").context["why"]["told"]
    assert (told.persona, told.stage, told.says, told.questions, told.message, told.team.name, told.assets) == (
        ada,
        stage,
        "leads",
        "Who else **bakes**?",
        "It *rises*.",
        "Sales",
        1,
    )
    assert [each.name for each in told.formats] == ["Webinar", "Story"]
    link = f'<a href="/journeys/assets/?persona=ada&amp;stage={stage.pk}">1 piece</a>'
    assert link in reader_client.get(f"/journeys/buy/?{turned}why={cell}").text


def test_htmx_gets_the_answer_alone(reader_client, journey):
    cell = f"ada.s{journey.stages.first().pk}"
    answer = reader_client.get(f"/journeys/buy/?why={cell}", headers={"HX-Request": "true", "HX-Target": "why"})
    assert answer.text.strip().startswith('<div class="why open"')
    results = reader_client.get("/journeys/buy/", headers={"HX-Request": "true", "HX-Target": "results"}).text
    assert results.strip() in reader_client.get("/journeys/buy/").text


@pytest.mark.parametrize(
    "why",
    ["", "x", "ada.s0", "ada.s999999999999999999", "ada.s1.s2", "..", "ada.sx", "\0.s1", "s1.s1", "ada.s" + "9" * 40],
)
def test_an_answer_that_is_not_there(reader_client, journey, why):
    response = reader_client.get("/journeys/buy/", {"why": why})
    assert (response.status_code, response.context["why"]["told"]) == (200, None)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"type": "no\0body"}, "There is no type of persona called"),
        ({"who": "a\0b"}, "There is a character in the name"),
        ({"who": "a" * 101}, "A hundred letters"),
        ({"rows": "0"}, "no such page of rows"),
        ({"rows": "9" * 30}, "no such page of rows"),
        ({"rows": "2"}, "no such page of this journey"),
        ({"columns": "x"}, "no such page of columns"),
        ({"p": "nobody"}, "There is no persona “nobody”"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(reader_client, journey, query, sentence):
    response = reader_client.get("/journeys/buy/", query)
    assert (response.status_code, sentence in response.text, "matrix" in response.context) == (200, True, False)


def test_two_columns_for_a_phone(reader_client, journey):
    third = StageFactory(journey=journey, name="Renewal", order=1000)
    response = reader_client.get("/journeys/buy/")
    assert response.context["shown"] == [1, 2]
    assert [side for side, *_ in response.context["sides"]] == ["one", "other"]
    assert reader_client.get(f"/journeys/buy/?one=s{third.pk}").context["shown"] == [3, 1]


def test_an_empty_journey_says_what_to_do(reader_client, editor_client):
    journey = JourneyFactory(slug="empty")
    assert "This journey has no stages yet." in reader_client.get("/journeys/empty/").text
    StageFactory(journey=journey)
    assert "Nobody has said yet who matters in which stage." in reader_client.get("/journeys/empty/").text
    assert "Nobody has said yet" in reader_client.get("/journeys/empty/?turn=1").text
    assert "Nobody of this choice" in reader_client.get("/journeys/empty/?who=x").text


def test_the_table_as_csv_is_what_is_on_screen(reader_client, journey):
    response = reader_client.get("/journeys/buy/download/csv/?p=ada")
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [
        ["Type", "Persona", "Hunger", "Order"],
        ["Buyer", "Ada", "Leads. It rises. Webinar, Story", "Is kept informed"],
    ]
    turned = reader_client.get("/journeys/buy/download/csv/?p=ada&turn=1")
    assert turned.content.decode("utf-8-sig").splitlines()[0] == "Part,Stage,Ada"
    assert '/journeys/buy/download/csv/?who=ad"' in reader_client.get("/journeys/buy/?who=ad").text


def test_the_table_as_a_workbook_and_slides(reader_client, journey):
    sheet = load_workbook(BytesIO(reader_client.get("/journeys/buy/download/xlsx/").content))["Table"]
    assert [cell.value for cell in sheet[3]] == ["Buyer", "Bob", None, "Takes part"]
    deck = Presentation(BytesIO(reader_client.get("/journeys/buy/download/pptx/").content))
    assert deck.slides[0].shapes.title.text == "How they buy: stages for each persona"
    assert reader_client.get("/journeys/buy/download/doc/").status_code == 404
    assert reader_client.get("/journeys/buy/download/csv/?rows=x").status_code == 302


def fill(personas, stages):
    journey = JourneyFactory(slug=f"j{personas}")
    columns = StageFactory.create_batch(stages, journey=journey)
    kind = ContentFormatFactory()
    for persona in PersonaFactory.create_batch(personas):
        for stage in columns:
            TouchpointFactory(persona=persona, stage=stage, content_formats=[kind])
    return f"/journeys/{journey.slug}/"


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "?turn=1"])
def test_a_page_costs_the_same_at_two_sizes(reader_client, query):
    costs = [queries(reader_client, fill(*size) + query) for size in ((2, 2), (6, 4))]
    assert costs == [16, 16]


def test_a_large_journey_comes_in_pages(reader_client, journey):
    kind = PersonaFactory(name="Zoe").type
    people = PersonaFactory.create_batch(ROWS_A_PAGE, type=kind)
    stage = journey.stages.first()
    Touchpoint.objects.bulk_create(Touchpoint(persona=persona, stage=stage) for persona in people)
    first = reader_client.get("/journeys/buy/")
    assert len(first.context["matrix"].rows) == ROWS_A_PAGE
    assert "Next rows" in first.text
    assert len(reader_client.get("/journeys/buy/?rows=2").context["matrix"].rows) == 2
    turned = reader_client.get("/journeys/buy/?turn=1")
    assert len(turned.context["matrix"].columns) == COLUMNS_A_PAGE
    whole = reader_client.get("/journeys/buy/download/csv/").content.decode().splitlines()
    assert len(whole) == 1 + ROWS_A_PAGE + 2


def test_the_list_is_narrowed_down(reader_client, journey):
    user = PersonaTypeFactory(name="User")
    JourneyFactory(name="Parts", kind="product", type=user)
    JourneyFactory(name="Cases", kind="use_cases", type=journey.stages.last().touchpoints.first().persona.type)
    assert names(reader_client.get("/journeys/?kind=product&kind=use_cases")) == ["Parts", "Cases"]
    assert names(reader_client.get("/journeys/?type=user")) == ["How they buy", "Parts"]
    assert names(reader_client.get("/journeys/?persona=bob")) == ["How they buy"]
    assert names(reader_client.get("/journeys/?q=hunger")) == ["How they buy"]
    assert names(reader_client.get("/journeys/?q=nothing+of+it")) == []
    assert names(reader_client.get("/journeys/?sort=name")) == ["Cases", "How they buy", "Parts"]


def test_headings_sort_the_list_and_turn_it_round(reader_client):
    few, many = JourneyFactory(name="A few"), JourneyFactory(name="B many")
    for journey, count in ((few, 1), (many, 2)):
        TouchpointFactory.create_batch(count, stage=StageFactory(journey=journey))
    for order, first in {"name": few, "-name": many, "people": many, "-people": few, "updated": many}.items():
        assert names(reader_client.get("/journeys/", {"sort": order}))[0] == first.name
    heading = reader_client.get("/journeys/?sort=people").context["filter"].headings["people"]
    assert (heading.direction, heading.query) == ("descending", "?sort=-people")


def test_the_list_counts_its_choices(reader_client, journey):
    JourneyFactory(kind="product", type=PersonaTypeFactory(name="User"))
    filtered = reader_client.get("/journeys/?persona=ada").context["filter"]
    counts = {group.name: {option.label: option.count for option in group.options} for group in filtered.groups}
    assert counts == {
        "kind": {"Buying journey": 1, "Product stages": 0, "Use cases": 0},
        "type": {"Buyer": 1, "User": 1},
        "persona": {"Ada": 1, "Bob": 1},
    }


def test_deprecated_personas_are_marked_among_the_choices(reader_client, journey):
    old = PersonaFactory(name="Old", slug="old", role_label="", status="deprecated")
    TouchpointFactory(persona=old, stage=journey.stages.first())
    options = reader_client.get("/journeys/").context["filter"].groups[2].options
    assert [option.label for option in options] == ["Ada", "Bob", "Old (deprecated)"]


@pytest.mark.parametrize(
    "query",
    ["kind=x", "type=x", "persona=nobody", "persona=%00", "q=%00", "sort=x", "q=" + "a" * 300, "kind=product&page=9"],
)
def test_what_the_list_cannot_answer(reader_client, journey, query):
    response = reader_client.get(f"/journeys/?{query}")
    assert response.status_code in (200, 404)
    assert names(response) == [] if response.context["page"] else True


def test_the_list_costs_the_same_at_two_sizes(reader_client):
    def fill_list(count):
        for _ in range(count):
            TouchpointFactory(stage=StageFactory(journey=JourneyFactory(type=PersonaTypeFactory())))

    fill_list(2)
    first = queries(reader_client, "/journeys/")
    fill_list(20)
    assert (first, queries(reader_client, "/journeys/")) == (16, 16)


def test_the_header_leads_here(reader_client):
    assert '<a href="/journeys/" aria-current="true">Journeys</a>' in reader_client.get("/journeys/").text


def test_no_journeys_yet(reader_client):
    assert "There are no journeys yet." in reader_client.get("/journeys/").text
    assert not Journey.objects.exists()


def test_a_word_finds_everybody_among_the_choices(reader_client):
    stage = StageFactory(journey=JourneyFactory())
    for number in range(20):
        TouchpointFactory(stage=stage, persona=PersonaFactory(name=f"Kim {number:02}", role_label=""))
    group = reader_client.get("/journeys/").context["filter"].groups[2]
    assert (len(group.options), group.more) == (15, 5)
    group = reader_client.get("/journeys/?find-persona=kim+19").context["filter"].groups[2]
    assert [(option.label, option.count) for option in group.options] == [("Kim 19", 1)]
