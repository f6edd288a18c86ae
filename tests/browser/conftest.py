"""A real Chromium in front of a live server. Every test fails when the browser complains of the page."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from scripts import chromium

# Chromium refuses its sandbox to root, and must not call home or start slowly in a container.
CHROMIUM_ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.getuid() == 0 else []),
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": chromium.find(), "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """Started after the test database is there: a server that only knows ":memory:" would share one connection."""
    return live_server


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


# How htmx tells of a request that it gave up, as what was typed meanwhile asks for another. It tells of every request
# that failed twice, the second time by `afterRequest`.
GIVEN_UP = ("htmx:sendAbort", "htmx:afterRequest")


@pytest.fixture
def complaints():
    """What the browser says against the page: policy violations, script errors, missing files."""
    return []


@pytest.fixture
def page(page, base_url, complaints):
    """A browser page that must leave no complaints behind."""

    def note(message):
        address = message.location["url"]
        # A page that answers 404 on purpose is no missing file, and nor is the icon that browsers guess at.
        expected = address in (page.url, f"{base_url}/favicon.ico") and message.text.startswith(
            "Failed to load resource"
        )
        if message.type in ("error", "warning") and not expected and not message.text.startswith(GIVEN_UP):
            complaints.append(f"{message.text} ({address})")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture
def sign_in(context, live_server):
    """Returns a function that signs a user in, so that every page of the browser is theirs from then on."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return sign_in


# What axe would copy into the page the policy forbids; of what is well it need not tell.
AXE = {"preload": False, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
SIZES = ["target-size", "scrollable-region-focusable", "label", "select-name", "summary-name"]
ON_A_PHONE = {"runOnly": [*COLOURS["runOnly"], *SIZES]}
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PHONE = {"width": 320, "height": 800}
COLOURS_SETTLED = "Promise.allSettled(document.getAnimations().map((animation) => animation.finished))"


@pytest.fixture
def accessibility_findings(page):
    """Returns a function that lists what axe finds wrong with the page as it is now: rule, and where.

    A dark page differs from the light one in its colours alone, so only these are looked at there.
    """

    def accessibility_findings():
        return axe_findings(page, COLOURS if page.evaluate(IS_DARK) else {})

    return accessibility_findings


def axe_findings(page, only):
    """What axe finds with the rules of `only`, its `runOnly` or nothing for all of them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    violations = page.evaluate("async (options) => (await axe.run(options)).violations", AXE | only)
    return [f"{found['id']}: {node['target'][0]}" for found in violations for node in found["nodes"]]


@pytest.fixture
def flaws(page):
    """Returns a function that lists what is wrong with the looks of the page as it is now, without loading it again.

    All of axe's rules at 1280 pixels in light; the colours in dark; on a dark phone of 320 pixels the colours
    again, as some things are only there, the sizes of what is touched, and whether the page is wider than the window.
    The page is left light and wide.
    """

    def flaws():
        found = axe_findings(page, {})
        page.emulate_media(color_scheme="dark")
        page.evaluate(COLOURS_SETTLED)
        found += [f"dark: {finding}" for finding in axe_findings(page, COLOURS)]
        wide = page.viewport_size
        page.set_viewport_size(PHONE)
        found += [f"phone: {finding}" for finding in axe_findings(page, ON_A_PHONE)]
        overflow = page.evaluate(OVERFLOW)
        page.set_viewport_size(wide)
        page.emulate_media(color_scheme="light")
        return [*found, f"phone: {overflow} pixels too wide"] if overflow > 0 else found

    return flaws
