"""Picking personas on the way through the site, and comparing them: by keyboard, on a phone, on paper."""

import json
import re

import pytest
from playwright.sync_api import expect

from personas.models import Persona
from tests.browser.steps import go_back
from tests.personas.factories import (
    ContentPreferenceFactory,
    FacetFactory,
    PersonaFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän"
TRIO = "/personas/compare/?p=ada&p=bob&p=cem"


@pytest.fixture
def catalogue(transactional_db):
    """Ada, Bob and Cem with statements of two facets, and seven more personas."""
    people = [PersonaFactory(name=name, role_label="", slug=name.lower()) for name in ("Ada", "Bob", "Cem")]
    for number in range(7):
        PersonaFactory(name=f"Dora {number}", role_label=LONG_WORD, slug=f"dora-{number}")
    goals, tools = [FacetFactory(name=name, comparable=True) for name in ("Goals", "Tools")]
    for facet in (goals, tools):
        for number in range(1, 12):
            trait = TraitFactory(facet=facet, statement=f"{facet.name} {LONG_WORD} {number}")
            for persona in people[: 1 + number % 3]:
                PersonaTraitFactory(persona=persona, trait=trait, rank=number, detail="Above *all*." * (number == 2))
    ContentPreferenceFactory(persona=people[0])


@pytest.fixture
def signed_in(catalogue, sign_in):
    sign_in(UserFactory())


@pytest.fixture
def plain_page(browser, base_url, signed_in, context):
    """A page without scripts."""
    plain = browser.new_context(base_url=base_url, java_script_enabled=False, storage_state=context.storage_state())
    yield plain.new_page()
    plain.close()


def pick(page, *names):
    for name in names:
        page.get_by_role("checkbox", name=f"Compare {name}", exact=True).check()


def tray(page):
    return page.get_by_role("complementary", name="Personas to compare")


def picked(page):
    return tray(page).locator("li > span:nth-child(2)")


def rows(page):
    return page.locator("table").first.locator("tbody th[scope=row]")


def test_what_is_picked_comes_along_and_is_compared_or_charted(page, signed_in):
    page.goto("/personas/")
    expect(tray(page)).to_be_hidden()
    pick(page, "Ada", "Bob")
    page.goto("/personas/cem/")
    page.get_by_role("checkbox", name="Add to comparison Cem").check()
    expect(picked(page)).to_have_text(["Ada", "Bob", "Cem"])
    page.goto("/guides/")
    expect(tray(page).get_by_role("status")).to_have_text("3 of 8 picked")
    tray(page).get_by_role("button", name="Remove Bob").click()
    page.goto("/personas/")
    for name, is_picked in (("Ada", True), ("Bob", False), ("Cem", True)):
        expect(page.get_by_role("checkbox", name=f"Compare {name}")).to_be_checked(checked=is_picked)
    tray(page).get_by_role("button", name="Compare").click()
    page.wait_for_url("**/personas/compare/?p=ada&p=cem")
    page.goto("/guides/")
    tray(page).get_by_role("button", name="Charts").click()
    page.wait_for_url("**/personas/charts/?p=ada&p=cem")


def test_a_ninth_is_refused_in_words_and_all_can_be_cleared(page, signed_in):
    page.goto("/personas/")
    pick(page, "Ada", *(f"Dora {number}" for number in range(7)))
    page.get_by_role("checkbox", name="Compare Bob").click()
    expect(page.get_by_role("checkbox", name="Compare Bob")).not_to_be_checked()
    expect(tray(page).get_by_role("status")).to_have_text("A comparison holds 8: remove one to add Bob.")
    tray(page).get_by_role("button", name="Clear").click()
    expect(tray(page)).to_be_hidden()
    expect(page.get_by_role("checkbox", name="Compare Ada")).not_to_be_checked()
    expect(page.locator("#content")).to_be_focused()


def test_a_tray_is_its_readers_own_and_survives_whatever_is_kept(page, signed_in, sign_in):
    page.goto("/personas/")
    pick(page, "Ada")
    sign_in(UserFactory())
    page.goto("/guides/")
    expect(page.locator("#tray")).to_be_hidden()
    expect(page.locator("#tray li")).to_have_count(0)
    key = f"dramatis-tray-{page.locator('#tray').get_attribute('data-reader')}"
    odd = json.dumps([1, {"slug": 2}, {"slug": "ada", "name": "<b>A"}])
    for kept, shown in (("{", []), ("null", []), ('"ada"', []), (odd, ["<b>A"])):
        page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [key, kept])
        page.reload()
        expect(picked(page)).to_have_text(shown)


def test_the_state_is_the_address_whatever_is_changed(page, signed_in):
    page.goto(TRIO)
    expect(rows(page)).to_have_count(22 + 1)
    everything = rows(page).all_inner_texts()
    page.get_by_label("Only shared").check()
    page.wait_for_url("**only=shared**")
    page.get_by_text("Choose facets").click()
    page.get_by_label("Tools").check()
    page.wait_for_url("**facet=tools**")
    expect(rows(page)).to_have_count(8)
    expect(page.get_by_label("Tools")).to_be_focused()
    page.reload()
    expect(rows(page)).to_have_count(8)
    page.get_by_role("columnheader", name="Cem").first.get_by_role("link").press("Enter")
    page.wait_for_url("**sort=by%3Acem")
    heading = page.get_by_role("columnheader", name="Cem").first
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(heading.get_by_role("link")).to_be_focused()
    heading.get_by_role("link").press("Enter")
    page.wait_for_url("**sort=-by%3Acem")
    for address in ("sort=by%3Acem$", "facet=tools(?!.*cem$)", "only=shared(?!.*facet=)", "&p=cem$"):
        go_back(page, re.compile(address))
    expect(page.get_by_label("All rows")).to_be_checked()
    expect(rows(page)).to_have_text(everything)


def test_a_cell_says_why_and_a_pair_leads_to_the_two(page, signed_in, flaws):
    page.goto(f"{TRIO}&facet=goals")
    cell = page.get_by_role("button", name="● 2*").first
    cell.press("Enter")
    why = page.locator("#why")
    expect(why.get_by_text("Above all.")).to_be_visible()
    page.wait_for_url("**why=**")
    assert flaws() == []
    page.keyboard.press("Escape")
    expect(why).to_be_empty()
    expect(cell).to_be_focused()
    assert "why=" not in page.url
    page.locator(".pairs td a").first.click()
    page.wait_for_url("**/personas/compare/?p=ada&p=bob")


def test_a_phone_shows_two_columns_and_keeps_headings_in_sight(page, signed_in):
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto(TRIO)
    ada, _, cem = page.locator("table").first.locator("th.column").all()
    expect(ada).to_be_visible()
    expect(cem).to_be_hidden()
    corner = page.locator("th.corner").first
    region = page.get_by_role("region", name="Ada, Bob and Cem compared")
    before = corner.bounding_box()
    region.evaluate("region => { region.scrollTop = 400; region.scrollLeft = 60; }")
    assert corner.bounding_box() == before
    page.get_by_label("Show").select_option("cem")
    page.wait_for_url("**one=cem**")
    expect(page.locator("table.shows-3")).to_be_visible()
    expect(ada).to_be_hidden()
    expect(cem).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 700})
    expect(ada).to_be_visible()


@pytest.mark.once
def test_every_page_looks_well(page, signed_in, flaws):
    Persona.objects.update(role_label="Director of application development and of everything else")
    addresses = ["/personas/compare/", "/personas/compare/?p=ada&p=x&find=do", TRIO, f"{TRIO}&only=x"]
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = (flaws(), page.locator("h1").count())
    Persona.objects.update(role_label="")
    page.goto("/personas/")
    pick(page, "Ada", "Bob")
    found["tray"] = (flaws(), 1)
    page.goto(f"{TRIO}&facet=goals")
    page.get_by_label("Only differences").check()
    page.wait_for_url("**only=differences**")
    page.get_by_text("Save this view").click()
    found["swapped"] = (flaws(), 1)
    assert found == dict.fromkeys(found, ([], 1))


def test_a_comparison_is_saved_and_found_again_with_and_without_scripts(page, plain_page, signed_in):
    for each, name in ((page, "Trio"), (plain_page, "Trio, plainly")):
        each.goto(f"{TRIO}&only=shared")
        each.get_by_text("Save this view").click()
        each.get_by_label("Name", exact=True).fill(name)
        each.get_by_role("button", name="Save", exact=True).click()
        expect(each.get_by_text(f"Saved as “{name}”")).to_be_visible()
        each.goto("/")
        each.get_by_role("link", name=name, exact=True).click()
        expect(each.get_by_role("radio", name="Only shared")).to_be_checked()
        assert each.url.endswith(f"{TRIO}&only=shared")


def test_all_of_it_works_without_scripts(plain_page):
    plain_page.goto("/personas/")
    pick(plain_page, "Ada", "Bob")
    plain_page.get_by_role("button", name="Compare the ticked personas").click()
    plain_page.wait_for_url("**/personas/compare/?p=ada&p=bob")
    plain_page.get_by_label("Only shared").check()
    plain_page.get_by_role("button", name="Show").click()
    plain_page.wait_for_url("**only=shared**")
    plain_page.get_by_role("button", name="● 2*").first.click()
    expect(plain_page.locator("#why").get_by_text("Above all.")).to_be_visible()
    plain_page.get_by_role("link", name="Close").click()
    expect(plain_page.locator("#why")).to_be_empty()
    plain_page.get_by_role("link", name="Add a persona").click()
    plain_page.get_by_label("Cem").check()
    plain_page.get_by_role("button", name="Compare", exact=True).click()
    expect(plain_page.locator("table").first.locator("th.column")).to_have_count(3)


@pytest.mark.once
def test_paper_shows_the_whole_table_and_nothing_to_click(page, signed_in):
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(TRIO)
    expect(page.locator("table").first).to_be_visible()
    for selector in (".state-form", ".matrix-tools", ".chip-remove"):
        expect(page.locator(selector).first).to_be_hidden()
    scroll = page.locator(".matrix-scroll").first.evaluate("box => box.scrollHeight - box.clientHeight")
    assert scroll == 0
