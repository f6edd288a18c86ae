"""Two people have the same persona open in two windows, and save both."""

import pytest
from django.conf import settings
from django.urls import reverse

from personas.models import Persona
from tests.personas.admin.conftest import signed_in
from tests.personas.factories import EditorFactory, FacetFactory, PersonaFactory, PersonaTraitFactory, TraitFactory

TOLD = "Dana Park changed this persona while you had it open, so nothing was saved."


@pytest.fixture
def persona(transactional_db):
    persona = PersonaFactory(name="Robin", role_label="Buyer")
    trait = TraitFactory(facet=FacetFactory(name="Challenges", slug="challenges"), statement="Silos")
    return PersonaTraitFactory(persona=persona, trait=trait).persona


@pytest.fixture
def dana(new_context, live_server):
    """A page of Dana's browser."""
    context, client = new_context(), signed_in(EditorFactory(first_name="Dana", last_name="Park"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return context.new_page()


def save(page):
    page.get_by_role("button", name="Save and continue editing").click()


def test_the_second_one_chooses_and_puts_both_together(page, dana, persona, sign_in, flaws):
    sign_in(EditorFactory())
    address = reverse("admin:personas_persona_change", args=[persona.pk])
    for each in (page, dana):
        each.goto(address)
    dana.get_by_label("Role label").fill("Baker")
    dana.get_by_label("Challenges, statement 1").fill("Silos between teams")
    save(dana)
    dana.locator(".messagelist .success").wait_for()
    page.get_by_label("Role label").fill("Head of flour")
    page.get_by_label("Name:", exact=True).fill("Robin B")
    save(page)
    page.get_by_text(TOLD).wait_for()
    assert page.get_by_label("Role label").input_value() == "Head of flour"
    assert flaws() == []
    page.get_by_label("Theirs: “Baker”").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Put both together").press("Enter")
    page.get_by_role("heading", name="Put together, and not saved yet").wait_for()
    page.locator(".meanwhile").get_by_role("button", name="Save").press("Enter")
    page.locator(".messagelist .success").wait_for()
    saved = Persona.objects.get()
    assert (saved.name, saved.role_label) == ("Robin B", "Baker")
    assert list(saved.persona_traits.values_list("trait__statement", flat=True)) == ["Silos between teams"]
