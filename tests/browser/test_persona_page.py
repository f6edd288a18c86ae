"""The page of a persona and its company: on paper, as text, and by keyboard."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from personas.models import Facet, Persona
from tests.personas.factories import (
    ContentFormatFactory,
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    JobTitleFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PurchasingRoleFactory,
    TraitFactory,
    UserFactory,
)

WIDE = "W" * 119


def pages_of(page, **options):
    """How many sheets of paper the page fills."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(**options)))


def cut_off(page):
    """By how many pixels, as printed, the lowest row shown reaches below the sheet; none or less when all fit."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 less its margins
    body = page.locator(".sheet-body")
    rows = "[...body.children].filter(row => row.getBoundingClientRect().left < body.getBoundingClientRect().right)"
    return body.evaluate(
        f"body => Math.max(...{rows}.map(row => row.getBoundingClientRect().bottom))"
        " - body.getBoundingClientRect().bottom"
    )


def left_out(page):
    """How many rows the printed sheet has no room for."""
    cut_off(page)
    body = page.locator(".sheet-body")
    return body.evaluate("body => body.scrollWidth - body.clientWidth")


@pytest.fixture
def crowded(transactional_db):
    """A persona with more of everything than any sheet holds, in the widest letters, with words and without."""
    boss = PersonaFactory(name=f"{WIDE}x", role_label=WIDE)
    wide = PersonaFactory(name=WIDE, role_label=WIDE[:-1] + "x", slug="crowded", reports_to=boss)
    about = FacetFactory(kind=Facet.Kind.INTRODUCTION)
    PersonaNoteFactory(persona=wide, facet=about, body=f"{WIDE} {WIDE} {WIDE} {WIDE} {WIDE}")
    for number in range(8):
        facet = FacetFactory(name=f"{number}{WIDE}"[:80], comparable=True, in_summary=number < 3)
        for rank in range(1, 20):
            trait = TraitFactory(facet=facet, statement=f"{rank} {number}" + (" WWW" if rank % 2 else "W") * 60)
            PersonaTraitFactory(persona=wide, trait=trait, rank=rank)
    for number in range(20):
        name = f"{number:02}{WIDE}"[:80]
        PersonaTitleFactory(persona=wide, title=JobTitleFactory(name=name))
        PersonaPurchasingRoleFactory(persona=wide, role=PurchasingRoleFactory(name=name), rank=number + 1)
        ContentPreferenceFactory(persona=wide, content_format=ContentFormatFactory(name=name), tier=number % 3 + 1)
    return wide


@pytest.mark.once
def test_the_sheet_of_a_crowded_persona_is_one_page_with_nothing_cut_in_half(page, crowded, sign_in):
    sign_in(UserFactory())
    page.goto("/personas/crowded/one-page/")
    papers = [{"format": "A4"}, {"prefer_css_page_size": True}, {"format": "Letter"}]
    assert [pages_of(page, **paper) for paper in papers] == [1, 1, 1]
    assert cut_off(page) <= 0
    assert page.locator(".sheet-leading, .sheet-dealings").count() == 2


@pytest.mark.once
def test_the_sheet_of_the_richest_starter_persona_is_one_page(page, transactional_db, sign_in):
    call_command("load_starter", verbosity=0)
    richest = max(Persona.objects.with_trait_count(), key=lambda persona: persona.trait_count)
    sign_in(UserFactory())
    page.goto(f"/personas/{richest.slug}/one-page/")
    assert pages_of(page, format="A4") == 1
    assert left_out(page) == 0


@pytest.fixture
def family(transactional_db):
    """Ada reports to Boss, and Sub and a draft to Ada; all but the draft share a challenge; Old gave way to Ada."""
    boss = PersonaFactory(name="Boss", role_label="", slug="boss")
    ada = PersonaFactory(name="Ada", role_label="", slug="ada", reports_to=boss, parent=boss)
    sub = PersonaFactory(name="Sub", role_label="", slug="sub", reports_to=ada)
    PersonaFactory(name="Secret", role_label="", reports_to=ada, status="draft")
    old = PersonaFactory(name="Old", role_label="", slug="old", status="deprecated", deprecation_reason="Too narrow.")
    old.successors.add(ada)
    trait = TraitFactory(statement="Silos", facet=FacetFactory(name="Challenges", comparable=True, in_summary=True))
    for persona in (boss, ada, sub, old):
        PersonaTraitFactory(persona=persona, trait=trait)
    return ada


ADDRESSES = [
    "/personas/ada/",
    "/personas/old/",
    "/personas/ada/around/",
    "/personas/old/around/",
    "/personas/ada/one-page/",
    "/personas/crowded/one-page/",
]


@pytest.mark.once
def test_the_pages_look_well(page, family, crowded, sign_in, flaws):
    sign_in(EditorFactory())
    found = {}
    for address in ADDRESSES:
        page.goto(address)
        found[address] = (flaws(), page.locator("h1").count())
    assert found == dict.fromkeys(ADDRESSES, ([], 1))


def test_the_page_leads_to_the_org_chart_and_to_comparisons(page, family, sign_in):
    sign_in(UserFactory())
    page.goto("/personas/ada/")
    page.get_by_role("link", name="Org chart around Ada").press("Enter")
    page.wait_for_url("**/around/")
    expect(page.locator(".org-tree").first.locator(".name")).to_have_text(["Boss", "Ada", "Sub"])
    expect(page.locator(".here .name")).to_have_text(["Ada", "Ada"])
    page.locator(".org-tree a").first.focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/personas/sub/")
    page.goto("/personas/ada/")
    page.get_by_role("link", name="Compare with Boss").click()
    expect(page.locator(".compared .name")).to_have_text(["Ada", "Boss"])
    page.goto("/personas/old/")
    page.get_by_role("link", name="Compare old with new").click()
    expect(page.locator(".compared .name")).to_have_text(["Old", "Ada"])


def test_what_a_reader_does_on_the_page(page, context, family, sign_in):
    sign_in(UserFactory())
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/personas/ada/")
    expect(page.get_by_role("link", name="Text for a chat")).to_be_hidden()
    page.get_by_role("button", name="Copy as text for a chat").press("Enter")
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.request.get("/personas/ada/text/").text()
    page.get_by_role("button", name="Star Ada").click()
    expect(page.get_by_role("button", name="Starred Ada")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Starred Ada")).to_have_count(1)
    page.add_init_script(
        "navigator.clipboard.write = () => Promise.reject(new Error('forbidden'));"
        "window.print = () => { document.title = 'printed'; }"
    )
    page.get_by_role("link", name="One page to print").click()
    page.get_by_role("button", name="Print or save as PDF").click()
    expect(page).to_have_title("printed")
    page.goto("/personas/ada/")
    page.get_by_role("button", name="Copy as text for a chat").click()
    page.wait_for_url("**/personas/ada/text/")


def test_without_scripts_there_are_a_link_and_a_hint(browser, base_url, family, sign_in, context):
    sign_in(UserFactory())
    plain = browser.new_context(base_url=base_url, java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto("/personas/ada/one-page/")
    expect(page.get_by_text("use your browser's")).to_be_visible()
    expect(page.locator("[data-print]")).to_be_hidden()
    page.goto("/personas/ada/")
    expect(page.locator("[data-copy-text]")).to_be_hidden()
    page.get_by_role("link", name="Text for a chat").click()
    expect(page.locator("body")).to_contain_text("**Ada**")
    plain.close()
