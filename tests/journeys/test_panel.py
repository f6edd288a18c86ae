"""A persona's own journeys, on its page."""

from datetime import date

import pytest

from journeys.models import Asset, Journey, Stage, Touchpoint
from journeys.panel import journeys_of
from personas.models import ContentFormat, Persona
from tests.personas.factories import EditorFactory, PersonaFactory, UserFactory
from tests.personas.kept.readers import assert_each_shows_at_once, client_of, page

from .factories import AssetFactory, JourneyFactory, StageFactory, TouchpointFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    persona = PersonaFactory(name="Ada", slug="ada")
    journey = JourneyFactory(name="How they buy", order=2)
    first, second = (StageFactory(journey=journey, name=name) for name in ("Hunger", "Order"))
    TouchpointFactory(persona=persona, stage=second, involvement=1, key_message="It *rises*.")
    TouchpointFactory(persona=persona, stage=first)
    draft = StageFactory(name="Secret", journey=JourneyFactory(name="Draft", status="draft", order=1))
    TouchpointFactory(persona=persona, stage=draft)
    TouchpointFactory(stage=first)
    return persona


def test_the_panel_lists_journeys_and_stages_in_their_order(ada, reader, django_assert_num_queries):
    with django_assert_num_queries(3):  # two for the reader's rights
        _, context = journeys_of(ada, reader)
    [journey] = context["journeys"]
    assert (journey.name, journey.address, journey.is_draft) == ("How they buy", "/journeys/how-they-buy/", False)
    assert journey.moments == (("Hunger", "takes part", ""), ("Order", "leads", "It rises."))


def test_it_is_on_the_page(ada, reader_client):
    text = reader_client.get("/personas/ada/").text
    assert '<a href="/journeys/how-they-buy/?p=ada">How they buy</a>' in text
    assert "Secret" not in text


def test_editors_see_drafts(ada):
    _, context = journeys_of(ada, EditorFactory())
    assert [(each.name, each.is_draft) for each in context["journeys"]] == [("Draft", True), ("How they buy", False)]


def test_nothing_to_say(reader):
    assert journeys_of(PersonaFactory(), reader) is None


# Each shows on her page, one after the other.
CHANGES = {
    "message": lambda: Touchpoint.objects.update(key_message="Rise & shine"),
    "involvement": lambda: Touchpoint.objects.update(involvement=3),
    "stage": lambda: Stage.objects.update(name="Noon"),
    "journey": lambda: Journey.objects.filter(status="published").update(name="Street"),
    "published": lambda: Journey.objects.update(status="published"),
    "gone": lambda: Touchpoint.objects.all().delete(),
    "asset": lambda: AssetFactory(title="The story", personas=[Persona.objects.get(slug="ada")]),
    "title": lambda: Asset.objects.update(title="Her story"),
    "old": lambda: Asset.objects.update(published_on=date(2001, 1, 1)),
    "broken": lambda: Asset.objects.update(link_state="broken"),
    "content type": lambda: ContentFormat.objects.update(name="Leaflet"),
    "no longer hers": lambda: Asset.personas.through.objects.all().delete(),
}


@pytest.mark.django_db(transaction=True)
def test_each_change_shows_on_her_page_at_once(ada):
    reader = client_of(UserFactory())
    assert_each_shows_at_once(CHANGES.items(), lambda: page(reader, "/personas/ada/"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("more", [0, 30])
def test_an_edit_of_one_has_the_other_stay(ada, django_assert_num_queries, more):
    for number in range(7 + more):
        AssetFactory(title=f"Nr. {number}", personas=[ada])
        TouchpointFactory(persona=ada)
    reader = client_of(UserFactory())
    page(reader, "/personas/ada/")
    # The session, the account, the two of numbers, the stars, her row; then the panel's own.
    for change, count in (("message", 7), ("title", 8)):
        CHANGES[change]()
        with django_assert_num_queries(count):
            page(reader, "/personas/ada/")
