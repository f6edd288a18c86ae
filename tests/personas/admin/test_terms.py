"""Vocabulary in the admin: names, aliases, use, and what stands in the way of a deletion."""

import pytest
from django.urls import reverse

from personas.models import Facet, FacetAlias, JobTitle, Trait
from tests.personas.factories import (
    ContentPreferenceFactory,
    FacetAliasFactory,
    FacetFactory,
    HandbookPageFactory,
    JobTitleFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitFactory,
)

from .form_data import form_data

ADD_FACET = reverse("admin:personas_facet_add")


def page_of(row, page="change"):
    return reverse(f"admin:personas_{row._meta.model_name}_{page}", args=[row.pk])


def aliases(*wordings):
    """Inline data of aliases that are all new."""
    data = {f"aliases-{number}-wording": wording for number, wording in enumerate(wordings)}
    return data | {"aliases-TOTAL_FORMS": len(wordings), "aliases-INITIAL_FORMS": 0}


def test_a_term_is_added_with_its_aliases(desk):
    data = form_data(desk.get(ADD_FACET)) | {"name": "Challenges"} | aliases("Pain points", "Hurdles")
    assert desk.post(ADD_FACET, data).status_code == 302
    assert list(FacetAlias.objects.values_list("term__name", "key")) == [
        ("Challenges", "pain point"),
        ("Challenges", "hurdle"),
    ]


def test_new_aliases_that_say_the_same_are_told(desk):
    data = form_data(desk.get(ADD_FACET)) | {"name": "Challenges"} | aliases("Pain points", "pain-point")
    response = desk.post(ADD_FACET, data)
    errors = response.context["inline_admin_formsets"][0].formset.non_form_errors()
    assert errors == ["These aliases are the same wording: Pain points, pain-point."]
    assert Facet.objects.count() == 0


def test_a_new_alias_that_says_the_name_is_told(desk):
    data = form_data(desk.get(ADD_FACET)) | {"name": "Challenges"} | aliases("challenge")
    response = desk.post(ADD_FACET, data)
    (errors,) = response.context["inline_admin_formsets"][0].formset.errors
    assert errors == {"wording": ["That is the name itself: case, punctuation and plurals don't matter."]}


def test_a_name_that_is_taken_is_told(desk):
    FacetAliasFactory(term=FacetFactory(name="Challenges"), wording="Pain points")
    response = desk.post(ADD_FACET, form_data(desk.get(ADD_FACET)) | {"name": "Pain point"})
    errors = response.context["adminform"].form.errors
    assert errors == {"name": ["“Pain points” already means “Challenges”."]}


def test_name_and_alias_change_places(desk):
    alias = FacetAliasFactory(term=FacetFactory(name="Challenges"), wording="Pain points")
    change = {"name": "Pain points", "aliases-0-wording": "Challenges"}
    desk.post(page_of(alias.term), form_data(desk.get(page_of(alias.term))) | change)
    alias.refresh_from_db()
    assert (alias.term.name, alias.term.key, alias.key) == ("Pain points", "pain point", "challenge")


def test_a_term_is_found_by_its_alias(desk):
    alias = FacetAliasFactory(wording="Pain points")
    FacetFactory()
    changelist = desk.get(reverse("admin:personas_facet_changelist"), {"q": "pain"}).context["cl"]
    assert list(changelist.result_list) == [alias.term]


def test_the_list_says_how_often_a_term_is_used(desk):
    facet = FacetFactory()
    TraitFactory.create_batch(2, facet=facet)
    PersonaNoteFactory(facet=facet)
    FacetFactory()
    content = desk.get(reverse("admin:personas_facet_changelist")).content.decode()
    assert (content.count("3 times"), content.count("Not used")) == (1, 1)


@pytest.mark.parametrize(
    ("factory", "used"),
    [
        (PersonaTraitFactory, lambda row: row.trait),
        (PersonaTitleFactory, lambda row: row.title),
        (PersonaPurchasingRoleFactory, lambda row: row.role),
        (ContentPreferenceFactory, lambda row: row.content_format),
        (PersonaNoteFactory, lambda row: row.facet),
    ],
)
def test_deleting_what_is_in_use_says_where(desk, factory, used):
    row = factory()
    page = page_of(used(row), "delete")
    content = desk.get(page).content.decode()
    assert "protected related objects" in content
    assert str(row.persona) in content
    desk.post(page, {"post": "yes"})
    used(row).refresh_from_db()


def test_what_nobody_uses_is_deleted(desk):
    facet = FacetAliasFactory().term
    assert desk.post(page_of(facet, "delete"), {"post": "yes"}).status_code == 302
    assert Facet.objects.count() == 0


def test_a_statement_is_told_once(desk):
    trait = TraitFactory(statement="Silos between teams")
    add = reverse("admin:personas_trait_add")
    data = form_data(desk.get(add)) | {"facet": trait.facet.pk, "statement": "“Silos” between Teams."}
    assert desk.post(add, data).context["adminform"].form.errors == {
        "statement": ["This facet has the statement already: “Silos between teams”."]
    }
    assert Trait.objects.count() == 1


def test_a_job_title_is_told_once(desk):
    JobTitleFactory(name="Head of Procurement")
    add = reverse("admin:personas_jobtitle_add")
    data = form_data(desk.get(add)) | {"name": "head of procurement"}
    assert desk.post(add, data).context["adminform"].form.errors == {
        "name": ["There is this title already: “Head of Procurement”."]
    }
    assert JobTitle.objects.count() == 1


def test_who_shares_a_statement_is_shown_and_changed_there(desk):
    row = PersonaTraitFactory()
    persona = PersonaFactory()
    data = form_data(desk.get(page_of(row.trait)))
    added = {"persona_traits-TOTAL_FORMS": 2, "persona_traits-1-persona": persona.pk, "persona_traits-1-rank": 4}
    desk.post(page_of(row.trait), data | added)
    assert list(row.trait.persona_traits.values_list("persona", "rank")) == [(row.persona.pk, 1), (persona.pk, 4)]


def test_imported_pages_are_looked_at_and_forgotten_only(desk):
    page = HandbookPageFactory()
    persona = PersonaFactory()
    page.personas.add(persona)
    assert desk.get(reverse("admin:personas_handbookpage_add")).status_code == 403
    assert desk.post(page_of(page), {"title": "Other"}).status_code == 403
    assert desk.post(page_of(page, "delete"), {"post": "yes"}).status_code == 302
    persona.refresh_from_db()
