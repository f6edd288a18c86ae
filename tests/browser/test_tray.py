"""The tray at the foot of every page: it shows what was picked, and covers nothing that somebody wants to reach."""

import pytest
from playwright.sync_api import expect

from tests.personas.factories import PersonaFactory, UserFactory

ROLE = "Director of application development and operations"
# How many stops of the keyboard lie, with all they have, behind the tray.
COVERED = """() => {
    const stop = document.activeElement.getBoundingClientRect();
    const tray = document.getElementById("tray");
    return !tray.contains(document.activeElement) && stop.height > 0 && stop.top >= tray.getBoundingClientRect().top;
}"""


@pytest.fixture
def picked(page, transactional_db, sign_in):
    """The list of twelve personas, eight of whom are in the tray."""
    for number in range(12):
        PersonaFactory(name=f"Dakota number {number:02}", role_label=ROLE, slug=f"dakota-{number:02}")
    sign_in(UserFactory())
    page.goto("/personas/")
    for number in range(8):
        page.get_by_role("checkbox", name=f"Compare Dakota number {number:02}").check()
    expect(page.locator("#tray li")).to_have_count(8)
    return page


def covered_stops(page, most=120):
    """The stops of the keyboard from the top of the page to its end that lie behind the tray."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return found
        if page.evaluate(COVERED):
            found.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
    return found


@pytest.mark.once
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (768, 1024), (640, 450), (320, 640)])
def test_nothing_that_a_keyboard_reaches_lies_behind_it(picked, width, height):
    picked.set_viewport_size({"width": width, "height": height})
    tray = picked.locator("#tray")
    assert tray.bounding_box()["height"] < 110
    for name in ("Compare", "Charts", "Clear"):
        expect(tray.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    assert covered_stops(picked) == []


@pytest.mark.once
def test_each_name_can_be_reached_and_the_newest_is_in_sight(picked):
    remove = picked.locator("#tray").get_by_role("button", name="Remove Dakota number")
    expect(remove.last).to_be_in_viewport(ratio=1)
    remove.first.focus()
    expect(remove.first).to_be_in_viewport(ratio=1)
    picked.keyboard.press("Enter")
    expect(remove).to_have_count(7)
    expect(remove.first).to_be_focused()


@pytest.mark.once
def test_it_looks_well_with_all_eight(picked, flaws):
    assert flaws() == []
