"""Requirements, questions and registrations in the admin."""

import pytest
from django.test import Client

from enablement.models import Requirement
from personas.models import Persona
from tests.enablement.factories import QuestionFactory, RegistrationFactory, RequirementFactory, SessionFactory
from tests.personas.admin.form_data import what_it_showed
from tests.personas.factories import AdministratorFactory, PersonaFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """A client of somebody who may do everything."""
    client = Client()
    client.force_login(AdministratorFactory())
    return client


def test_a_requirement_is_kept_with_everything_it_says(desk):
    team, ada, session = TeamFactory(), PersonaFactory(), SessionFactory()
    data = {"team": team.pk, "personas": [ada.pk], "sessions": [session.pk], "due_on": "2027-01-31", "note": "Kickoff"}
    desk.post("/admin/enablement/requirement/add/", data)
    requirement = Requirement.objects.get()
    assert (list(requirement.personas.all()), list(requirement.sessions.all())) == ([ada], [session])
    assert (str(requirement.due_on), requirement.recording_counts) == ("2027-01-31", False)


@pytest.mark.parametrize("pk", ["0", "9" * 30, "x", "\0"])
def test_what_is_not_there_gets_a_sentence(desk, pk):
    data = {"team": TeamFactory().pk, "personas": [pk], "sessions": [pk], "due_on": "31.1.", "note": ""}
    response = desk.post("/admin/enablement/requirement/add/", data)
    assert (response.status_code, Requirement.objects.count()) == (200, 0)


def test_personas_that_the_form_does_not_offer_stay(desk):
    old, ada = PersonaFactory(status=Persona.Status.DEPRECATED), PersonaFactory()
    requirement = RequirementFactory(personas=[old])
    page = f"/admin/enablement/requirement/{requirement.pk}/change/"
    desk.post(page, what_it_showed(desk, page) | {"team": requirement.team_id, "personas": [ada.pk]})
    assert set(requirement.personas.all()) == {old, ada}


def test_attendance_is_looked_up_and_not_edited_here(desk):
    registration = RegistrationFactory()
    address = f"/admin/enablement/registration/{registration.pk}/change/"
    assert str(registration.session.uuid) in desk.get(address).content.decode()
    assert desk.post(address, {"attendance": "attended"}).status_code == 403


def test_questions_are_closed_in_bulk(desk):
    question = QuestionFactory()
    data = {"action": "close_questions", "_selected_action": [question.pk]}
    desk.post("/admin/enablement/question/", data)
    question.refresh_from_db()
    assert question.status == "closed"


def test_questions_about_drafts_are_hidden_from_those_who_see_none():
    question = QuestionFactory(persona__status=Persona.Status.DRAFT)
    client = Client()
    client.force_login(UserFactory(is_staff=True, permissions=["enablement.view_question"]))
    assert question.text not in client.get("/admin/enablement/question/").content.decode()
