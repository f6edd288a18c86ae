"""Touchpoints in the admin."""

import pytest
from django.test import Client

from journeys.models import Touchpoint
from tests.journeys.factories import StageFactory, TouchpointFactory
from tests.personas.admin.form_data import what_it_showed
from tests.personas.factories import (
    AdministratorFactory,
    ContentFormatFactory,
    PersonaFactory,
    PersonaTypeFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/journeys/touchpoint/"


@pytest.fixture
def desk():
    client = Client()
    client.force_login(AdministratorFactory())
    return client


def form(persona, stage, *formats, **more):
    data = {"persona": persona.pk, "stage": stage.pk, "involvement": "1", "questions": "", "key_message": ""} | more
    data |= {"format_links-TOTAL_FORMS": str(len(formats)), "format_links-INITIAL_FORMS": "0"}
    for number, content_format in enumerate(formats):
        data |= {f"format_links-{number}-content_format": content_format.pk, f"format_links-{number}-rank": number + 1}
    return data


def test_a_touchpoint_with_ranked_content_types(desk):
    formats = ContentFormatFactory.create_batch(2)
    sent = form(PersonaFactory(), StageFactory(), *formats, key_message="It rises.", team=TeamFactory().pk)
    assert desk.post(f"{LIST}add/", sent).status_code == 302
    touchpoint = Touchpoint.objects.get()
    assert (touchpoint.involvement, touchpoint.key_message) == (1, "It rises.")
    assert [link.content_format for link in touchpoint.format_links.all()] == formats


def test_a_persona_is_in_a_stage_once(desk):
    known = TouchpointFactory()
    response = desk.post(f"{LIST}add/", form(known.persona, known.stage))
    assert "The persona is in this stage already." in response.text


def test_a_persona_of_another_type_is_refused(desk):
    stage = StageFactory(journey__type=PersonaTypeFactory(name="User"))
    assert "is for personas of the type User" in desk.post(f"{LIST}add/", form(PersonaFactory(), stage)).text
    assert not Touchpoint.objects.exists()


def test_one_that_is_there_can_be_edited_although_the_type_was_changed(desk):
    touchpoint = TouchpointFactory()
    journey = touchpoint.stage.journey
    journey.type = PersonaTypeFactory(name="User")
    journey.save()
    sent = form(touchpoint.persona, touchpoint.stage, key_message="Still.")
    page = f"{LIST}{touchpoint.pk}/change/"
    assert desk.post(page, what_it_showed(desk, page) | sent).status_code == 302


@pytest.mark.parametrize("field", ["persona", "stage", "team"])
@pytest.mark.parametrize("value", ["0", "x", "9" * 30, "\0"])
def test_a_forged_choice_is_refused(desk, field, value):
    response = desk.post(f"{LIST}add/", form(PersonaFactory(), StageFactory()) | {field: value})
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors


def test_the_filters(desk):
    told = TouchpointFactory(key_message="It rises.", team=TeamFactory())
    silent = TouchpointFactory()

    def found(query):
        return list(desk.get(f"{LIST}?{query}").context["cl"].queryset)

    assert found("message=yes") == [told]
    assert found("message=no") == [silent]
    assert found(f"stage__journey={silent.stage.journey.pk}") == [silent]
    assert found(f"team__id__exact={told.team.pk}") == [told]
    assert desk.get(f"{LIST}?message=x&stage__journey=x").status_code == 404
