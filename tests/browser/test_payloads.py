"""With the policy switched off, nothing that people wrote runs in a real browser either."""

import pytest

from tests.config.access import world as worlds
from tests.payloads import write_payloads

ADDRESSES = (
    "/",
    "/personas/",
    "/personas/{persona}/",
    "/personas/compare/?p={persona}&p={second}",
    "/personas/charts/{facet}/",
    "/content-types/",
    "/guides/{guide}/",
    "/search/?q=x",
    "/journeys/{journey}/",
    "/journeys/assets/{asset}/",
    "/enablement/",
    "/enablement/sessions/{session}/",
    "/enablement/questions/",
    "/admin/",
    "/admin/personas/persona/{persona_pk}/change/",
    "/admin/personas/trait/{trait}/change/",
    "/admin/access/auditentry/",
)


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"bypass_csp": True}


def test_nothing_runs_without_the_policy(transactional_db, context, live_server, sign_in):
    world = worlds.build()
    write_payloads()
    sign_in(world.users["A"])
    # A page of its own: payloads may well ask for pictures that aren't there, which is no fault of the page.
    page, ran = context.new_page(), []
    page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
    for address in ADDRESSES:
        page.goto(live_server.url + address.format(**world.names["A"]))
        page.wait_for_load_state("load")
        ran += [address] if page.evaluate("window.xqran !== undefined") else []
    assert ran == []
