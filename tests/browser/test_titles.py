"""Job titles as people use them: typing one, a list, the queue of the editors, a rule, and a key for a program."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from personas.models import PersonaTitle, TitleRule, UnmatchedTitle
from tests.personas.factories import (
    AdministratorFactory,
    PersonaFactory,
    PersonaTitleFactory,
    TitleRuleFactory,
    UnmatchedTitleFactory,
)

TITLES = ["/titles/", "/titles/?title=Cloud+Alchemist", "/titles/?title=Head+of+Cheese", "/titles/many/", "/api/"]
DESK = ["/admin/personas/unmatchedtitle/", "/admin/personas/titlerule/add/", "/admin/personas/apitoken/add/"]


without_scripts = pytest.mark.browser_context_args(java_script_enabled=False)


@pytest.fixture
def signed_in(transactional_db, sign_in):
    cache.clear()
    maud = PersonaFactory(name="Mouse Maud", role_label="", slug="mouse-maud")
    PersonaTitleFactory(persona=maud, title__name="Head of Cheese")
    UnmatchedTitleFactory(name="Cheese Heads")
    sign_in(AdministratorFactory())


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.once
@pytest.mark.parametrize(("scheme", "addresses"), [("light", DESK), ("dark", TITLES)], ids=["desk", "titles"])
def test_every_page_is_accessible_and_fits(page, signed_in, accessibility_findings, scheme, addresses):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = (accessibility_findings(), overflow(page))
    assert found == dict.fromkeys(found, ([], 0))


def test_one_title_is_answered_while_it_is_typed(page, signed_in):
    page.goto("/titles/")
    page.get_by_label("Job title", exact=True).press_sequentially("cheese head of")
    expect(page.get_by_role("heading", name="Mouse Maud")).to_be_visible()
    page.wait_for_url(re.compile(r"title=cheese"))
    page.get_by_label("Job title", exact=True).fill("Cloud Alchemist")
    expect(page.get_by_text("No match.")).to_be_visible()
    page.get_by_role("button", name="Tell the editors").click()
    expect(page.get_by_text("The editors can see")).to_be_visible()
    assert UnmatchedTitle.objects.filter(name="Cloud Alchemist").count() == 1


def test_a_list_becomes_a_table_and_a_file(page, signed_in, accessibility_findings):
    page.goto("/titles/many/")
    page.get_by_label("Paste titles").fill("Head of Cheese\nCloud Alchemist")
    page.get_by_role("button", name="Find the personas").click()
    expect(page.get_by_role("row", name="Head of Cheese Mouse Maud")).to_be_visible()
    assert accessibility_findings() == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert "Head of Cheese,Mouse Maud" in download.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="Tell the editors").click()
    expect(page.get_by_role("heading", name="The editors were told")).to_be_visible()


@without_scripts
def test_one_title_is_answered_and_told_without_scripts(page, signed_in):
    page.goto("/titles/")
    page.get_by_label("Job title", exact=True).fill("cheese head of")
    page.get_by_role("button", name="Who is it?").click()
    expect(page.get_by_role("heading", name="Mouse Maud")).to_be_visible()
    page.get_by_label("Job title", exact=True).fill("Cloud Alchemist")
    page.get_by_role("button", name="Who is it?").click()
    page.get_by_role("button", name="Tell the editors").click()
    expect(page.get_by_text("The editors can see")).to_be_visible()
    assert UnmatchedTitle.objects.filter(name="Cloud Alchemist").count() == 1


@without_scripts
def test_a_list_goes_all_the_way_without_scripts(page, signed_in):
    page.goto("/titles/many/")
    page.get_by_role("button", name="Find the personas").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Paste titles").fill("Head of Cheese\nCloud Alchemist")
    page.get_by_role("button", name="Find the personas").click()
    expect(page.get_by_role("row", name="Head of Cheese Mouse Maud")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert "Head of Cheese,Mouse Maud" in download.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="Tell the editors").click()
    expect(page.get_by_role("heading", name="The editors were told")).to_be_visible()


@pytest.mark.once
@pytest.mark.parametrize("width", [1200, 700])
def test_a_title_without_spaces_leaves_the_other_columns_in_sight(page, signed_in, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/titles/many/")
    page.get_by_label("Paste titles").fill(f"{'x' * 200}\nHead of Cheese")
    page.get_by_role("button", name="Find the personas").click()
    table = page.locator(".table-scroll")
    expect(table).to_be_visible()
    assert table.evaluate("table => table.scrollWidth - table.clientWidth") == 0
    assert page.locator(".title-rows tbody tr").first.bounding_box()["height"] < 300


def test_an_editor_empties_the_queue_with_one_click(page, signed_in):
    page.goto("/admin/personas/unmatchedtitle/")
    page.get_by_role("button", name="Mouse Maud").click()
    expect(page.get_by_text("“Cheese Heads” now means")).to_be_visible()
    assert (UnmatchedTitle.objects.count(), PersonaTitle.objects.count()) == (0, 2)


def test_a_rule_shows_what_it_would_catch(page, signed_in):
    page.goto("/admin/personas/titlerule/add/")
    page.locator(".select2-selection").click()
    page.locator(".select2-search__field").fill("maud")
    page.locator(".select2-results__option", has_text="Mouse Maud").click()
    page.get_by_label("Must include").fill("cheese\n[leader]")
    expect(page.locator("#rule-preview").get_by_text("Head of Cheese")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert TitleRule.objects.count() == 1


def test_the_preview_of_a_rule_follows_priority_and_active(page, signed_in):
    TitleRuleFactory(persona=PersonaFactory(name="Rat", role_label=""), includes="cheese", priority=60)
    page.goto("/admin/personas/titlerule/add/")
    preview = page.locator("#rule-preview")
    page.get_by_label("Must include").fill("cheese\n[leader]")
    expect(preview.get_by_text("Fits, but another rule wins: 2")).to_be_visible()
    page.get_by_label("Priority").fill("10")
    expect(preview.get_by_text("Would take titles from others: 1")).to_be_visible()
    page.get_by_label("Active").uncheck()
    expect(preview.get_by_text("Inactive: the rule takes nothing.")).to_be_visible()


def test_a_key_is_made_and_shown_once(page, signed_in, accessibility_findings):
    page.goto("/admin/personas/apitoken/add/")
    page.get_by_label("Name").fill("CRM")
    page.get_by_role("button", name="Save", exact=True).click()
    key = page.get_by_label("Key").input_value()
    assert accessibility_findings() == []
    answer = page.request.get("/api/titles/match?title=Head+of+Cheese", headers={"Authorization": f"Bearer {key}"})
    assert answer.json()["best"]["persona"]["slug"] == "mouse-maud"


@pytest.mark.once
def test_the_rules_fit_beside_the_menu(page, signed_in):
    leader = PersonaFactory(name="Platform Engineering Leader", role_label="Director of infrastructure and platforms")
    TitleRuleFactory(persona=leader, includes="platform engineering, infrastructure engineering", excludes="sales")
    page.goto("/admin/personas/titlerule/")
    box = page.locator("#changelist .results")
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    expect(box.get_by_role("columnheader", name="Active")).to_be_in_viewport(ratio=1)
    assert box.locator(".field-rule").bounding_box()["width"] >= box.locator(".field-persona").bounding_box()["width"]
