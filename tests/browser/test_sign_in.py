import pytest


def test_the_sign_in_page_works_and_is_accessible(page, reader, accessibility_findings):
    page.goto("/")
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in"
    assert accessibility_findings() == []
    page.get_by_label("Username").fill("reader")
    page.get_by_label("Password").fill("open sesame")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_is_readable_in_light_and_dark(page, accessibility_findings, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/accounts/login/")
    assert accessibility_findings() == []


def test_what_breaks_the_policy_is_noticed(page, complaints):
    page.goto("/healthz")
    with page.expect_console_message():
        page.evaluate("new Image().src = 'http://127.0.0.1:9/elsewhere.png'")
    assert ["Content Security Policy" in complaint for complaint in complaints] == [True]
    complaints.clear()
