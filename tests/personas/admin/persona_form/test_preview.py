"""The preview of a persona that isn't saved."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from personas.models import Persona, Trait
from tests.personas.admin.conftest import signed_in
from tests.personas.admin.form_data import form_data
from tests.personas.admin.persona_form.pages import ADD, page_of, problems, untouched, with_rows
from tests.personas.factories import FacetFactory, PersonaFactory, PersonaTypeFactory, UserFactory

PREVIEW_NEW = reverse("admin:personas_persona_preview")


def preview_of(persona):
    return reverse("admin:personas_persona_preview", args=[persona.pk])


def test_the_page_is_shown_and_nothing_is_kept(desk):
    facet, persona = FacetFactory(), PersonaFactory(name="Robin")
    data = untouched(desk, persona) | {"name": "Someone else"}
    data = with_rows("persona_traits", {"facet": facet.pk, "trait": "A new thought"})(data)
    response = desk.post(preview_of(persona), data)
    content = response.content.decode()
    assert [text in content for text in ("Someone else", "A new thought", "Nothing is saved yet")] == [True] * 3
    persona.refresh_from_db()
    assert (persona.name, Trait.objects.exists(), LogEntry.objects.exists()) == ("Robin", False, False)


def test_a_new_persona_is_shown_and_not_kept(desk):
    data = form_data(desk.get(ADD)) | {"name": "Parker", "type": PersonaTypeFactory().pk}
    assert "Parker" in desk.post(PREVIEW_NEW, data).content.decode()
    assert not Persona.objects.exists()


def test_what_stands_in_the_way_is_told_on_a_form_that_saves(desk):
    persona = PersonaFactory()
    response = desk.post(preview_of(persona), untouched(desk, persona) | {"name": ""})
    assert problems(response) == [("Name", "This field is required.")]
    assert f'action="{page_of(persona)}"' in response.content.decode()


def test_a_picture_is_left_out(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    persona = PersonaFactory()
    picture = SimpleUploadedFile("face.png", b"not looked at")
    assert desk.post(preview_of(persona), untouched(desk, persona) | {"portrait": picture}).status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_a_preview_is_asked_for_by_post(desk):
    assert desk.get(preview_of(PersonaFactory())).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("permission", [[], ["personas.view_persona"]])
def test_who_may_not_change_personas_gets_no_preview(permission):
    onlooker = signed_in(UserFactory(is_staff=True, permissions=permission))
    assert onlooker.post(preview_of(PersonaFactory()), {"name": "x"}).status_code == 403
    assert onlooker.post(PREVIEW_NEW, {"name": "x"}).status_code == 403


def test_a_persona_that_is_gone_leads_to_the_start_page(desk):
    assert desk.post(reverse("admin:personas_persona_preview", args=[10**12])).status_code == 302
