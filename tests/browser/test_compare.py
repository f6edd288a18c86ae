"""Picking personas on the way through the site, and comparing them: by keyboard, on a phone, on paper."""

import json

import pytest
from playwright.sync_api import expect

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


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def pick(page, *names):
    for name in names:
        page.get_by_role("checkbox", name=f"Compare {name}", exact=True).check()


def tray(page):
    return page.get_by_role("complementary", name="Personas to compare")


def rows(page):
    return page.locator("table").first.locator("tbody th[scope=row]")


def row_names(page):
    return rows(page).all_inner_texts()


def test_what_is_picked_comes_along_and_is_compared(page, signed_in):
    page.goto("/personas/")
    assert tray(page).is_hidden()
    pick(page, "Ada", "Bob")
    page.goto("/personas/cem/")
    page.get_by_role("checkbox", name="Add to comparison Cem").check()
    assert tray(page).locator("li > span:nth-child(2)").all_inner_texts() == ["Ada", "Bob", "Cem"]
    page.goto("/guides/")
    assert tray(page).get_by_role("status").inner_text() == "3 of 8 picked"
    tray(page).get_by_role("button", name="Remove Bob").click()
    page.goto("/personas/")
    checked = [page.get_by_role("checkbox", name=f"Compare {name}").is_checked() for name in ("Ada", "Bob", "Cem")]
    assert checked == [True, False, True]
    tray(page).get_by_role("button", name="Compare").click()
    page.wait_for_url("**/personas/compare/?p=ada&p=cem")


def test_the_tray_leads_to_charts_and_can_be_cleared(page, signed_in):
    page.goto("/personas/")
    pick(page, "Ada")
    tray(page).get_by_role("button", name="Charts").click()
    page.wait_for_url("**/personas/charts/?p=ada")
    page.go_back()
    tray(page).get_by_role("button", name="Clear").click()
    assert (tray(page).is_hidden(), page.get_by_role("checkbox", name="Compare Ada").is_checked()) == (True, False)
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_ninth_is_refused_in_words(page, signed_in):
    page.goto("/personas/")
    pick(page, "Ada", *(f"Dora {number}" for number in range(7)))
    page.get_by_role("checkbox", name="Compare Bob").click()
    assert not page.get_by_role("checkbox", name="Compare Bob").is_checked()
    assert tray(page).get_by_role("status").inner_text() == "A comparison holds 8: remove one to add Bob."


def test_the_next_reader_at_the_machine_has_a_tray_of_their_own(page, signed_in, sign_in):
    page.goto("/personas/")
    pick(page, "Ada")
    sign_in(UserFactory())
    page.goto("/personas/")
    assert (tray(page).is_hidden(), tray(page).locator("li").count()) == (True, 0)


@pytest.mark.parametrize("kept", ["{", "null", '"ada"', json.dumps([1, {"slug": 2}, {"slug": "ada", "name": "<b>A"}])])
def test_whatever_is_kept_breaks_nothing(page, signed_in, kept):
    page.goto("/guides/")
    reader = page.locator("#tray").get_attribute("data-reader")
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [f"dramatis-tray-{reader}", kept])
    page.reload()
    shown = tray(page).locator("li > span:nth-child(2)").all_inner_texts() if tray(page).is_visible() else []
    assert shown == (["<b>A"] if "<b>A" in kept else [])


def test_filters_swap_the_rows_and_the_address_holds_them(page, signed_in):
    page.goto(TRIO)
    everything = row_names(page)
    page.get_by_label("Only shared").check()
    page.wait_for_url("**only=shared**")
    page.get_by_text("Choose facets").click()
    page.get_by_label("Tools").check()
    page.wait_for_url("**facet=tools**")
    swapped = row_names(page)
    assert len(everything) > len(swapped) == 8
    assert page.evaluate("document.activeElement.value") == "tools"
    page.reload()
    assert row_names(page) == swapped
    page.go_back()
    page.wait_for_url("**only=shared**")
    page.go_back()
    page.wait_for_url(f"**{TRIO}")
    expect(page.get_by_label("All rows")).to_be_checked()
    expect(rows(page)).to_have_count(len(everything))
    assert row_names(page) == everything


def test_headings_sort_and_keep_the_focus(page, signed_in):
    page.goto(TRIO)
    page.get_by_role("columnheader", name="Cem").first.get_by_role("link").press("Enter")
    page.wait_for_url("**sort=by%3Acem")
    heading = page.get_by_role("columnheader", name="Cem").first
    assert (heading.get_attribute("aria-sort"), page.evaluate("document.activeElement.textContent")) == (
        "ascending",
        "Cem",
    )
    heading.get_by_role("link").press("Enter")
    page.wait_for_url("**sort=-by%3Acem")
    page.get_by_label("Only shared").check()
    page.wait_for_url("**only=shared**sort=-by**")


def test_a_cell_says_why_by_keyboard(page, signed_in, accessibility_findings):
    page.goto(f"{TRIO}&facet=goals")
    cell = page.get_by_role("button", name="● 2*").first
    cell.press("Enter")
    why = page.locator("#why")
    why.get_by_text("Above all.").wait_for()
    assert "why=" in page.url
    assert accessibility_findings() == []
    page.keyboard.press("Escape")
    assert (why.inner_text().strip(), "why=" in page.url) == ("", False)
    assert cell.evaluate("cell => cell === document.activeElement")


def test_a_pair_leads_to_the_two(page, signed_in):
    page.goto(TRIO)
    page.locator(".pairs td a").first.click()
    page.wait_for_url("**/personas/compare/?p=ada&p=bob")


def test_a_phone_shows_two_columns_and_lets_pick_them(page, signed_in):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(TRIO)
    headings = page.locator("table").first.locator("th.column")
    shown = [heading.is_visible() for heading in headings.all()]
    page.get_by_label("Show").select_option("cem")
    page.wait_for_url("**one=cem**")
    page.locator("table.shows-3").wait_for()
    assert (shown, [heading.is_visible() for heading in headings.all()]) == ([True, True, False], [False, True, True])
    page.set_viewport_size({"width": 1280, "height": 700})
    assert all(heading.is_visible() for heading in headings.all())


def test_headings_and_statements_stay_in_sight(page, signed_in):
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto(TRIO)
    region = page.get_by_role("region", name="Ada, Bob and Cem compared")
    before = page.locator("th.corner").first.bounding_box()
    region.evaluate("region => { region.scrollTop = 400; region.scrollLeft = 60; }")
    assert page.locator("th.corner").first.bounding_box() == before


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(page, signed_in, accessibility_findings, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    addresses = [
        "/personas/compare/",
        "/personas/compare/?p=ada&p=x&find=do",
        TRIO,
        f"{TRIO}&only=x",
        "/personas/ada/",
    ]
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = (accessibility_findings(), overflow(page), page.locator("h1").count())
    assert found == dict.fromkeys(addresses, ([], 0, 1))
    pick_on_page = page.get_by_role("checkbox", name="Add to comparison")
    pick_on_page.check()
    page.goto(f"{TRIO}&facet=goals")
    page.get_by_label("Only differences").check()
    page.wait_for_url("**only=differences**")
    assert (accessibility_findings(), overflow(page)) == ([], 0)
    page.goto("/personas/")
    assert (accessibility_findings(), overflow(page)) == ([], 0)


def test_all_of_it_works_without_scripts(plain_page):
    plain_page.goto("/personas/")
    pick(plain_page, "Ada", "Bob")
    plain_page.get_by_role("button", name="Compare the ticked personas").click()
    assert plain_page.url.endswith("/personas/compare/?p=ada&p=bob")
    plain_page.get_by_label("Only shared").check()
    plain_page.get_by_role("button", name="Show").click()
    assert "only=shared" in plain_page.url
    plain_page.get_by_role("button", name="● 2*").first.click()
    expect(plain_page.locator("#why").get_by_text("Above all.")).to_be_visible()
    plain_page.get_by_role("link", name="Close").click()
    assert "why=" not in plain_page.url
    plain_page.get_by_role("link", name="Add a persona").click()
    plain_page.get_by_label("Cem").check()
    plain_page.get_by_role("button", name="Compare", exact=True).click()
    assert plain_page.locator("table").first.locator("th.column").count() == 3


def test_paper_shows_the_whole_table_and_nothing_to_click(page, signed_in):
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(TRIO)
    hidden = [
        page.locator(selector).first.is_visible() for selector in (".state-form", ".matrix-tools", ".chip-remove")
    ]
    scroll = page.locator(".matrix-scroll").first.evaluate("box => box.scrollHeight - box.clientHeight")
    assert (hidden, scroll, page.locator("table").first.is_visible()) == ([False] * 3, 0, True)
