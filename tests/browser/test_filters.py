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
    """Thirty buyers and users, with a dozen statements to choose from."""
    user = PersonaTypeFactory(name="User")
    facet = FacetFactory(name="Challenges", comparable=True)
    traits = [TraitFactory(facet=facet, statement=f"Statement {number}") for number in range(12)]
    for number in range(30):
        values = {"type": user} if number % 3 == 0 else {}
        persona = PersonaFactory(name=f"Persona {number:02}", role_label="", **values)
        PersonaTraitFactory(persona=persona, trait=traits[number % 12])
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
    page.get_by_role("link", name="Remove Words").click()
    said(page, 10)
    expect(page.get_by_label("Words in names")).to_have_value("")
    page.reload()
    said(page, 10)
    page.go_back()
    said(page, 3)
    page.go_back()
    expect(page.locator(".cards")).to_be_visible()
    page.go_back()
    said(page, 10)
    expect(page.get_by_label("Words in names")).to_have_value("persona 1")
    expect(page.locator("#type-is-user")).not_to_be_checked()


def test_a_long_list_is_found_in_by_typing(reader_page):
    page = reader_page
    page.goto("/personas/")
    page.locator("#group-trait-challenges > summary").click()
    page.get_by_label("Find in Challenges").fill("statement 11")
    options = page.locator("#options-trait-challenges li:visible")
    expect(options).to_have_count(1)
    options.get_by_role("checkbox").check()
    said(page, 2)
    expect(page.locator("#group-trait-challenges")).to_have_attribute("open", "")


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
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_stands_in_the_way(reader_page, accessibility_findings, scheme, width):
    page = reader_page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for address in (*ADDRESSES, "/content-types/", "/guides/"):
        page.goto(address)
        if width == 320:
            page.locator("#filter-panel > summary").click()
        assert (address, accessibility_findings()) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/personas/")
    page.get_by_label("Words in names").fill("persona 1")
    said(page, 10)
    assert accessibility_findings() == []
