"""The pages in a real browser: readable, reachable, and without a word against the policy, in any theme and width."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

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
    PersonaTypeFactory,
    TraitFactory,
    UserFactory,
)

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän"
ADDRESSES = [
    "/",
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


@pytest.mark.once
def test_every_page_looks_well(page, signed_in, flaws):
    found = {}
    for address in ADDRESSES:
        page.goto(address)
        found[address] = (flaws(), page.locator("h1").count())
    assert found == dict.fromkeys(ADDRESSES, ([], 1))


@pytest.mark.once
def test_empty_pages_look_well(page, transactional_db, sign_in, flaws):
    sign_in(EditorFactory())
    found = {}
    for address in ("/", "/personas/", "/personas/deprecated/", "/guides/", "/content-types/", "/personas/charts/"):
        page.goto(address)
        found[address] = (page.locator(".empty").count(), flaws())
    assert found == dict.fromkeys(found, (1, []))


@pytest.fixture
def pair(transactional_db):
    """Ada and Bob, buyers who want calm, and Cem, a user."""
    calm = TraitFactory(statement="Calm", facet=FacetFactory(name="Goals", comparable=True, in_summary=True))
    for name in ("Ada", "Bob"):
        persona = PersonaFactory(name=name, role_label="", slug=name.lower(), type=PersonaTypeFactory(name="Buyer"))
        PersonaTraitFactory(persona=persona, trait=calm)
    PersonaFactory(name="Cem", role_label="", type=PersonaTypeFactory(name="User"))


def tab_to(page, target, key="Tab"):
    """Walks on by keyboard until the target has the focus, which must be seen there."""
    for _ in range(80):
        page.keyboard.press(key)
        if target.evaluate("target => target === document.activeElement"):
            break
    expect(target).to_be_focused()
    assert target.evaluate("target => target.matches(':focus-visible')")


def skip_to_content(page):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_whole_journey_by_keyboard(page, pair, sign_in):
    sign_in(UserFactory())
    page.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.goto("/")
    tab_to(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Personas"))
    page.keyboard.press("Enter")
    page.wait_for_url("/personas/")
    skip_to_content(page)
    tab_to(page, page.get_by_role("checkbox", name="Buyer"))
    page.keyboard.press("Space")
    expect(page.locator(".card")).to_have_count(2)
    expect(page.get_by_role("checkbox", name="Buyer")).to_be_focused()
    for name in ("Ada", "Bob"):
        tab_to(page, page.get_by_role("checkbox", name=f"Compare {name}", exact=True))
        page.keyboard.press("Space")
    tray = page.get_by_role("complementary", name="Personas to compare")
    tab_to(page, tray.get_by_role("button", name="Compare"))
    page.keyboard.press("Enter")
    page.wait_for_url("/personas/compare/?p=ada&p=bob")
    skip_to_content(page)
    tab_to(page, page.get_by_role("button", name="● 1").first)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#why").get_by_role("link", name="Ada"))
    page.keyboard.press("Enter")
    page.wait_for_url("/personas/ada/#goals")
    tab_to(page, page.get_by_role("link", name="One page to print"), "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("/personas/ada/one-page/")
    tab_to(page, page.get_by_role("button", name="Print or save as PDF"))
    page.keyboard.press("Enter")
    expect(page).to_have_title("printed")


def test_the_list_works_without_scripts(browser, base_url, catalogue, signed_in, context):
    plain = browser.new_context(base_url=base_url, java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto("/personas/")
    page.get_by_label("Buyer").first.check()
    page.get_by_role("button", name="Show").first.click()
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("#result-count")).to_have_text(re.compile(r"page 2 of 3\s*$"))
    assert page.url.endswith("page=2")
    assert "type=buyer" in page.url
    plain.close()


@pytest.mark.once
def test_print_shows_the_persona_and_not_the_site(page, signed_in):
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/personas/ada/")
    shown = [
        page.locator(selector).first.is_visible() for selector in ("h1", ".facet", ".page-header", ".page-footer")
    ]
    assert shown == [True, True, False, False]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
