"""Charts in a real browser."""

import pytest
from playwright.sync_api import expect

from personas.models import Persona
from tests.browser.steps import go_back
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


def columns(page):
    return page.locator("th.column")


@pytest.mark.once
def test_every_chart_looks_well(page, signed_in, flaws):
    found = {}
    for address in ADDRESSES:
        page.goto(address)
        found[address] = (flaws(), page.locator("h1").count())
    assert found == dict.fromkeys(ADDRESSES, ([], 1))


@pytest.mark.once
@pytest.mark.parametrize("width", [1280, 320])
def test_a_long_name_stands_whole_in_its_column(page, signed_in, width):
    Persona.objects.filter(slug="p0").update(name="Chief of information security and compliance in all countries " * 2)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/personas/charts/goals/")
    widths = columns(page).evaluate_all("heads => heads.map(h => [h.offsetWidth, h.firstElementChild.offsetWidth])")
    assert [pair for pair in widths if pair[1] > pair[0]] == []
    assert len({width for width, _ in widths}) == 2


def test_types_swap_the_chart_and_come_along_to_the_next(page, signed_in, accessibility_findings):
    page.goto("/personas/charts/goals/")
    expect(columns(page)).to_have_count(30)
    page.get_by_label("User", exact=True).check()
    page.wait_for_url("**type=user")
    expect(columns(page)).to_have_count(14)
    assert accessibility_findings() == []
    page.get_by_role("navigation", name="Charts").get_by_role("link", name="Content types").click()
    page.wait_for_url("**/content-types/?type=user")
    expect(columns(page)).to_have_count(14)
    expect(page.get_by_label("User", exact=True)).to_be_checked()
    go_back(page, "**/goals/?type=user")
    go_back(page, "**/personas/charts/goals/")
    expect(columns(page)).to_have_count(30)
    expect(page.get_by_label("User", exact=True)).not_to_be_checked()
    page.get_by_role("link", name="Next personas").click()
    page.wait_for_url("**?page=2")
    expect(columns(page)).to_have_count(3)


def test_a_chart_is_shared_taken_away_and_saved_as_it_is_filtered(page, signed_in, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/personas/charts/goals/?why=s1.p1")
    page.get_by_label("User", exact=True).check()
    page.wait_for_url("**type=user")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("/personas/charts/goals/?type=user")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    first = download.value.path().read_text(encoding="utf-8-sig").splitlines()[0]
    assert (download.value.suggested_filename, first.count("Persona ")) == ("goals-rank-for-each-persona-user.csv", 14)
    page.get_by_text("Save this view").click()
    page.get_by_label("Name", exact=True).fill("What users want")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as “What users want”")).to_be_visible()
    assert page.url == link
    page.goto("/")
    page.get_by_role("link", name="What users want", exact=True).click()
    expect(columns(page)).to_have_count(14)
    assert page.url == link


def test_a_cell_says_why_and_values_differ_without_colour_on_paper(page, signed_in):
    page.goto("/personas/charts/content-types/?type=user")
    page.get_by_role("button", name="Tertiary*").first.click()
    expect(page.locator("#why").get_by_text("short ones")).to_be_visible()
    page.get_by_role("link", name="Close").click()
    expect(page.locator("#why")).to_be_empty()
    page.emulate_media(media="print")
    assert set(page.locator("td button").all_inner_texts()) == {"Primary*", "Secondary*", "Tertiary*"}
    expect(page.locator(".matrix-tools")).to_be_hidden()
