"""Lists that are narrowed down, in a real browser: while typing, by a tick, back and forth, without scripts."""

import pytest
from playwright.sync_api import expect

from personas.models import SavedView, Star
from tests.personas.factories import (
    ContentPreferenceFactory,
    FacetFactory,
    GuideFactory,
    PersonaFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitFactory,
    UserFactory,
)

ADDRESSES = ["/personas/", "/personas/?view=table", "/personas/?q=zzz&type=user", "/personas/?type=nobody"]


@pytest.fixture
def catalogue(transactional_db):
    """Thirty buyers and users, with twenty statements to choose from: those from "k" on are true of one persona."""
    user = PersonaTypeFactory(name="User")
    facet = FacetFactory(name="Challenges", comparable=True)
    traits = [TraitFactory(facet=facet, statement=f"Matter {letter}") for letter in "abcdefghijklmnopqrst"]
    for number in range(30):
        values = {"type": user} if number % 3 == 0 else {}
        persona = PersonaFactory(name=f"Persona {number:02}", role_label="", **values)
        PersonaTraitFactory(persona=persona, trait=traits[number % 20])
    ContentPreferenceFactory(persona=persona)
    GuideFactory(parent=GuideFactory(title="Whole"))


@pytest.fixture
def reader_page(page, catalogue, sign_in):
    sign_in(UserFactory())
    return page


def said(page, count):
    expect(page.locator("#result-count")).to_contain_text(f"{count} persona")


def ends_with(page, address):
    page.wait_for_url(lambda url: url.endswith(address))


def test_typing_ticking_and_going_back(reader_page):
    page = reader_page
    page.goto("/personas/")
    page.get_by_label("Words in names").fill("persona 1")
    said(page, 10)
    ends_with(page, "/personas/?q=persona%201")
    expect(page.get_by_label("Words in names")).to_be_focused()
    page.get_by_label("User", exact=False).first.check()
    said(page, 3)
    ends_with(page, "/personas/?q=persona%201&type=user")
    expect(page.locator("#type-is-user")).to_be_focused()
    page.get_by_role("link", name="Table").click()
    expect(page.get_by_role("table")).to_be_visible()
    page.get_by_role("link", name="Updated").click()
    expect(page.get_by_role("columnheader", name="Updated")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("link", name="Remove Words").click()
    said(page, 10)
    expect(page.get_by_label("Words in names")).to_have_value("")
    page.reload()
    said(page, 10)
    page.go_back()
    said(page, 3)
    page.go_back()
    expect(page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "ascending")
    page.go_back()
    expect(page.locator(".cards")).to_be_visible()
    page.go_back()
    said(page, 10)
    expect(page.get_by_label("Words in names")).to_have_value("persona 1")
    expect(page.locator("#type-is-user")).not_to_be_checked()
    page.go_back()
    said(page, 30)
    expect(page.get_by_label("Words in names")).to_have_value("")


def test_a_rare_option_is_found_and_ticked_by_keys_alone(reader_page):
    page = reader_page
    page.goto("/personas/?view=table")
    page.locator("#group-trait-challenges > summary").press("Enter")
    options = page.locator("#options-trait-challenges li")
    expect(options).to_have_count(15)
    finder = page.get_by_label("Find in Challenges")
    finder.press_sequentially("matter s")
    expect(options).to_have_count(1)
    expect(page.locator("#options-trait-challenges").get_by_role("status")).to_contain_text("1 with “matter s”")
    page.wait_for_url(lambda url: "find-trait-challenges=matter%20s" in url)
    finder.press("ArrowDown")
    expect(options.get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("Space")
    said(page, 1)
    expect(options.get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(finder).to_be_focused()
    expect(finder).to_have_value("matter s")
    page.reload()
    said(page, 1)
    expect(options).to_have_count(1)


def test_headings_of_the_table_sort_it(reader_page, accessibility_findings):
    page = reader_page
    page.goto("/personas/?view=table&type=buyer")
    heading = page.get_by_role("columnheader", name="Name")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading.get_by_role("link").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(heading.get_by_role("link")).to_be_focused()
    expect(page.get_by_role("rowheader").first).to_contain_text("Persona 29")
    ends_with(page, "/personas/?view=table&type=buyer&sort=-name")
    expect(page.get_by_label("Sort", exact=True)).to_have_value("-name")
    assert accessibility_findings() == []
    page.go_back()
    expect(heading).to_have_attribute("aria-sort", "ascending")


def test_no_results_lead_on(reader_page):
    page = reader_page
    page.goto("/personas/?q=persona+01&type=user")
    page.get_by_role("link", name="Without Type: User").click()
    said(page, 1)
    ends_with(page, "/personas/?q=persona+01")


def test_a_star_and_a_saved_view(reader_page):
    page = reader_page
    page.goto("/personas/?type=user")
    page.get_by_role("button", name="Star Persona 00").click()
    expect(page.get_by_role("button", name="Starred Persona 00")).to_be_visible()
    page.get_by_text("Save this view").click()
    page.get_by_label("Name", exact=True).fill("Our users")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as “Our users”.")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name="Our users", exact=True)).to_have_attribute("href", "/personas/?type=user")
    assert (Star.objects.count(), SavedView.objects.count()) == (1, 1)


def test_without_scripts_it_is_a_form(browser, reader_page, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    context.add_cookies(reader_page.context.cookies())
    page = context.new_page()
    page.goto("/personas/")
    page.locator("#type-is-user").check()
    page.locator("#filter-q").fill("persona 1")
    page.get_by_role("button", name="Show").first.click()
    said(page, 3)
    page.get_by_role("button", name="Star Persona 12").click()
    said(page, 3)
    expect(page.get_by_role("button", name="Starred Persona 12")).to_be_visible()
    assert Star.objects.count() == 1
    page.goto("/personas/")
    page.locator("#group-trait-challenges > summary").click()
    page.get_by_label("Find in Challenges").fill("matter s")
    page.get_by_label("Find in Challenges").press("Enter")
    expect(page.locator("#options-trait-challenges")).to_contain_text("1 with “matter s”")
    context.close()


@pytest.mark.once
def test_nothing_stands_in_the_way(reader_page, flaws):
    page = reader_page
    found = {}
    for address in (*ADDRESSES, "/content-types/", "/guides/"):
        page.goto(address)
        found[address] = flaws()
    page.goto("/personas/")
    page.get_by_label("Words in names").fill("persona 1")
    said(page, 10)
    found["swapped"] = flaws()
    assert {address: flaws for address, flaws in found.items() if flaws} == {}


@pytest.mark.once
def test_paper_says_what_was_chosen(reader_page):
    page = reader_page
    page.goto("/personas/?q=persona+1&type=user")
    page.emulate_media(media="print")
    said_on_paper = [" ".join(chip.inner_text().split()) for chip in page.locator(".chips > li:visible").all()]
    assert said_on_paper == ["Remove Words: “persona 1”", "Remove Type: User"]


@pytest.mark.once
def test_a_long_compound_leaves_the_other_columns_in_sight(reader_page):
    page = reader_page
    PersonaFactory(name="Donaudampfschifffahrtsgesellschaftskapitänin", role_label="")
    page.goto("/personas/?view=table")
    table = page.locator(".persona-table-scroll")
    assert table.evaluate("each => each.scrollWidth - each.clientWidth") == 0
