"""What everybody does with their own account, and administrators with those of others."""

import pytest
from playwright.sync_api import expect

from config.access.models import AuditEntry
from config.access.personal_data.forgetting import FORMER
from tests.personas.factories import AdministratorFactory

pytestmark = pytest.mark.once
NEW = "nine blue lanterns"


def heading(page):
    return page.get_by_role("heading", level=1)


def test_somebody_changes_the_password_and_then_has_all_forgotten(page, reader, sign_in, flaws):
    sign_in(reader)
    page.goto("/")
    page.get_by_role("link", name="reader").click()
    expect(heading(page)).to_have_text("What Dramatis knows of you")
    assert flaws() == []
    page.get_by_role("link", name="Change your password").click()
    page.get_by_label("Your password now").fill("guess")
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password, once more").fill(NEW)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("That isn't your password.")).to_be_visible()
    assert flaws() == []
    page.get_by_label("Your password now").fill("open sesame")
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password, once more").fill(NEW)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("status")).to_contain_text("Your password is changed.")
    page.get_by_role("link", name="Have it forgotten").click()
    page.get_by_label("Your password, to make sure that it is you").fill("open sesame")
    page.get_by_role("button", name="Close my account and forget me").click()
    expect(page.get_by_role("alert")).to_have_text("That isn't your password. Nothing has been done.")
    assert flaws() == []
    page.get_by_label("Your password, to make sure that it is you").fill(NEW)
    page.get_by_role("button", name="Close my account and forget me").click()
    page.wait_for_url("/accounts/login/")
    expect(page.get_by_role("status")).to_contain_text("closed and forgotten")
    reader.refresh_from_db()
    assert (reader.is_active, reader.first_name, reader.last_name) == (False, *FORMER)


def test_an_administrator_forgets_somebody_and_the_log_says_so(page, reader, sign_in, flaws):
    sign_in(AdministratorFactory(username="boss"))
    page.goto(f"/admin/auth/user/{reader.pk}/change/")
    page.get_by_role("link", name="Personal data").click()
    expect(heading(page)).to_have_text("Personal data of reader")
    assert flaws() == []
    page.get_by_role("button", name="Forget this person for good").click()
    page.wait_for_url("/admin/auth/user/")
    reader.refresh_from_db()
    assert AuditEntry.objects.get(kind="person_forgotten").subject == reader.username
    page.goto("/admin/access/auditentry/")
    expect(page.get_by_text("deleted after 730 days")).to_be_visible()
    assert flaws() == []
