"""What went wrong between the page and the server is said, and whoever was signed out comes back to the page."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.journeys.factories import JourneyFactory, StageFactory
from tests.personas.factories import AdministratorFactory, PersonaFactory

GRID = "/journeys/buy/marks/"
PASSWORD = "open-sesame-9"


@pytest.fixture
def account(transactional_db, sign_in):
    """Signed in, where Ada can be marked in one stage of a journey."""
    account = AdministratorFactory(username="bea")
    account.set_password(PASSWORD)
    account.save()
    PersonaFactory(name="Ada", role_label="", slug="ada")
    StageFactory(journey=JourneyFactory(name="How they buy", slug="buy"), name="Order")
    sign_in(account)
    return account


def cell(page):
    return page.get_by_role("button", name="Ada, Order: not marked", exact=True)


def test_signed_out_meanwhile(page, account, context):
    page.goto(GRID)
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    cell(page).click()
    page.get_by_label("Username").fill("bea")
    page.get_by_label("Password").fill(PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{GRID}")
    expect(cell(page)).to_be_visible()


def test_a_click_that_is_refused(page, account, context, complaints, flaws):
    page.goto(GRID)
    context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    cell(page).click()
    trouble = page.get_by_role("alert")
    expect(trouble).to_contain_text("nothing was saved")
    assert flaws() == []
    trouble.get_by_role("button", name="Load again").click()
    expect(trouble).to_have_count(0)
    cell(page).click()
    expect(page.locator("#marks-said")).to_have_text("Saved: Ada, Order: takes part.")
    told_by_htmx(complaints, "403")


def test_the_network_is_gone_and_comes_back(page, account, context, complaints):
    page.goto("/personas/")
    context.set_offline(True)
    page.locator("#filter-q").fill("ad")
    expect(page.get_by_role("alert")).to_contain_text("the page is as it was")
    context.set_offline(False)
    page.locator("#filter-q").fill("ada")
    expect(page.get_by_role("alert")).to_have_count(0)
    told_by_htmx(complaints, "INTERNET_DISCONNECTED", "htmx:sendError")


def told_by_htmx(complaints, *expected):
    """The console says it, too: nothing else may stand there."""
    assert [said for said in complaints if not any(words in said for words in expected)] == []
    complaints.clear()
