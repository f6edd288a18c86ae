"""Planning in a browser: a series by a rule, shown before it is made; one change of several sessions."""

import pytest
from playwright.sync_api import expect

from enablement.models import Session
from tests.personas.factories import AdministratorFactory, UserFactory

pytestmark = pytest.mark.once


def test_a_series_is_planned_shown_made_and_changed_from_one_session_on(page, transactional_db, sign_in, flaws):
    UserFactory(username="dana")
    sign_in(AdministratorFactory())
    page.goto("/admin/enablement/series/add/")
    page.locator("#id_title").fill("Office hours")
    page.locator("#id_starts_on").fill("2031-01-01")
    page.locator("[type=time]").fill("11:00")
    page.locator("#id_zone").fill("America/New_York")
    page.get_by_label("Every month, or every few months, on a weekday").check()
    page.get_by_role("checkbox", name="Tuesday").check()
    page.locator("#id_nth").select_option("3")
    page.locator("#id_count").fill("8")
    page.locator("#id_host").fill("dana")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="New sessions")).to_be_visible()
    expect(page.get_by_role("cell", name="Tue 18 Mar 2031, 11:00 New York (15:00 UTC)")).to_be_visible()
    expect(page.get_by_text("And 2 more")).to_be_visible()
    assert flaws() == []
    page.get_by_role("button", name="Back to the form").click()
    expect(page.locator("#id_count")).to_have_value("8")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Session.objects.filter(title="Office hours", host__username="dana").count() == 8

    later = Session.objects.get(occurrence_on="2031-06-17")
    page.goto(f"/admin/enablement/session/{later.pk}/change/")
    assert flaws() == []
    page.locator("[type=time]").fill("12:00")
    page.get_by_label("This one and the later ones").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Sessions that change")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Session.objects.filter(starts_at__hour=16, occurrence_on__gte="2031-06-01").count() == 3
