"""The vocabulary in a real browser: two wordings are said to be the same thing, as a person would."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from personas.models import ContentFormat, DifferentTraits, PersonaTrait, Trait, TraitAlias
from tests.personas.factories import (
    ContentFormatFactory,
    ContentPreferenceFactory,
    DifferentTraitsFactory,
    EditorFactory,
    FacetFactory,
    PersonaTraitFactory,
    TraitFactory,
)

TRAITS = reverse("admin:personas_trait_changelist")


@pytest.fixture
def challenges(transactional_db, sign_in):
    """Two wordings of one challenge, three personas, one of whom has both; an editor at the desk."""
    sign_in(EditorFactory())
    facet = FacetFactory(name="Challenges")
    silos, siloed = (
        TraitFactory(facet=facet, statement=text) for text in ("Silos between teams", "Team silos between")
    )
    both = PersonaTraitFactory(trait=silos, rank=2, detail="Since the takeover.").persona
    PersonaTraitFactory(trait=siloed, persona=both, detail="In spring.")
    PersonaTraitFactory(trait=silos)
    PersonaTraitFactory(trait=siloed)
    return facet


def test_two_wordings_become_one(page, challenges):
    page.goto(TRAITS)
    for name in ("Silos between teams", "Team silos between"):
        page.get_by_role("row", name=name).get_by_role("checkbox").check()
    page.get_by_label("Action:").select_option("Merge…")
    page.get_by_role("button", name="Go").click()
    page.get_by_role("radio", name="Silos between teams").check()
    page.get_by_role("button", name="Show what moves").click()
    page.get_by_text("“Team silos between” stays known, as an alias.").wait_for()
    expect(page.get_by_role("heading", name="Traits of personas that become one: 1")).to_be_visible()
    expect(page.get_by_text("In spring.")).to_be_visible()
    assert Trait.objects.count() == 2
    page.get_by_role("button", name="Merge into “Silos between teams”").click()
    page.get_by_text("Merged “Team silos between” into").wait_for()
    assert list(TraitAlias.objects.values_list("wording", flat=True)) == ["Team silos between"]
    assert sorted(PersonaTrait.objects.values_list("trait__statement", "detail")) == [
        ("Silos between teams", ""),
        ("Silos between teams", ""),
        ("Silos between teams", "In spring.\n\nSince the takeover."),
    ]


def test_a_pair_that_looks_alike_is_merged_by_keyboard(page, challenges):
    page.goto(TRAITS)
    page.get_by_role("link", name="Statements that look alike").press("Enter")
    page.get_by_role("link", name="Merge… Silos between teams").press("Enter")
    page.get_by_role("radio", name="Team silos between").wait_for()
    page.get_by_role("radio", checked=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Merge into “Team silos between”").press("Enter")
    page.get_by_text("No two statements of a facet look alike.").wait_for()
    assert list(Trait.objects.values_list("statement", flat=True)) == ["Team silos between"]


def test_a_pair_that_differs_is_suggested_no_more_and_can_be_taken_back(page, challenges):
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="1 Statements that look alike").click()
    page.get_by_role("button", name="They differ").press("Enter")
    page.get_by_text("No two statements of a facet look alike.").wait_for()
    page.get_by_text("they are suggested no more").wait_for()
    assert DifferentTraits.objects.count() == 1
    page.get_by_role("button", name="Undo").press("Enter")
    page.get_by_text("are compared again.").wait_for()
    expect(page.get_by_role("button", name="They differ")).to_be_visible()
    assert not DifferentTraits.objects.exists()


def test_deleting_what_is_in_use_leads_to_the_merge(page, challenges):
    audio = ContentPreferenceFactory(content_format=ContentFormatFactory(name="Audio")).content_format
    podcast = ContentFormatFactory(name="Podcast")
    page.goto(reverse("admin:personas_contentformat_change", args=[audio.pk]))
    page.get_by_role("link", name="Delete").click()
    page.get_by_text("It is in use").wait_for()
    page.get_by_role("link", name="Merge into another").click()
    page.get_by_label("Find another content type").fill("podc")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Merge into this one (Podcast)").click()
    page.get_by_role("button", name="Merge into “Podcast”").click()
    page.get_by_role("heading", name="Used by").wait_for()
    assert list(ContentFormat.objects.all()) == [podcast]


def test_what_changed_meanwhile_is_shown_before_anything_is_written(page, challenges):
    page.goto(TRAITS)
    page.get_by_role("checkbox", name="Select all").check()
    page.get_by_label("Action:").select_option("Merge…")
    page.get_by_role("button", name="Go").click()
    late = PersonaTraitFactory(trait=Trait.objects.get(statement="Team silos between")).persona
    page.get_by_role("button", name="Merge into").click()
    page.get_by_role("alert").get_by_text("What would move has changed").wait_for()
    assert Trait.objects.count() == 2
    page.get_by_role("link", name=late.heading).wait_for()
    page.get_by_role("button", name="Merge into").click()
    page.get_by_text("Merged").first.wait_for()
    assert Trait.objects.count() == 1


def addresses(facet):
    traits = list(Trait.objects.filter(facet=facet))
    other = FacetFactory(name="Goals")
    merge = reverse("admin:personas_trait_merge")
    alike = reverse("admin:personas_trait_near_duplicates")
    apart = DifferentTraitsFactory(
        first=traits[0], second=TraitFactory(facet=facet, statement="The silos between teams")
    )
    return [
        TRAITS,
        reverse("admin:personas_facet_changelist"),
        f"{merge}?rows={traits[0].pk},{traits[1].pk}",
        f"{merge}?rows={traits[0].pk},{TraitFactory(facet=other).pk}",
        reverse("admin:personas_trait_merge_into", args=[traits[0].pk]),
        f"{alike}?apart={apart.first.pk},{apart.second.pk}",
        reverse("admin:personas_trait_change", args=[traits[0].pk]),
        reverse("admin:personas_trait_delete", args=[traits[0].pk]),
        reverse("admin:personas_facet_change", args=[facet.pk]),
    ]


@pytest.mark.once
def test_the_pages_of_the_vocabulary_look_well(page, challenges, flaws):
    challenges.name = "Unaussprechlichkeitsschwierigkeiten"
    challenges.save()
    found = {}
    for address in addresses(challenges):
        page.goto(address)
        page.wait_for_function(
            "[...document.querySelectorAll('.select2 [role=combobox]')].every((box) => box.ariaLabel)"
        )
        found[address] = flaws()
    assert {address: findings for address, findings in found.items() if findings} == {}
