"""Charts in a real browser."""

import pytest

from tests.personas.factories import (
    ContentPreferenceFactory,
    FacetFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitFactory,
    UserFactory,
)

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän"
ADDRESSES = [
    "/personas/charts/",
    "/personas/charts/goals/",
    "/personas/charts/goals/?deprecated=on&type=buyer&sort=count",
    "/personas/charts/content-types/",
    "/personas/charts/purchasing-roles/",
    "/personas/charts/goals/?type=x",
]


@pytest.fixture
def catalogue(transactional_db):
    """Enough personas for two pages: buyers and users, one of them deprecated, with everything that is charted."""
    goals = FacetFactory(name="Goals", comparable=True)
    traits = [TraitFactory(facet=goals, statement=f"{LONG_WORD} {number}") for number in range(9)]
    for number in range(34):
        persona = PersonaFactory(
            name=f"Persona {number:02}",
            role_label="",
            slug=f"p{number}",
            type=PersonaTypeFactory(name="Buyer" if number < 20 else "User"),
            status="deprecated" if number == 5 else "published",
        )
        for rank in range(1, 7):
            PersonaTraitFactory(persona=persona, trait=traits[(number + rank) % 9], rank=rank)
        ContentPreferenceFactory(persona=persona, tier=1 + number % 3, qualifier="short ones")
        PersonaPurchasingRoleFactory(persona=persona, rank=1 + number % 3)


@pytest.fixture
def signed_in(catalogue, sign_in):
    sign_in(UserFactory())


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_chart_is_accessible_and_fits(page, signed_in, accessibility_findings, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    found = {}
    for address in ADDRESSES:
        page.goto(address)
        found[address] = (accessibility_findings(), overflow(page), page.locator("h1").count())
    assert found == dict.fromkeys(ADDRESSES, ([], 0, 1))


def test_types_swap_the_chart_and_come_along_to_the_next(page, signed_in, accessibility_findings):
    page.goto("/personas/charts/goals/")
    assert page.locator("th.column").count() == 30
    page.get_by_label("User").check()
    page.wait_for_url("**type=user")
    assert (page.locator("th.column").count(), accessibility_findings()) == (14, [])
    page.get_by_role("navigation", name="Charts").get_by_role("link", name="Content types").click()
    page.wait_for_url("**/content-types/?type=user")
    assert (page.locator("th.column").count(), page.get_by_label("User").is_checked()) == (14, True)
    page.go_back()
    page.go_back()
    page.wait_for_url("**/personas/charts/goals/")
    page.locator("th.column").nth(29).wait_for()
    assert (page.locator("th.column").count(), page.get_by_label("User").is_checked()) == (30, False)


def test_the_next_page_of_personas(page, signed_in):
    page.goto("/personas/charts/goals/")
    page.get_by_role("link", name="Next personas").click()
    page.wait_for_url("**?page=2")
    assert page.locator("th.column").count() == 3


def test_a_cell_says_why_and_the_reason_closes(page, signed_in):
    page.goto("/personas/charts/content-types/?type=user")
    page.get_by_role("button", name="Tertiary*").first.click()
    page.locator("#why").get_by_text("short ones").wait_for()
    page.get_by_role("link", name="Close").click()
    assert page.locator("#why").inner_text().strip() == ""


def test_the_link_can_be_copied(page, signed_in, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/personas/charts/goals/?type=user&why=s1.p1")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Link").input_value() == page.url.replace("&why=s1.p1", "")


def test_a_chart_is_taken_away_as_it_is_filtered(page, signed_in):
    page.goto("/personas/charts/goals/")
    page.get_by_label("User").check()
    page.wait_for_url("**type=user")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    first = download.value.path().read_text(encoding="utf-8-sig").splitlines()[0]
    assert (download.value.suggested_filename, first.count("Persona ")) == ("goals-rank-for-each-persona.csv", 14)


def test_values_are_told_apart_without_colour_on_paper(page, signed_in):
    page.emulate_media(media="print")
    page.goto("/personas/charts/content-types/?type=user")
    cells = page.locator("td button").all_inner_texts()
    assert set(cells) == {"Primary*", "Secondary*", "Tertiary*"}
    assert page.locator(".matrix-tools").is_hidden()
