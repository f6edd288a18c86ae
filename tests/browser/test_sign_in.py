"""The way in: the one sign-in page, whoever comes through which door."""

import pytest
from playwright.sync_api import expect


@pytest.mark.once
def test_the_sign_in_page_looks_well_and_works(page, reader, flaws):
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert flaws() == []
    page.emulate_media(reduced_motion="reduce")
    button = page.get_by_role("button", name="Sign in")
    assert button.evaluate("button => getComputedStyle(button).transitionDuration") == "0s"
    page.get_by_label("Username").fill("reader")
    page.get_by_label("Password").fill("guess")
    button.click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page).to_have_title("Error: Sign in · Dramatis")
    expect(page.get_by_label("Username")).to_have_value("reader")
    assert flaws() == []
    page.get_by_label("Password").fill("open sesame")
    button.click()
    page.wait_for_url("/")


@pytest.mark.once
def test_the_admin_sends_to_the_same_page_and_tells_a_reader_no(page, reader, flaws):
    page.goto("/admin/")
    page.get_by_label("Username").fill("reader")
    page.get_by_label("Password").fill("open sesame")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("You are signed in as reader")).to_be_visible()
    assert flaws() == []
    page.get_by_role("button", name="Sign in with another account").click()
    page.wait_for_url("/accounts/login/?next=/admin/")


@pytest.mark.once
def test_going_back_after_signing_out_shows_nothing(page, reader, sign_in):
    sign_in(reader)
    page.goto("/guides/")
    page.goto("/personas/")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guides")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("/accounts/login/")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_what_breaks_the_policy_is_noticed(page, complaints):
    page.goto("/healthz")
    with page.expect_console_message():
        page.evaluate("new Image().src = 'http://127.0.0.1:9/elsewhere.png'")
    assert ["Content Security Policy" in complaint for complaint in complaints] == [True]
    complaints.clear()
