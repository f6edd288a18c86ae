"""The pages in a real browser: readable, reachable, and without a word against the policy, in any theme and width."""

from datetime import date

import pytest

from personas.models import Facet
from tests.personas.factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    GuideFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitFactory,
)

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän"
ADDRESSES = [
    "/",
    "/personas/",
    "/personas/?type=buyer&page=2",
    "/personas/?type=nobody",
    "/personas/?page=99",
    "/personas/ada/",
    "/personas/old/",
    "/personas/draft/",
    "/personas/deprecated/",
    "/guides/",
    "/guides/whole/",
    "/guides/part/",
    "/content-types/",
    "/nothing-here/",
]
TEXT = f"""# Inside {LONG_WORD}

A [link](https://example.com), `code` and a list:

- one
- two

| | Persona | Role | {LONG_WORD} |
|-|---------|------|-------------|
| What | a portrait | a position | {LONG_WORD} |

> Said once.
"""


@pytest.fixture
def catalogue(transactional_db):
    """At least one of everything: every persona colour, every status, long words, two pages of personas."""
    for colour in range(1, 13):
        PersonaFactory(colour=colour)
    PersonaFactory.create_batch(14, review_due_on=date(2000, 1, 1))
    ada = PersonaFactory(
        name=f"Ada {LONG_WORD}", slug="ada", source_url="https://example.com", reviewed_on=date(2026, 11, 3)
    )
    PersonaNoteFactory(
        persona=ada, facet=FacetFactory(name="About", kind=Facet.Kind.INTRODUCTION), body="Wants *calm*."
    )
    PersonaNoteFactory(persona=ada, facet__name="A day at work", body=TEXT)
    for comparable in (True, False, True):
        facet = FacetFactory(comparable=comparable)
        for rank in range(1, 8):
            trait = TraitFactory(facet=facet, statement=f"**{LONG_WORD}** number {rank}")
            PersonaTraitFactory(
                persona=ada, trait=trait, rank=rank, lead_in="At work:" if rank == 3 else "", detail=TEXT
            )
            PersonaTraitFactory(trait=trait)
    PersonaTitleFactory(persona=ada, qualifier="in *London*")
    PersonaPurchasingRoleFactory(persona=ada, qualifier="for renewals only")
    for tier in (1, 2, 3):
        ContentPreferenceFactory(persona=ada, tier=tier, qualifier="short ones")
    PersonaFactory(parent=ada, reports_to=ada)
    PersonaFactory(slug="draft", status="draft")
    PersonaFactory(
        slug="old", status="deprecated", deprecated_on=date(2022, 11, 1), deprecation_reason=TEXT
    ).successors.add(ada)
    GuideFactory(slug="part", title=f"Part {LONG_WORD}", body=TEXT, parent=GuideFactory(slug="whole"))


@pytest.fixture
def signed_in(catalogue, sign_in):
    """The browser as an editor sees the site: more on every page than a reader sees."""
    sign_in(EditorFactory())


def overflow(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(page, signed_in, accessibility_findings, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    found = {}
    for address in ADDRESSES:
        page.goto(address)
        found[address] = (accessibility_findings(), overflow(page), page.locator("h1").count())
    assert found == dict.fromkeys(ADDRESSES, ([], 0, 1))


def test_every_page_fits_at_twice_the_size(page, signed_in):
    page.set_viewport_size({"width": 640, "height": 400})
    found = {}
    for address in ADDRESSES:
        page.goto(address)
        found[address] = overflow(page)
    assert found == dict.fromkeys(ADDRESSES, 0)


@pytest.mark.parametrize("address", ["/", "/personas/", "/personas/deprecated/", "/guides/", "/content-types/"])
def test_empty_pages_are_accessible(page, transactional_db, sign_in, accessibility_findings, address):
    sign_in(EditorFactory())
    page.goto(address)
    assert (page.locator(".empty").count(), accessibility_findings()) == (1, [])


def test_a_wrong_password_is_accessible(page, transactional_db, accessibility_findings):
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("guess")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    assert (accessibility_findings(), page.title()) == ([], "Error: Sign in · Dramatis")
    assert page.get_by_label("Username").input_value() == "ada"


def focused(page):
    return page.evaluate("document.activeElement.innerText.trim() || document.activeElement.id")


def test_the_keyboard_skips_to_the_content_and_opens_a_card(page, signed_in):
    page.goto("/personas/?type=buyer&page=2")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    assert page.locator(":focus").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    name = page.locator(".card h2").first.inner_text()
    for _ in range(60):  # past the filters
        page.keyboard.press("Tab")
        if focused(page) == name:
            break
    assert focused(page) == name
    assert page.locator(".card h2 a").first.evaluate("link => getComputedStyle(link, '::after').outlineWidth") == "3px"
    page.keyboard.press("Enter")
    page.wait_for_url("/personas/*/")
    assert page.locator("h1").inner_text() == name


def test_the_list_works_without_scripts(browser, base_url, catalogue, signed_in, context):
    plain = browser.new_context(base_url=base_url, java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto("/personas/")
    page.get_by_label("Buyer").first.check()
    page.get_by_role("button", name="Show").first.click()
    page.get_by_role("link", name="Next page").click()
    assert page.url.endswith("page=2")
    assert "type=buyer" in page.url
    assert page.locator("#result-count").inner_text().endswith("page 2 of 3")
    plain.close()


def test_nothing_moves_for_those_who_asked_for_it(page, transactional_db):
    page.emulate_media(reduced_motion="reduce")
    page.goto("/accounts/login/")
    assert page.get_by_role("button").evaluate("button => getComputedStyle(button).transitionDuration") == "0s"


def test_print_shows_the_persona_and_not_the_site(page, signed_in):
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/personas/ada/")
    shown = [
        page.locator(selector).first.is_visible() for selector in ("h1", ".facet", ".page-header", ".page-footer")
    ]
    assert shown == [True, True, False, False]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
