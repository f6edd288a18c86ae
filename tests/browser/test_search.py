"""The search in a real browser: by keyboard, while typing, and without scripts."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from personas.models import SearchMiss
from tests.personas.factories import (
    ContentFormatFactory,
    EditorFactory,
    GuideFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
)

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän"
ADDRESSES = [
    "/search/",
    "/search/?q=mouse",
    "/search/?q=muose",
    "/search/?q=mouse&kind=personas&page=2",
    "/search/?q=mouse&kind=cheese",
    "/search/?q=quantum+cheese",
    f"/search/?q={LONG_WORD}",
]


@pytest.fixture
def signed_in(transactional_db, sign_in):
    """Mice of every kind, and the browser as an editor sees them."""
    cache.clear()
    for number in range(30):
        PersonaFactory(name=f"Mouse {number:02}", role_label="", slug=f"mouse-{number:02}")
    PersonaFactory(name=f"Mouse {LONG_WORD}", status="draft")
    PersonaFactory(name="Mouse of old", status="deprecated")
    PersonaTraitFactory(trait__statement=f"Mouse traps, {LONG_WORD}")
    PersonaTitleFactory(title__name="Chief mouse officer")
    PersonaNoteFactory(body="A **mouse** in every meeting. " * 20)
    ContentFormatFactory(name="Mouse mat")
    GuideFactory(title="Of mice", body="A mouse is not a rat. " * 30)
    sign_in(EditorFactory())


def options(page):
    return page.get_by_role("option")


@pytest.mark.once
def test_every_page_looks_well(page, signed_in, flaws):
    found = {}
    for address in ADDRESSES:
        page.goto(address)
        found[address] = (flaws(), page.locator("h1").count())
    assert found == dict.fromkeys(ADDRESSES, ([], 1))


@pytest.mark.once
def test_suggestions_look_well(page, signed_in, flaws):
    page.goto("/guides/")
    page.keyboard.press("/")
    page.keyboard.type("mouse")
    options(page).last.wait_for()
    page.keyboard.press("ArrowDown")
    assert flaws() == []


def test_the_keyboard_finds_a_persona(page, signed_in):
    page.goto("/guides/")
    page.keyboard.press("/")
    page.keyboard.type("mouse 07")
    expect(options(page)).to_have_count(2)
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options(page).first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/personas/mouse-07/")


def test_arrows_go_round_and_escape_closes(page, signed_in):
    page.goto("/guides/")
    page.keyboard.press("/")
    page.keyboard.type("mouse 07")
    expect(options(page)).to_have_count(2)
    box = page.get_by_role("combobox")
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(options(page).first).to_be_hidden()
    assert (box.get_attribute("aria-expanded"), box.input_value()) == ("false", "mouse 07")


def test_enter_opens_the_page_of_results(page, signed_in):
    page.goto("/guides/")
    page.keyboard.press("/")
    page.keyboard.type("mouse")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=mouse")
    expect(page.locator("mark").first).to_have_text("Mouse")


def test_leaving_the_box_closes_the_suggestions_and_a_click_opens_one(page, signed_in):
    page.goto("/guides/")
    page.keyboard.press("/")
    page.keyboard.type("mouse 07")
    expect(options(page)).to_have_count(2)
    page.keyboard.press("Tab")
    expect(options(page).first).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    options(page).first.click()
    page.wait_for_url("**/personas/mouse-07/")


def test_a_slash_in_a_field_is_a_slash(page, signed_in):
    page.goto("/search/")
    page.keyboard.type("24/7")
    assert page.get_by_role("searchbox").input_value() == "24/7"


def test_the_address_follows_what_is_typed(page, signed_in, accessibility_findings):
    page.goto("/search/")
    page.get_by_role("searchbox").press_sequentially("mouse 07")
    page.wait_for_url(re.compile(r"/search/\?q=mouse(\+|%20)07$"))
    expect(page.get_by_role("heading", name="Mouse 07")).to_be_visible()
    assert (page.title(), accessibility_findings()) == ("“mouse 07”: search · Dramatis", [])
    typed = page.locator("#search-results").inner_text()
    page.reload()
    assert page.locator("#search-results").inner_text() == typed
    expect(page.get_by_role("searchbox")).to_have_value("mouse 07")


def test_a_pause_counts_what_was_not_found(page, signed_in):
    page.goto("/search/")
    page.get_by_role("searchbox").press_sequentially("parking space", delay=40)
    page.get_by_text("The editors can see").wait_for()
    assert list(SearchMiss.objects.values_list("wording", "count")) == [("parking space", 1)]
    page.reload()
    page.get_by_text("The editors can see").wait_for()
    assert list(SearchMiss.objects.values_list("wording", "count")) == [("parking space", 1)]


def test_without_scripts(browser, base_url, signed_in, context):
    cookies = context.cookies()
    plain = browser.new_context(java_script_enabled=False, base_url=base_url)
    plain.add_cookies(cookies)
    page = plain.new_page()
    page.goto("/guides/")
    page.get_by_label("Search the catalogue").fill("parking")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=parking")
    page.get_by_role("button", name="Tell the editors").click()
    page.get_by_text("The editors can see").wait_for()
    page.get_by_role("searchbox").fill("mouse 07")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/?q=mouse+07")
    expect(page.get_by_role("heading", name="Mouse 07")).to_be_visible()
    plain.close()
    assert SearchMiss.objects.get().wording == "parking"
