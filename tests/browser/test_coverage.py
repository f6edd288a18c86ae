"""The coverage of a journey in a real browser: a gap is planned and made, by keyboard, on a phone, in both schemes."""

import pytest
from playwright.sync_api import expect

from tests.journeys.factories import AssetFactory, JourneyFactory, StageFactory, TouchpointFactory
from tests.personas.factories import (
    AdministratorFactory,
    ContentFormatFactory,
    ContentPreferenceFactory,
    PersonaFactory,
    PersonaTypeFactory,
)

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän"


@pytest.fixture
def road(transactional_db, sign_in):
    """Two personas in two stages; Ada lacks a report in the second."""
    journey = JourneyFactory(name="How buyers decide")
    early, late = (StageFactory(journey=journey, name=name) for name in ("Awareness", "Decision"))
    report, podcast = ContentFormatFactory(name="Report"), ContentFormatFactory(name=LONG_WORD)
    ada = PersonaFactory(name="Ada", role_label="")
    bob = PersonaFactory(name="Bob", role_label="", type=PersonaTypeFactory(name="User"))
    for persona in (ada, bob):
        for stage in (early, late):
            TouchpointFactory(persona=persona, stage=stage)
        ContentPreferenceFactory(persona=persona, content_format=podcast, tier=2)
    ContentPreferenceFactory(persona=ada, content_format=report, tier=1)
    AssetFactory(title="Paper", content_format=report, personas=[ada], stages=[early])
    AssetFactory(title="Paper two", url="https://example.com/two", content_format=report)
    sign_in(AdministratorFactory())


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_a_gap_is_found_planned_and_made(page, road):
    page.goto("/journeys/coverage/")
    page.get_by_label("Only gaps").check()
    page.wait_for_url("**gaps=1")
    page.get_by_role("checkbox", name="Buyer").check()
    page.wait_for_url("**type=buyer")
    gap = page.get_by_role("link", name="Missing!")
    expect(gap).to_have_count(1)
    gap.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Note").fill("Ask Acme.")
    page.get_by_label("Note").press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/journeys/coverage/?**")
    expect(page.get_by_role("status").first).to_contain_text("Planned: Report for Ada, Decision.")
    expect(page.get_by_label("Only gaps")).to_be_checked()
    page.get_by_label("Only gaps").uncheck()
    page.get_by_role("link", name="Planned", exact=True).click()
    page.get_by_label("Address of what came of it").fill("https://example.com/two")
    page.get_by_role("button", name="It is done").click()
    expect(page.get_by_role("link", name="Paper two")).to_be_visible()
    page.get_by_role("navigation", name="Content").get_by_role("link", name="Coverage").click()
    expect(page.get_by_role("link", name="1", exact=True)).to_have_count(2)


def test_a_cell_leads_to_its_assets_and_chips_lead_back(page, road):
    page.goto("/journeys/coverage/")
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.get_by_role("rowheader")).to_contain_text(["Paper"])
    page.get_by_role("link", name="Remove Persona: Ada").click()
    expect(page.get_by_role("link", name="Remove Persona: Ada")).to_have_count(0)
    page.get_by_role("link", name="Clear all").click()
    expect(page.get_by_role("rowheader")).to_have_count(2)


@pytest.mark.once
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_every_page_is_accessible_and_fits(page, road, accessibility_findings, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/journeys/coverage/")
    plan = page.get_by_role("link", name="Missing!").first.get_attribute("href")
    asset = "/journeys/assets/?q=Paper"
    found = {}
    for address in ("/journeys/coverage/", asset, plan, "/journeys/tasks/"):
        page.goto(address)
        found[address.partition("?")[0]] = (accessibility_findings(), overflow(page), page.locator("h1").count())
    page.goto(asset)
    page.get_by_role("link", name="Paper", exact=True).click()
    expect(page.locator("h1")).to_have_text("Paper")
    found["asset"] = (accessibility_findings(), overflow(page), 1)
    assert found == dict.fromkeys(found, ([], 0, 1))


@pytest.mark.once
def test_what_explains_the_cells_looks_like_them(page, road):
    page.goto("/journeys/coverage/")
    background = "element => getComputedStyle(element).backgroundColor"
    for shade in ("s1", "s3", "s5"):
        cell, swatch = page.locator(f"td.{shade}").first, page.locator(f".legend .{shade}").first
        assert cell.evaluate(background) == swatch.evaluate(background)
