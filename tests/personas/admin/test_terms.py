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
    PersonaTypeFactory,
    TraitAliasFactory,
    TraitFactory,
    UserFactory,
)

from .conftest import signed_in
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
    assert "It is in use" in content
    assert str(row.persona) in content
    desk.post(page, {"post": "yes"})
    used(row).refresh_from_db()


def test_deleting_what_is_in_use_offers_the_merge_to_those_who_may(desk):
    trait = PersonaTraitFactory().trait
    merge = reverse("admin:personas_trait_merge_into", args=[trait.pk])
    assert merge in desk.get(page_of(trait, "delete")).content.decode()
    may_delete = UserFactory(is_staff=True, permissions=["personas.delete_trait", "personas.view_trait"])
    content = signed_in(may_delete).get(page_of(trait, "delete")).content.decode()
    assert ("It is in use" in content, merge in content) == (True, False)


def test_a_type_that_facets_apply_to_is_in_use(desk):
    facet = FacetFactory(name="Challenges")
    facet.applies_to.add(PersonaTypeFactory())
    page = page_of(facet.applies_to.get(), "delete")
    assert ">Challenges</a>" in desk.get(page).content.decode()
    desk.post(page, {"post": "yes"})
    assert facet.applies_to.count() == 1


def test_deleting_several_of_which_one_is_in_use_deletes_none(desk):
    row = PersonaTraitFactory()
    unused = TraitFactory()
    changelist = reverse("admin:personas_trait_changelist")
    data = {"action": "delete_selected", "_selected_action": [row.trait.pk, unused.pk]}
    content = desk.post(changelist, data).content.decode()
    assert "Nothing was deleted: 1 of 2" in content
    assert str(row.persona) in content
    assert reverse("admin:personas_trait_merge_into", args=[row.trait.pk]) in content
    desk.post(changelist, data | {"post": "yes"})
    assert Trait.objects.count() == 2
    desk.post(changelist, data | {"post": "yes", "_selected_action": [unused.pk]})
    assert list(Trait.objects.all()) == [row.trait]


def test_what_is_used_at_the_last_moment_is_not_deleted(desk, monkeypatch):
    """Between the look at the uses and the deletion, somebody is quicker."""
    row = PersonaTraitFactory()
    monkeypatch.setattr("personas.admin.used_by.UsedAdmin.get_deleted_objects", lambda *args: ([], {}, set(), []))
    page = page_of(row.trait, "delete")
    changelist = reverse("admin:personas_trait_changelist")
    assert desk.post(page, {"post": "yes"}).url == page
    data = {"action": "delete_selected", "_selected_action": [row.trait.pk], "post": "yes"}
    assert desk.post(changelist, data).url == changelist
    row.trait.refresh_from_db()


def test_the_order_is_changed_in_the_list(desk):
    one, other = FacetFactory(name="One", order=1), FacetFactory(name="Other", order=2)
    changelist = reverse("admin:personas_facet_changelist")
    formset = desk.get(changelist).context["cl"].formset
    data = {field.html_name: field.value() for form in formset for field in form}
    data |= {field.html_name: field.value() for field in formset.management_form}
    desk.post(changelist, data | {"form-0-order": 5, "_save": "Save"})
    assert list(Facet.objects.values_list("pk", "order")) == [(other.pk, 2), (one.pk, 5)]


def test_the_pages_of_terms_say_who_uses_them(desk):
    row = ContentPreferenceFactory()
    context = desk.get(page_of(row.content_format)).context
    assert [(use.kind, use.count, [each.name for each in use.mentions]) for use in context["uses"]] == [
        ("content preferences", 1, [str(row.persona)])
    ]


def test_a_facet_of_a_kind_of_its_own_is_in_use_as_long_as_there_are_rows_of_that_kind(desk):
    facet = FacetFactory(name="Job titles", kind=Facet.Kind.JOB_TITLES)
    row = PersonaTitleFactory()
    assert str(row.persona) in desk.get(page_of(facet, "delete")).content.decode()
    row.delete()
    assert desk.post(page_of(facet, "delete"), {"post": "yes"}).status_code == 302
    assert not Facet.objects.exists()


def test_a_trait_that_many_share_lists_the_first_fifty(desk):
    trait = TraitFactory()
    PersonaTraitFactory.create_batch(51, trait=trait)
    context = desk.get(page_of(trait)).context
    (use,) = context["uses"]
    assert (use.count, len(use.mentions), use.more) == (51, 50, 1)
    assert [inline.formset.prefix for inline in context["inline_admin_formsets"]] == ["aliases"]


def test_a_trait_is_found_by_its_alias_and_by_its_use(desk):
    alias = TraitAliasFactory(wording="Walls")
    shared = PersonaTraitFactory().trait
    changelist = reverse("admin:personas_trait_changelist")
    found = {
        query: list(desk.get(f"{changelist}?{query}").context["cl"].result_list)
        for query in ("q=walls", "used=never", "used=once", "used=several")
    }
    assert found == {"q=walls": [alias.trait], "used=never": [alias.trait], "used=once": [shared], "used=several": []}


def test_a_trait_gets_aliases(desk):
    trait = TraitFactory(statement="Silos")
    desk.post(page_of(trait), form_data(desk.get(page_of(trait))) | aliases("Walls"))
    assert list(trait.aliases.values_list("facet", "wording")) == [(trait.facet.pk, "Walls")]


def test_a_facet_applies_to_types(desk):
    facet, buyer = FacetFactory(), PersonaTypeFactory()
    desk.post(page_of(facet), form_data(desk.get(page_of(facet))) | {"applies_to": [buyer.pk]})
    assert list(facet.applies_to.all()) == [buyer]


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
