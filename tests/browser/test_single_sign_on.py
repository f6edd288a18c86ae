"""The button of single sign-on in a real browser, whose policy asks where a form's answer leads."""

import pytest
from django.conf import settings as site
from playwright.sync_api import expect

pytestmark = pytest.mark.once


def test_the_button_leads_to_the_provider_and_back(page, provider, settings, flaws):
    allowed = site.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": allowed | {"form-action": [*allowed["form-action"], provider.address]}
    }
    page.goto("/accounts/login/?next=/guides/")
    assert flaws() == []
    page.get_by_role("button", name="Sign in with Northwind").click()
    page.wait_for_url("/guides/")
    expect(page.get_by_role("listitem").filter(has_text="Dana Moss").first).to_be_visible()
