"""Sessions in a browser: a seat with one click, the waiting list, the month by keyboard, and how the pages look."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.enablement.factories import (
    QuestionFactory,
    RegistrationFactory,
    ResourceFactory,
    SeriesFactory,
    SessionFactory,
)
from tests.personas.factories import PersonaFactory, UserFactory


@pytest.fixture
def reader(transactional_db, sign_in):
    reader = UserFactory()
    sign_in(reader)
    return reader


def statuses(session):
    return list(session.registrations.order_by("place").values_list("user__username", "status"))


def test_a_seat_is_taken_and_given_back_with_one_click_and_a_double_click_is_one(page, reader):
    session = SessionFactory(title="Who signs", capacity=2)
    page.goto("/enablement/")
    line = page.locator(".session-line")
    expect(line).to_contain_text("2 seats left")
    line.get_by_role("button", name="Register for Who signs").dblclick()
    expect(line.locator(".seat-words")).to_be_focused()
    expect(line.locator(".seat-words")).to_have_text("You have a seat")
    expect(page.locator("#seat-said")).to_have_text("You have a seat in “Who signs”.")
    assert statuses(session) == [(reader.username, "registered")]
    line.get_by_role("button", name="Give it back").click()
    expect(line.get_by_role("button", name="Register for Who signs")).to_be_visible()
    assert statuses(session) == [(reader.username, "cancelled")]
    expect(page).to_have_url("/enablement/")


def test_the_waiting_list_and_then_the_link_on_the_page_of_a_session(page, reader):
    session = SessionFactory(title="Who signs", capacity=1, join_url="https://meet.example.com/x")
    other = RegistrationFactory(session=session)
    page.goto(session.get_absolute_url())
    panel = page.locator("#seat-panel")
    panel.get_by_role("button", name="Join the waiting list").press("Enter")
    expect(panel).to_contain_text("You are number 1 on the waiting list")
    expect(panel.get_by_role("link", name="Join the meeting")).to_have_count(0)
    other.status = "cancelled"
    other.save()
    panel.get_by_role("button", name="Leave the line").click()
    panel.get_by_role("button", name="Register").click()
    expect(panel.get_by_role("link", name="Join the meeting")).to_have_attribute("href", "https://meet.example.com/x")


def test_months_are_turned_by_keyboard_and_the_filter_stays(page, reader):
    ada = PersonaFactory(name="Ada", slug="ada", role_label="")
    for title, month, personas in [("Old", 10, [ada]), ("New", 12, [ada]), ("Of others", 12, [])]:
        SessionFactory(title=title, starts_at=datetime(2199, month, 3, 12, tzinfo=UTC), personas=personas)
    page.goto("/enablement/?view=calendar&month=2199-12")
    page.get_by_label("Ada").check()
    expect(page.get_by_role("table", name="December 2199").get_by_role("link")).to_have_text(["12:00 New"])
    page.get_by_role("link", name="November 2199").press("Enter")
    expect(page.get_by_text("Nothing in November 2199.")).to_be_visible()
    expect(page.get_by_role("link", name="October 2199")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="October 2199").get_by_role("link")).to_have_text(["12:00 Old"])
    expect(page).to_have_url("/enablement/?view=calendar&persona=ada&month=2199-10")


def test_the_zone_of_the_device_is_offered_and_taken(base_url, page, reader):
    with page.context.browser.new_context(timezone_id="Asia/Tokyo", base_url=base_url) as context:
        context.add_cookies(page.context.cookies())
        SessionFactory(starts_at=datetime(2199, 11, 19, 16, tzinfo=UTC))
        there = context.new_page()
        there.goto("/enablement/")
        there.get_by_role("button", name="Use Asia/Tokyo, as on this device").click()
        expect(there.get_by_text("Wed 20 Nov 2199, 01:00 Tokyo (Tue 19 Nov, 16:00 UTC)")).to_be_visible()
        expect(there.get_by_role("button", name="as on this device")).to_have_count(0)


def test_a_question_is_asked_and_wanted_without_leaving_the_page(page, reader):
    session = SessionFactory(title="Who signs")
    page.goto(session.get_absolute_url())
    page.get_by_text("Ask a question").press("Enter")
    page.get_by_label("Your question").fill("Who pays?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name="Who signs")).to_be_visible()
    page.get_by_role("link", name="Who pays?").click()
    question = page.locator(".question")
    expect(question).to_contain_text("1 wants to know")
    question.get_by_role("button", name="Take my vote back").press("Enter")
    expect(question.get_by_role("button", name="I want to know, too")).to_be_focused()
    expect(question).to_contain_text("0 want to know")


@pytest.mark.once
def test_looks(page, reader, flaws):
    now = timezone.now()
    series = SeriesFactory(title="Office hours", slug="hours", description="Bring *questions*.")
    personas = [PersonaFactory() for _ in range(5)]
    session = SessionFactory(
        title="Who signs", series=series, personas=personas, capacity=1, description="## What\n\nMuch.", place="Room 4"
    )
    RegistrationFactory(session=session, user=reader)
    ResourceFactory(session=session, note="Sound from minute 3")
    ResourceFactory(session=session, kind="notes", url="")
    SessionFactory(title="A " + "very " * 12 + "long title", series=series, status="cancelled", personas=personas)
    SessionFactory(precision="words", when_words="At the kickoff", status="planned")
    SessionFactory(starts_at=now - timedelta(minutes=5), capacity=3)
    for hour in range(6):
        SessionFactory(starts_at=now.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=hour))
    QuestionFactory(session=session)
    QuestionFactory(session=session, status="answered", answer="*Yes*.", edition=2)
    ResourceFactory(session=SessionFactory(title="Over", starts_at=now - timedelta(days=9)))
    addresses = [
        "/enablement/",
        "/enablement/?show=past",
        "/enablement/?view=calendar",
        "/enablement/?persona=nobody",
        session.get_absolute_url(),
        series.get_absolute_url(),
        "/enablement/mine/",
        "/enablement/mine/zone/",
        "/enablement/check-in/",
        f"/enablement/questions/?session={session.uuid}",
    ]
    for address in addresses:
        page.goto(address)
        assert flaws() == [], address
