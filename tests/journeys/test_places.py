"""After an edit of a persona only what names her is made again: where that stands, and what stays."""

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from journeys.models import Asset, Touchpoint
from journeys.views.assets import asset_list
from journeys.views.coverage import coverage
from journeys.views.journeys import journey_list
from personas.filters.lists import MOST_OPTIONS
from personas.kept import frames
from personas.models import Persona
from tests.journeys.factories import AssetFactory, JourneyFactory, StageFactory, TouchpointFactory
from tests.personas.factories import (
    ContentFormatFactory,
    ContentPreferenceFactory,
    EditorFactory,
    GuideFactory,
    PersonaFactory,
    UserFactory,
)
from tests.personas.kept.columns import columns_of, columns_read
from tests.personas.kept.readers import client_of, page

pytestmark = pytest.mark.django_db(transaction=True)
VIEWS = {"/journeys/": journey_list, "/journeys/assets/": asset_list, "/journeys/coverage/": coverage}
JOURNEY = "/journeys/road/"


def matters(stage, form, **values) -> Persona:
    """A persona who matters in the stage, with an asset of another content type than what she takes up."""
    persona = PersonaFactory(**values)
    TouchpointFactory(persona=persona, stage=stage, content_formats=[form])
    ContentPreferenceFactory(persona=persona, content_format=form, tier=1)
    AssetFactory(personas=[persona], stages=[stage], owner=UserFactory())
    return persona


@pytest.fixture
def road():
    """A stage, and a content type; Ada, Bob and a draft matter there."""
    caches["pages"].clear()
    journey = JourneyFactory(name="Road", slug="road", description="For [her](#ada), see [how](#how).")
    place = StageFactory(journey=journey), ContentFormatFactory(name="Report")
    GuideFactory(slug="how")
    matters(*place, name="Ada", slug="ada", role_label="")
    matters(*place, name="Bob")
    matters(*place, name="Secret Cid", role_label="", status="draft")
    return place


@pytest.mark.parametrize("address", [*VIEWS, JOURNEY])
def test_nobodys_draft_shows_to_a_reader_whatever_an_editor_saw_first(road, address):
    clients = client_of(EditorFactory()), client_of(UserFactory())
    for role in ("", "Countess", "Duchess"):
        Persona.objects.update(role_label=role)
        shown = [page(client, address) for client in clients]
        assert [("Secret Cid" in each, role in each) for each in shown] == [(True, True), (False, True)]


# The session, the account, the two of numbers and the stars; names; who changed, and who comes when.
@pytest.mark.parametrize(
    ("address", "count"), [("/journeys/", 6), ("/journeys/assets/", 6), ("/journeys/coverage/", 10), (JOURNEY, 8)]
)
@pytest.mark.parametrize("more", [0, 20])
def test_after_an_edit_of_a_persona_little_is_read(road, django_assert_num_queries, address, count, more):
    for number in range(more):
        matters(*road, name=f"More {number}")
    reader = client_of(UserFactory())
    page(reader, address)
    Persona.objects.filter(slug="ada").update(role_label="Countess")
    with django_assert_num_queries(count):
        assert "Countess" in page(reader, address)


def edit(model, **values):
    """An edit of the first row."""
    return lambda: model.objects.filter(pk=model.objects.order_by("pk").first().pk).update(**values)


RENAMED, TOLD = edit(Asset, title="Renamed"), edit(Touchpoint, key_message="Other")
DATED, LESS = edit(Asset, published_on=date(2001, 1, 1)), edit(Touchpoint, involvement=3)


# The session, the account, the two of numbers and the stars; names; and what the edit concerns.
@pytest.mark.parametrize(
    ("address", "change", "count"),
    [
        ("/journeys/", TOLD, 6),
        ("/journeys/", LESS, 10),
        ("/journeys/assets/", TOLD, 6),
        ("/journeys/assets/", RENAMED, 10),
        ("/journeys/assets/", DATED, 12),
        ("/journeys/coverage/", TOLD, 8),
        ("/journeys/coverage/", RENAMED, 8),
        ("/journeys/coverage/", DATED, 12),
        ("/journeys/coverage/", LESS, 12),
    ],
)
@pytest.mark.parametrize("more", [0, 20])
def test_after_other_edits_only_what_is_made_of_them_is_read(
    road, django_assert_num_queries, address, change, count, more
):
    for number in range(more):
        matters(*road, name=f"More {number}")
    reader = client_of(UserFactory())
    page(reader, address)
    change()
    with django_assert_num_queries(count):
        page(reader, address)


@pytest.mark.parametrize("query", ["", "?sort=type", "?page=1"])
@pytest.mark.parametrize("address", VIEWS)
def test_the_frame_is_made_of_nothing_else(road, monkeypatch, address, query):
    """It stays while its tables do; the order by name of those who are counted makes no difference to it."""
    monkeypatch.setattr(frames, "filled_in", lambda html, request, fill: html)
    by_name = {("personas_persona", column) for column in ("name", "role_label")}
    reader = client_of(UserFactory())
    with transaction.atomic(), CaptureQueriesContext(connection) as made:
        html = page(reader, f"{address}{query}")
    assert "Ada (" not in html
    read = columns_read(made)
    assert read
    assert read <= {column for each in VIEWS[address].framed_by for column in columns_of(each)} | by_name


@pytest.mark.parametrize("address", ["/journeys/", "/journeys/assets/"])
def test_of_those_who_are_called_the_same_the_role_decides(road, address):
    """Whether there is room for one more among the options, too."""
    people = [matters(*road, name="Kim", role_label=f"{number:02}") for number in range(MOST_OPTIONS)]
    reader = client_of(UserFactory())
    for role, last in (("00", "12"), ("99", "13"), ("05 b", "12")):
        Persona.objects.filter(pk=people[0].pk).update(role_label=role)
        html = page(reader, address)
        with transaction.atomic():  # where nothing is kept
            assert html == page(reader, address)
        assert (f"Kim ({last})" in html, html.count("Kim (")) == (True, MOST_OPTIONS - 2)


@pytest.mark.parametrize("address", VIEWS)
def test_options_that_are_searched_are_those_of_now(road, address):
    reader = client_of(UserFactory())
    swap = {"HX-Request": "true", "HX-Target": "options-persona"}
    for role in ("Countess", "Duchess"):
        Persona.objects.filter(slug="ada").update(role_label=role)
        assert f"Ada ({role})" in page(reader, f"{address}?find-persona=ada", **swap)


def test_a_chosen_persona_stands_beside_the_first_of_the_others(road):
    for number in range(MOST_OPTIONS + 5):
        matters(*road, name=f"Aa {number:02}")
    html = page(client_of(UserFactory()), "/journeys/?persona=ada")
    assert ('value="ada" form="filter-form" autocomplete="off" checked' in html, html.count("is-aa")) == (True, 15)
