"""A journey in a browser: the grid by mouse and by keyboard, taking back, and the table on a phone."""

import pytest
from playwright.sync_api import expect

from journeys.models import Touchpoint
from personas.models import Persona
from tests.journeys.factories import JourneyFactory, StageFactory, TouchpointFactory
from tests.personas.factories import AdministratorFactory, ContentFormatFactory, PersonaFactory

GRID = "/journeys/buy/marks/"


@pytest.fixture
def journey(transactional_db):
    """Three stages, three personas; Ada has everything in the first stage, Bob nothing anywhere."""
    journey = JourneyFactory(name="How they buy", slug="buy")
    stages = [StageFactory(journey=journey, name=name) for name in ("Hunger", "Tasting", "Order")]
    ada, _, cy = (PersonaFactory(name=name, slug=name.lower(), role_label="") for name in ("Ada", "Bob", "Cy"))
    formats = [ContentFormatFactory(name="Webinar")]
    TouchpointFactory(
        persona=ada, stage=stages[0], involvement=1, key_message="It *rises*.", questions="?", content_formats=formats
    )
    for stage in stages:
        TouchpointFactory(persona=cy, stage=stage, involvement=3, key_message="A long answer to a long question. " * 4)
    return journey


@pytest.fixture
def signed_in(journey, sign_in):
    sign_in(AdministratorFactory())


def box(page, persona, stage, says):
    return page.get_by_role("button", name=f"{persona}, {stage}: {says}", exact=True)


def involvements():
    found = Touchpoint.objects.order_by("persona__name", "stage__order")
    return list(found.exclude(persona__name="Cy").values_list("persona__name", "stage__name", "involvement"))


def test_clicks_are_saved_and_taken_back(page, signed_in):
    page.goto(GRID)
    box(page, "Bob", "Order", "not marked").click()
    expect(box(page, "Bob", "Order", "takes part")).to_be_focused()
    expect(page.locator("#marks-said")).to_have_text("Saved: Bob, Order: takes part.")
    assert involvements() == [("Ada", "Hunger", 1), ("Bob", "Order", 2)]
    box(page, "Bob", "Order", "takes part").click()
    expect(box(page, "Bob", "Order", "leads")).to_be_visible()
    page.get_by_role("button", name="Undo Bob, Order: leads.").click()
    expect(box(page, "Bob", "Order", "takes part")).to_be_visible()
    page.reload()
    expect(box(page, "Bob", "Order", "takes part")).to_be_visible()


def test_keys_move_set_unmark_and_take_back(page, signed_in):
    page.goto(GRID)
    box(page, "Ada", "Hunger", "leads").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(box(page, "Bob", "Tasting", "not marked")).to_be_focused()
    page.keyboard.press("3")
    expect(box(page, "Bob", "Tasting", "is kept informed")).to_be_focused()
    page.keyboard.press("0")
    expect(box(page, "Bob", "Tasting", "not marked")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box(page, "Bob", "Tasting", "takes part")).to_be_focused()
    page.keyboard.press("u")
    expect(box(page, "Bob", "Tasting", "not marked")).to_be_visible()
    assert involvements() == [("Ada", "Hunger", 1)]
    assert page.locator(".box[tabindex='0']").count() == 1


def test_texts_go_only_when_somebody_is_sure(page, signed_in):
    page.goto(GRID)
    box(page, "Ada", "Hunger", "leads").focus()
    page.keyboard.press("Delete")
    question = page.locator(".marks-question")
    expect(question).to_contain_text("Ada would lose its questions, its key message and 1 content type in Hunger.")
    question.get_by_text("Keep it").click()
    expect(question).to_have_count(0)
    expect(box(page, "Ada", "Hunger", "leads")).to_be_focused()
    page.keyboard.press("Delete")
    page.get_by_role("button", name="Unmark all the same").click()
    expect(box(page, "Ada", "Hunger", "not marked")).to_be_visible()
    page.get_by_role("button", name="Undo Ada, Hunger: not marked.").click()
    expect(box(page, "Ada", "Hunger", "leads")).to_be_visible()
    again = Touchpoint.objects.get(persona__name="Ada")
    assert (again.key_message, again.questions, again.content_formats.count()) == ("It *rises*.", "?", 1)


@pytest.mark.once
def test_the_pages_look_well(page, signed_in, flaws):
    Persona.objects.filter(name="Ada").update(role_label="Director of application development and of everything else")
    found = {}
    for address in ("/journeys/", "/journeys/buy/", "/journeys/buy/?turn=1", GRID):
        page.goto(address)
        if address == GRID:
            box(page, "Bob", "Order", "not marked").click()
            expect(page.locator("#marks-undo li")).to_have_count(1)
        found[address] = flaws()
    assert {address: listed for address, listed in found.items() if listed} == {}


def test_a_cell_says_everything_and_a_phone_chooses_two_columns(page, signed_in):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/journeys/buy/")
    heads = page.locator("th.column")
    assert [heads.nth(number).is_visible() for number in range(3)] == [True, True, False]
    page.get_by_label("and", exact=True).select_option("Order")
    expect(heads.nth(2)).to_be_visible()
    expect(heads.nth(1)).to_be_hidden()
    page.get_by_role("button", name="Leads It rises. Webinar").click()
    expect(page.locator("#why")).to_contain_text("Key message")
    expect(page.locator("#why")).to_contain_text("0 pieces")
    page.keyboard.press("Escape")
    expect(page.locator("#why")).to_be_empty()
