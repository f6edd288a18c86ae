"""A persona's list and page in the admin."""

import re

import pytest
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personas.models import ContentPreference, Persona, PersonaTrait
from tests.personas.factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitFactory,
    UserFactory,
)

from .conftest import signed_in
from .form_data import form_data

LIST = reverse("admin:personas_persona_changelist")
ADD = reverse("admin:personas_persona_add")
# The smallest PNG there is.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff89993d1d0000000049454e44ae426082"
)


def page_of(persona):
    return reverse("admin:personas_persona_change", args=[persona.pk])


def test_the_list_shows_initials_in_the_personas_colour(desk):
    PersonaFactory(name="Tech Exec Tristan", role_label="Tech Exec", colour=7)
    content = desk.get(LIST).content.decode()
    assert '<span class="mask persona-colour-7" aria-hidden="true">TT</span>' in content


def test_the_list_shows_the_portrait_where_there_is_one(desk):
    persona = PersonaFactory(portrait=SimpleUploadedFile("face.png", DOT))
    picture = f'<img class="mask" src="/personas/{persona.slug}/portrait/" alt=""'
    assert picture in desk.get(LIST).content.decode()
    assert f'<a href="/personas/{persona.slug}/portrait/">' in desk.get(page_of(persona)).content.decode()


def test_names_are_shown_escaped(desk):
    PersonaFactory(name="<script>alert(1)</script>")
    content = desk.get(LIST).content.decode()
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;" in content
    assert "<script>alert" not in content


def test_a_persona_is_found_by_its_job_title_once(desk):
    persona = PersonaTitleFactory(title__name="Head of Procurement").persona
    PersonaTitleFactory(persona=persona, title__name="Procurement Lead")
    PersonaFactory()
    assert list(desk.get(LIST, {"q": "procurement"}).context["cl"].result_list) == [persona]


def test_statements_stand_under_their_facets_in_order(desk):
    goals = FacetFactory(name="Goals", order=2)
    drives = FacetFactory(name="Drives", order=1)
    persona = PersonaFactory()
    for facet, statement, rank in [(goals, "Later", 2), (goals, "Sooner", 1), (drives, "Pride", 3)]:
        PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=facet, statement=statement), rank=rank)
    content = desk.get(page_of(persona)).content.decode()
    shown = re.findall(r'scope="rowgroup"[^>]*>([^<]+)<|fixed-relation" dir="auto">([^<]+)<', content)
    assert [heading or statement for heading, statement in shown] == ["Drives", "Pride", "Goals", "Sooner", "Later"]


def test_content_types_stand_under_their_tiers(desk):
    persona = PersonaFactory()
    for name, tier in [("Webinar", 2), ("Podcast", 1)]:
        ContentPreferenceFactory(persona=persona, content_format__name=name, tier=tier)
    content = desk.get(page_of(persona)).content.decode()
    shown = re.findall(r'scope="rowgroup"[^>]*>([^<]+)<|fixed-relation" dir="auto">([^<]+)<', content)
    assert [heading or name for heading, name in shown] == ["Primary", "Podcast", "Secondary", "Webinar"]


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


def with_rows(data, prefix, *rows):
    """The data with new rows of an inline; a row is a dict of its fields."""
    start = int(data[f"{prefix}-TOTAL_FORMS"])
    for number, row in enumerate(rows, start):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data | {f"{prefix}-TOTAL_FORMS": start + len(rows)}


def test_a_statement_is_added_ranked_and_removed(desk):
    row = PersonaTraitFactory()
    added = TraitFactory(facet=row.trait.facet)
    data = form_data(desk.get(page_of(row.persona))) | {"persona_traits-0-DELETE": "on"}
    desk.post(page_of(row.persona), with_rows(data, "persona_traits", {"trait": added.pk, "rank": 2}))
    assert list(PersonaTrait.objects.values_list("trait", "rank")) == [(added.pk, 2)]


def test_the_same_statement_twice_is_told_and_nothing_saved(desk):
    row = PersonaTraitFactory()
    data = form_data(desk.get(page_of(row.persona)))
    response = desk.post(page_of(row.persona), with_rows(data, "persona_traits", {"trait": row.trait.pk, "rank": 2}))
    inline = response.context["inline_admin_formsets"][0].formset
    assert inline.non_form_errors() == ["Please correct the duplicate data for trait."]
    assert PersonaTrait.objects.count() == 1


def test_a_row_keeps_its_subject_whatever_is_sent(desk):
    row = PersonaTraitFactory()
    data = form_data(desk.get(page_of(row.persona))) | {"persona_traits-0-trait": TraitFactory().pk}
    desk.post(page_of(row.persona), data)
    assert PersonaTrait.objects.get().trait == row.trait


def test_a_tier_is_changed(desk):
    row = ContentPreferenceFactory(tier=1)
    desk.post(page_of(row.persona), form_data(desk.get(page_of(row.persona))) | {"content_preferences-0-tier": 3})
    assert ContentPreference.objects.get().tier == 3


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


@pytest.mark.parametrize("term", ["ade", "\0", "<b>"])
def test_statements_are_looked_up_as_one_types(desk, term):
    trait = TraitFactory(statement="Trade in <b>old\0 tools".replace("\0", ""))
    found = desk.get(
        reverse("admin:autocomplete"),
        {"app_label": "personas", "model_name": "personatrait", "field_name": "trait", "term": term},
    )
    assert found.json() == {"results": [{"id": str(trait.pk), "text": str(trait)}], "pagination": {"more": False}}
