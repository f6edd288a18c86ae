"""Attendance, check-in and the rollout in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from enablement.services.check_in import new_code
from tests.enablement.factories import QuestionFactory, RegistrationFactory, RequirementFactory, SessionFactory
from tests.personas.factories import AdministratorFactory, PersonaFactory, TeamFactory, UserFactory


@pytest.fixture
def manager(transactional_db, sign_in):
    manager = AdministratorFactory(email="manager@example.com")
    sign_in(manager)
    return manager


def test_a_pasted_list_becomes_attendance(page, manager):
    session = SessionFactory(title="Meet Ada", starts_at=timezone.now() - timedelta(days=1))
    RegistrationFactory(session=session, user__username="dana", user__first_name="Dana", user__last_name="Diaz")
    page.goto(session.get_absolute_url())
    page.get_by_role("link", name="Who came").click()
    page.get_by_label("Who came").fill("Diaz, Dana\nVisitor <v@example.com>")
    page.get_by_role("button", name="See what changes").click()
    expect(page.get_by_role("heading", name="Guests: no account")).to_be_visible()
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("status").first).to_contain_text("Noted: 1 attended, 1 new guest.")
    expect(page.get_by_label("Dana Diaz")).to_have_value("attended")
    page.get_by_label("Dana Diaz").select_option("absent")
    page.get_by_role("button", name="Save attendance").click()
    expect(page.get_by_role("status").first).to_contain_text("Noted for 1 person.")
    assert session.registrations.get().attendance == "absent"


def test_one_checks_in_by_the_code_on_the_wall(page, manager):
    session = SessionFactory(title="Meet Ada", starts_at=timezone.now())
    page.goto(f"/enablement/sessions/{session.uuid}/check-in/")
    page.get_by_role("button", name="Make a code").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    page.wait_for_function("document.querySelector('.code-show img').naturalWidth > 0")
    code = page.locator(".code").inner_text()
    page.goto("/enablement/check-in/")
    page.get_by_label("The session's code").fill("aaaaaa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No session that you could check in to")
    page.get_by_label("The session's code").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("You are checked in to “Meet Ada”.")
    expect(page.get_by_text("You are checked in.", exact=True)).to_be_visible()


@pytest.mark.once
def test_the_pages_look_well(page, manager, flaws):
    ada, team = PersonaFactory(name="Ada", role_label=""), TeamFactory(name="Sales")
    team.members.set([manager, UserFactory()])
    session = SessionFactory(personas=[ada], starts_at=timezone.now() - timedelta(minutes=5))
    RegistrationFactory(session=session, user=manager, attendance="attended")
    requirement = RequirementFactory(team=team, personas=[ada], due_on=timezone.localdate() - timedelta(days=2))
    new_code(session, by=manager)
    page.goto("/enablement/rollout/")
    expect(page.get_by_role("link", name="1 of 2 (50%)")).to_be_visible()
    found = flaws()
    sessions, question = f"/enablement/sessions/{session.uuid}", QuestionFactory(session=session)
    for address in (
        f"{sessions}/attendance/",
        f"{sessions}/check-in/",
        f"/enablement/rollout/requirements/{requirement.pk}/",
        f"/enablement/questions/{question.pk}/answer/",
    ):
        page.goto(address)
        found += flaws()
    assert found == []
