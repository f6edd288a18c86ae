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
        if message.type in ("error", "warning") and not expected:
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
AXE = {"preload": False, "resultTypes": ["violations"]}
COLOURS = ["color-contrast", "link-in-text-block"]
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"


@pytest.fixture
def accessibility_findings(page):
    """Returns a function that lists what axe finds wrong with the page as it is now: rule, and where.

    A dark page differs from the light one in its colours alone, so only these are looked at there.
    """

    def accessibility_findings():
        options = AXE | {"runOnly": COLOURS} if page.evaluate(IS_DARK) else AXE
        violations = Axe().run(page, options=options).response["violations"]
        return [f"{found['id']}: {node['target'][0]}" for found in violations for node in found["nodes"]]

    return accessibility_findings
