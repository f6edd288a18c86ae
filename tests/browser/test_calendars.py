"""Taking calendars along, and choosing mail, as a person does it."""

from django.test import Client
from playwright.sync_api import expect

from enablement.calendar.tokens import renew
from enablement.mail.wanted import wants
from tests.enablement.factories import SeriesFactory, SessionFactory
from tests.personas.factories import PersonaFactory, TeamFactory, UserFactory

PAGE = "/enablement/calendar/"


def test_addresses_to_copy_and_to_replace(page, context, transactional_db, sign_in, flaws):
    user = UserFactory()
    SessionFactory(title="Meet the buyers", series=SeriesFactory(title="Office hours " * 12))
    PersonaFactory()
    TeamFactory(name="Sales").members.add(user)
    sign_in(user)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PAGE)
    page.get_by_role("button", name="Make my addresses").click()
    everything = page.get_by_label("All persona sessions", exact=True)
    expect(everything).to_be_visible()
    page.get_by_role("button", name="Copy the address of All persona sessions").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == everything.input_value()
    path = address.removeprefix(page.url.removesuffix(PAGE))
    assert b"SUMMARY:Meet the buyers" in Client().get(path).content
    page.get_by_label("Team, series or persona").select_option(label="Sales")
    page.get_by_role("button", name="Show its address").click()
    expect(page.locator("#calendar-chosen")).to_be_visible()
    assert flaws() == []
    page.get_by_role("button", name="Take new addresses").click()
    expect(page.get_by_text("You have new addresses")).to_be_visible()
    assert Client().get(path).status_code == 404


def test_choosing_mail(page, transactional_db, sign_in, flaws):
    user = UserFactory()
    renew(by=user)
    sign_in(user)
    page.goto(PAGE)
    page.get_by_role("link", name="choose what mail you get").click()
    page.get_by_label("Reminders the day and the hour before a session").uncheck()
    assert flaws() == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert [wants(user, kind) for kind in ("day_before", "change")] == [False, True]
