"""A persona's history in a real browser: editions published and read, revisions compared and restored."""

import pytest
from django.urls import reverse

from personas.history import log_change
from personas.history.versions import versions_of
from personas.models import Edition
from tests.personas.factories import AdministratorFactory, FacetFactory, PersonaFactory, PersonaTraitFactory

LONG = "Nobody knows which of the many tools is the one to trust when the numbers differ between teams"


@pytest.fixture
def persona(transactional_db):
    """A persona with two statements, kept once."""
    persona = PersonaFactory(name="Robin", role_label="Buyer", slug="robin", status="published")
    facet = FacetFactory(name="Biggest challenges")
    for rank, text in enumerate((LONG, "Silos"), start=1):
        PersonaTraitFactory(persona=persona, trait__facet=facet, trait__statement=text, rank=rank)
    log_change([persona], by=None, message="Written.")
    return persona


def reword(persona):
    """As an import would: other words in place of those that stood there."""
    row = persona.persona_traits.get(rank=1)
    trait = row.trait
    trait.statement = LONG.replace("numbers", "figures")
    trait.save()
    persona.persona_traits.get(rank=2).delete()
    log_change([persona], by=None, message="Reworded.")


def publish(page, persona, note, *, is_material=False):
    page.goto(reverse("admin:personas_persona_change", args=[persona.pk]))
    page.get_by_role("link", name="Publish an edition…").click()
    page.get_by_label("What is new").fill(note)
    page.get_by_label("It is a material change").set_checked(is_material)
    page.get_by_role("button", name="Publish edition").click()
    page.locator(".messagelist .success").wait_for()


def test_published_read_compared_and_restored(page, persona, sign_in):
    sign_in(AdministratorFactory())
    publish(page, persona, "The first.")
    reword(persona)
    publish(page, persona, "Challenges redone.", is_material=True)
    assert list(Edition.objects.values_list("number", "is_material").order_by("number")) == [(1, False), (2, True)]

    page.goto(persona.get_absolute_url())
    page.get_by_role("link", name="what changed").click()
    row = page.locator("tr.reworded")
    assert [row.locator("del").inner_text(), row.locator("ins").inner_text()] == ["numbers", "figures"]
    assert page.locator("tr.removed del").inner_text() == "Silos"

    page.get_by_role("link", name="All editions").click()
    page.get_by_role("link", name="Edition 1", exact=True).click()
    assert page.get_by_text("Silos").count() == 1
    assert page.get_by_role("link", name="edition 2").count() == 1

    page.goto(reverse("admin:personas_persona_history", args=[persona.pk]))
    page.get_by_role("row", name="Written.").get_by_role("link", name="Restore").click()
    assert "1 added" in page.locator("#content-main").inner_text()
    page.get_by_role("button", name="Restore").click()
    page.locator(".messagelist .success").wait_for()
    assert persona.persona_traits.count() == 2


def test_two_revisions_are_chosen_with_the_keyboard(page, persona, sign_in):
    reword(persona)
    sign_in(AdministratorFactory())
    page.goto(reverse("admin:personas_persona_history", args=[persona.pk]))
    page.locator("input[name=old]").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=new]:checked").get_attribute("value") == str(versions_of(persona.pk).last().pk)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.locator("tr.removed").wait_for()


@pytest.mark.once
def test_every_page_looks_well(page, persona, sign_in, flaws):
    sign_in(AdministratorFactory())
    publish(page, persona, "The first.")
    reword(persona)
    publish(page, persona, "The second. " * 20)
    older = versions_of(persona.pk).last().pk
    facet = FacetFactory(name="To be deleted")
    page.goto(reverse("admin:personas_facet_delete", args=[facet.pk]))
    page.get_by_role("button", name="Yes").click()
    page.goto(reverse("admin:personas_deleted"))
    gone = page.get_by_role("link", name="To be deleted").get_attribute("href")
    own = reverse("admin:personas_persona_history", args=[persona.pk])
    pages = ["/personas/robin/editions/", "/personas/robin/editions/1/", "/personas/robin/editions/2/changes/", own]
    pages += [f"{own}{older}/", f"{own}{older}/restore/"]
    found = {}
    for address in (*pages, reverse("admin:personas_deleted"), gone):
        page.goto(address)
        found[address] = flaws()
    assert {address: each for address, each in found.items() if each} == {}
