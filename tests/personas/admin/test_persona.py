"""A persona's page in the admin: its own fields, and all of it at once. What its blocks do is in persona_form/."""

import html

import pytest
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.models import Persona, PersonaTrait
from tests.personas.factories import (
    ContentPreferenceFactory,
    EditorFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    UserFactory,
)

from .conftest import signed_in
from .form_data import form_data
from .persona_form.pages import ADD, page_of, problems

# The smallest PNG there is.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff89993d1d0000000049454e44ae426082"
)


def test_the_page_links_to_the_portrait(desk):
    persona = PersonaFactory(portrait=SimpleUploadedFile("face.png", DOT))
    assert f'<a href="/personas/{persona.slug}/portrait/">' in desk.get(page_of(persona)).content.decode()


def test_the_page_costs_the_same_with_one_statement_and_with_thirty(desk):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(page_of(persona))
        return len(captured)

    persona = PersonaTraitFactory().persona
    for factory in (PersonaTitleFactory, PersonaPurchasingRoleFactory, ContentPreferenceFactory, PersonaNoteFactory):
        factory(persona=persona)
    first = queries()
    for factory in (PersonaTraitFactory, PersonaTitleFactory, PersonaPurchasingRoleFactory, ContentPreferenceFactory):
        factory.create_batch(29, persona=persona)
    assert queries() == first


def test_saving_an_untouched_page_changes_nothing(desk):
    row = PersonaTraitFactory(detail="above all before an audit")
    for factory in (PersonaNoteFactory, PersonaTitleFactory, PersonaPurchasingRoleFactory, ContentPreferenceFactory):
        factory(persona=row.persona)
    before = [Persona.objects.values().exclude(pk=None).get(), PersonaTrait.objects.values().get()]
    response = desk.post(page_of(row.persona), form_data(desk.get(page_of(row.persona))))
    assert response.status_code == 302
    after = [Persona.objects.values().get(), PersonaTrait.objects.values().get()]
    assert [each | {"updated_at": None} for each in after] == [each | {"updated_at": None} for each in before]


def test_a_new_persona_gets_its_address(desk):
    data = form_data(desk.get(ADD)) | {"name": "Parker", "role_label": "Buyer", "type": PersonaTypeFactory().pk}
    assert desk.post(ADD, data).status_code == 302
    assert Persona.objects.values_list("slug", "status", "colour").get() == ("parker-buyer", "draft", None)


def test_a_colour_is_picked_and_given_back(desk):
    persona = PersonaFactory()
    for sent, kept in (("7", 7), ("", None)):
        desk.post(page_of(persona), form_data(desk.get(page_of(persona))) | {"colour": sent})
        persona.refresh_from_db()
        assert persona.colour == kept


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"deprecated_on": "2026-01-02"}, "deprecated_on", "Only a deprecated persona has this date"),
        ({"name": "Robin"}, "__all__", "There is a persona with this name and role already."),
        ({"colour": "13"}, "colour", "Select a valid choice."),
        ({"name": "a\0b"}, "name", "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_told_at_its_place(desk, change, field, told):
    PersonaFactory(name="Robin", role_label="Buyer")
    persona = PersonaFactory(role_label="Buyer")
    response = desk.post(page_of(persona), form_data(desk.get(page_of(persona))) | change)
    errors = response.context["adminform"].form.errors
    assert (list(errors), errors[field][0].startswith(told)) == ([field], True)


def test_what_is_wrong_is_told_at_the_top_with_a_way_there(desk):
    persona = PersonaFactory()
    response = desk.post(page_of(persona), form_data(desk.get(page_of(persona))) | {"name": "", "review_due_on": "x"})
    assert problems(response) == [("Name", "This field is required."), ("Next review", "Enter a valid date.")]
    content = response.content.decode()
    assert ['href="#id_name"' in content, 'href="#id_review_due_on"' in content] == [True, True]


def test_a_picture_that_could_not_be_kept_is_told_at_its_field(desk):
    persona = PersonaFactory()
    data = form_data(desk.get(page_of(persona))) | {"name": "", "portrait": SimpleUploadedFile("face.png", DOT)}
    content = desk.post(page_of(persona), data).content.decode()
    assert "The picture you chose couldn't be kept: choose it again." in html.unescape(content)


def test_a_circle_is_told_at_its_field(desk):
    top = PersonaFactory()
    below = PersonaFactory(reports_to=top)
    response = desk.post(page_of(top), form_data(desk.get(page_of(top))) | {"reports_to": below.pk})
    assert response.context["adminform"].form.errors == {
        "reports_to": [f"This would lead in a circle back to “{top}”."]
    }


def test_owners_are_chosen_among_those_who_work_here(desk, editor):
    former = UserFactory()
    persona = PersonaFactory(owner=former)
    EditorFactory(is_active=False)
    field = desk.get(page_of(persona)).context["adminform"].form.fields["owner"]
    assert set(field.queryset) == {editor, former}
    assert not isinstance(field.widget.widget, AutocompleteSelect)


def test_those_who_may_see_accounts_look_owners_up(administrator_desk):
    field = administrator_desk.get(page_of(PersonaFactory())).context["adminform"].form.fields["owner"]
    assert isinstance(field.widget.widget, AutocompleteSelect)


def test_view_on_site(desk):
    persona = PersonaFactory()
    response = desk.get(desk.get(page_of(persona)).context["absolute_url"])
    assert response.url == f"http://testserver/personas/{persona.slug}/"


@pytest.mark.django_db
def test_those_who_may_only_look_see_everything_and_change_nothing():
    row = PersonaTraitFactory(detail="above all before an audit")
    models = ["persona", "personatrait", "personanote", "personatitle", "personapurchasingrole", "contentpreference"]
    onlooker = signed_in(UserFactory(is_staff=True, permissions=[f"personas.view_{model}" for model in models]))
    content = onlooker.get(page_of(row.persona)).content.decode()
    assert (str(row.trait) in content, row.detail in content, 'name="_save"' in content) == (True, True, False)
    assert onlooker.post(page_of(row.persona), {"name": "Other"}).status_code == 403
