"""A persona is retired as an editor would, by keyboard, and readers of the old address learn who took over."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from personas.models import Persona
from tests.journeys.factories import AssetFactory, TouchpointFactory
from tests.personas.factories import AdministratorFactory, PersonaFactory, PersonaTitleFactory, UserFactory

pytestmark = pytest.mark.once


@pytest.fixture
def old(transactional_db, sign_in):
    """Used by a title, a stage in which the successor stands as well, and an asset; an administrator at the desk."""
    sign_in(AdministratorFactory())
    old = PersonaFactory(name="VP IT", role_label="", slug="vp-it", status="published")
    new = PersonaFactory(name="Platform Perry", role_label="", status="published")
    PersonaTitleFactory(persona=old, title__name="Head of IT")
    TouchpointFactory(persona=new, stage=TouchpointFactory(persona=old).stage)
    AssetFactory(title="How Acme moved").personas.set([old])
    return old


def test_it_hands_over_and_the_old_address_says_so(page, old, sign_in, flaws):
    page.goto(reverse("admin:personas_persona_delete", args=[old.pk]))
    expect(page.get_by_role("link", name="How Acme moved")).to_be_visible()
    page.get_by_role("link", name="Deprecate instead…").press("Enter")
    page.get_by_label("Deprecated since").fill("2026-01-02")
    page.get_by_role("button", name="Show what will happen").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say why in a sentence")
    page.get_by_label("Reason").fill("Two personas **now**.")
    with page.expect_response("**/autocomplete/**term=Perry**"):
        page.get_by_role("searchbox").press_sequentially("Perry")
    page.get_by_role("option", name="Platform Perry").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show what will happen").press("Enter")
    expect(page.get_by_text("Already with Platform Perry: the two become one.")).to_be_visible()
    page.get_by_label("How Acme moved").select_option("Stays as it is")
    assert flaws() == []
    page.get_by_role("button", name="Deprecate VP IT").press("Enter")
    page.get_by_text("VP IT is deprecated. Its address goes on working, with a banner.").wait_for()
    new = Persona.objects.get(name="Platform Perry")
    left = [(each.persona_titles.count(), each.touchpoints.count(), each.assets.count()) for each in (old, new)]
    assert left == [(0, 0, 1), (1, 1, 0)]
    sign_in(UserFactory())
    page.goto("/personas/vp-it/")
    expect(page.get_by_text("Deprecated since 2 Jan 2026.")).to_be_visible()
    expect(page.locator(".notice strong", has_text="now")).to_be_visible()
    page.get_by_role("link", name="Platform Perry").first.click()
    page.wait_for_url(new.get_absolute_url())
    old.refresh_from_db()
    assert (old.deprecated_on, list(old.successors.all())) == (date(2026, 1, 2), [new])
