"""The form of a persona in a real browser, with scripts and without. Their behaviour is in test_form_scripts.py."""

import pytest
from django.urls import reverse

from personas.models import Facet, Persona
from tests.personas.factories import (
    ContentFormatFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaTraitFactory,
    PurchasingRoleFactory,
    TraitFactory,
)

without_scripts = pytest.mark.browser_context_args(java_script_enabled=False)


@pytest.fixture
def persona(transactional_db):
    return PersonaFactory(name="Robin", role_label="Buyer")


@pytest.fixture
def challenges(transactional_db):
    return FacetFactory(name="Biggest challenges", slug="biggest-challenges")


@pytest.fixture
def show(page, persona, sign_in):
    """Returns a function that shows an editor the form of the persona."""

    def show():
        sign_in(EditorFactory())
        page.goto(reverse("admin:personas_persona_change", args=[persona.pk]))

    return show


def said(persona):
    return list(persona.persona_traits.order_by("trait__facet", "rank").values_list("trait__statement", flat=True))


def save(page):
    page.get_by_role("button", name="Save and continue editing").click()
    page.locator(".messagelist .success").wait_for()


def test_a_wording_is_fixed_and_seen_live_in_three_clicks(page, persona, challenges, show):
    PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=challenges, statement="Silos betwen teams"))
    show()
    page.get_by_label("Biggest challenges, statement 1").fill("Silos between teams")
    save(page)
    page.locator(".save-bar").get_by_role("link", name="View on site").click()
    page.get_by_text("Silos between teams").first.wait_for()
    assert said(persona) == ["Silos between teams"]


@without_scripts
def test_all_kinds_of_rows_are_saved_without_scripts(page, persona, challenges, show):
    note = FacetFactory(name="A day at work", kind=Facet.Kind.PROSE)
    ContentFormatFactory(name="Podcast")
    PurchasingRoleFactory(name="Influencer")
    show()
    page.get_by_label("Biggest challenges, new statement").fill("Silos")
    block = page.locator("#facet-biggest-challenges")
    block.get_by_text("Paste several").click()
    block.get_by_label("One statement a line").fill("- Walls\n- Doors")
    page.get_by_role("textbox", name="A day at work", exact=True).fill("Starts **early**.")
    page.get_by_label("new job title").fill("Head of Buying")
    page.get_by_label("New purchasing role").select_option("Influencer")
    page.get_by_label("Secondary: Podcast").check()
    save(page)
    assert said(persona) == ["Silos", "Walls", "Doors"]
    assert persona.notes.get(facet=note).body == "Starts **early**."
    assert persona.persona_titles.get().title.name == "Head of Buying"
    assert persona.purchasing_roles.get().role.name == "Influencer"
    assert persona.content_preferences.get().tier == 2


@without_scripts
def test_rows_are_ordered_and_removed_without_scripts(page, persona, challenges, show):
    for rank, statement in enumerate(["One", "Two", "Three"], start=1):
        trait = TraitFactory(facet=challenges, statement=statement)
        PersonaTraitFactory(persona=persona, trait=trait, rank=rank)
    show()
    block = page.locator("#facet-biggest-challenges")
    block.get_by_label("Place of row 1").fill("9")
    block.get_by_label("Remove row 2").check()
    save(page)
    assert said(persona) == ["Three", "One"]


@without_scripts
def test_a_persona_is_added_without_scripts(page, persona, sign_in):
    sign_in(EditorFactory())
    page.goto(reverse("admin:personas_persona_add"))
    page.get_by_label("Name:").fill("Parker")
    page.get_by_label("Type:").select_option(persona.type.name)
    page.get_by_label("new job title").fill("Buyer")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist .success").wait_for()
    assert Persona.objects.get(name="Parker").persona_titles.count() == 1


def test_what_is_wrong_is_told_at_the_top_and_one_click_away(page, persona, challenges, show, flaws):
    PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=challenges, statement="Silos"))
    show()
    page.get_by_label("Name:").fill("")
    page.get_by_label("Biggest challenges, new statement").fill("silos")
    page.get_by_role("button", name="Save", exact=True).click()
    problems = page.get_by_role("alert")
    problems.wait_for()
    assert problems.get_by_role("listitem").all_inner_texts() == [
        "Name: This field is required.",
        "Biggest challenges, row 2: This is in the list already. Change it, or remove this row.",
    ]
    assert problems.evaluate("(element) => element === document.activeElement")
    problems.get_by_role("link", name="Biggest challenges").click()
    focused = page.evaluate("document.activeElement.value || document.querySelector(':target').value")
    assert focused == "silos"
    assert flaws() == []


def test_the_preview_opens_beside_the_form_and_keeps_nothing(page, persona, challenges, show, context):
    show()
    page.get_by_label("Biggest challenges, new statement").fill("Only thought of")
    with context.expect_page() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    opened.value.get_by_text("Nothing is saved yet").wait_for()
    opened.value.get_by_text("Only thought of").first.wait_for()
    assert page.get_by_label("Biggest challenges, new statement").first.input_value() == "Only thought of"
    assert said(persona) == []


def test_what_belongs_to_deprecation_is_asked_of_the_deprecated(page, persona, show):
    show()
    reason = page.get_by_label("Deprecation reason:")
    assert not reason.is_visible()
    page.get_by_label("Status:").select_option("Deprecated")
    reason.fill("Folded into another one.")
    save(page)
    persona.refresh_from_db()
    assert (persona.status, persona.deprecation_reason) == ("deprecated", "Folded into another one.")


def test_a_form_with_errors_fits_a_narrow_phone(page, persona, challenges, show):
    ContentFormatFactory(name="Announcement or press release")
    page.set_viewport_size({"width": 320, "height": 640})
    show()
    page.get_by_label("Name:").fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
