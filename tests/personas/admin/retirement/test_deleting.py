"""A persona in use isn't deleted by accident, and what uses it is listed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enablement.effects import time_words
from personas.models import Persona
from tests.enablement.factories import SessionFactory
from tests.journeys.factories import TouchpointFactory
from tests.personas.admin.conftest import signed_in
from tests.personas.factories import PersonaFactory, PersonaTitleFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:personas_persona_changelist")


@pytest.fixture
def old():
    return PersonaFactory(name="VP IT", role_label="", status="published")


def page(name, persona):
    return reverse(f"admin:personas_persona_{name}", args=[persona.pk])


def delete(desk, *personas, many=False):
    if not many:
        return desk.post(page("delete", *personas), {"post": "yes"})
    chosen = [persona.pk for persona in personas]
    return desk.post(LIST, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})


@pytest.mark.parametrize("many", [False, True])
def test_one_in_use_stays_and_what_uses_it_is_listed(desk, old, many):
    touchpoint = TouchpointFactory(persona=old)
    session = SessionFactory(personas=[old])
    PersonaFactory(reports_to=old, name="Below", role_label="")
    response = delete(desk, old, many=many)
    assert (response.status_code, Persona.objects.filter(pk=old.pk).exists()) == (200, True)
    (row,) = response.context["protected"]
    assert [(use.count, use.kind, [each.name for each in use.mentions]) for use in row.uses] == [
        (1, "persona that reports to it", ["Below"]),
        (1, "touchpoint", [f"{touchpoint.stage.journey}: {touchpoint.stage}"]),
        (1, "session", [f"{session.title}, {time_words(session)}"]),
    ]
    assert page("retire", old) in response.content.decode()


def test_links_lead_where_one_may_look(administrator_desk, desk, old):
    session = SessionFactory(personas=[old])
    addresses = [
        [mention.url for use in row.uses for mention in use.mentions]
        for each in (administrator_desk, desk)
        for row in delete(each, old).context["protected"]
    ]
    assert addresses == [[reverse("admin:enablement_session_change", args=[session.pk])], [""]]


def test_who_may_only_delete_is_not_sent_where_one_may_not_go(old):
    TouchpointFactory(persona=old)
    desk = signed_in(UserFactory(is_staff=True, permissions=["personas.view_persona", "personas.delete_persona"]))
    response = delete(desk, old)
    assert [each.merge_url for each in response.context["protected"]] == [""]


@pytest.mark.parametrize("many", [False, True])
def test_one_that_nobody_uses_is_deleted(desk, old, many):
    PersonaTitleFactory(persona=old)
    assert delete(desk, old, many=many).status_code == 302
    assert not Persona.objects.exists()


def test_those_who_name_each_other_go_together(desk, old):
    both = [old, PersonaFactory(reports_to=old, parent=old)]
    assert delete(desk, *both, many=True).status_code == 302
    assert not Persona.objects.exists()


def test_nobody_goes_where_one_of_many_is_in_use(desk, old):
    TouchpointFactory(persona=old)
    delete(desk, old, PersonaFactory(), many=True)
    assert Persona.objects.count() == 2


def test_many_unused_cost_what_one_costs(desk, old):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.post(
                LIST, {"action": "delete_selected", "_selected_action": Persona.objects.values_list("pk", flat=True)}
            )
        return len(captured)

    TouchpointFactory.create_batch(2, persona=old)
    PersonaFactory()
    first = queries()
    PersonaFactory.create_batch(20)
    assert queries() == first
