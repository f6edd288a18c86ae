"""Who has what, for whom it may be seen: the same as the database would count."""

import pytest
from django.contrib.auth.models import AnonymousUser

from personas.census import Census
from personas.models import Persona
from personas.search.words import parse
from tests.personas.factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitAliasFactory,
    TraitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def persona(name, **values):
    return PersonaFactory(name=name, role_label="", **values)


def names(census, crowd, order="name"):
    people = Persona.objects.in_bulk(census.in_order(crowd, order, slice(None)))
    return [each.name for each in people.values()] if order == "name" else [people[key].name for key in people]


def test_each_sees_what_the_visibility_rule_allows():
    persona("Ada")
    persona("Draft", status="draft")
    census = Census()
    seen = [census.visible_to(user).count() for user in (EditorFactory(), UserFactory(), AnonymousUser())]
    assert seen == [2, 1, 0]


def test_an_empty_catalogue_has_nobody():
    census = Census()
    assert (census.everybody.count(), census.mentioning(parse("x")).count(), census.titled("x").count()) == (0, 0, 0)
    assert census.in_order(census.everybody, "-updated", slice(0, 24)) == []


def test_groups_by_statement_role_content_title_and_owner():
    ada, bob = persona("Ada", owner=UserFactory()), persona("Bob")
    silos = TraitFactory(facet=FacetFactory(comparable=True))
    for each in (ada, bob):
        PersonaTraitFactory(persona=each, trait=silos)
    role = PersonaPurchasingRoleFactory(persona=ada, rank=2).role
    PersonaPurchasingRoleFactory(persona=ada, rank=1, role__name="Chief")
    preference = ContentPreferenceFactory(persona=bob, tier=2)
    PersonaTitleFactory(persona=bob, title__name="Head of Öl")
    census = Census()
    among = census.everybody
    assert census.statements[silos.pk].among(among) == 2
    assert {slug: group.among(among) for slug, group in census.roles.items()} == {role.slug: 1, "chief": 1}
    assert set(census.first_roles) == {"chief"}
    assert set(census.preferences) == {(preference.content_format.slug, 2)}
    assert (census.titled("HEAD  of ol").count(), census.titled("of head").count()) == (1, 0)
    assert {key: group.among(among) for key, group in census.owners.items()} == {ada.owner_id: 1}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tristan silos", ["Tristan"]),
        ("silos procurement", ["Tristan"]),
        ("departments silo", ["Bob", "Tristan"]),
        ("trist", ["Tristan"]),
        ("istan", []),
        ("tristan mice", []),
        ("zoe", ["Zoë"]),
        ("?!", []),
    ],
)
def test_all_words_are_said_of_a_persona_wherever_each_is(typed, found):
    silos = TraitFactory(statement="Silos between teams")
    TraitAliasFactory(trait=silos, wording="Departments that don't talk")
    tristan = persona("Tristan")
    for each in (tristan, persona("Bob")):
        PersonaTraitFactory(persona=each, trait=silos)
    PersonaTitleFactory(persona=tristan, title__name="Head of Procurement")
    persona("Zoë")
    census = Census()
    assert names(census, census.mentioning(parse(typed))) == found


@pytest.mark.parametrize("few", [0, 1, 100])
def test_statements_are_counted_alike_however_many_are_asked(monkeypatch, few):
    monkeypatch.setattr("personas.census.ties.FEW", few)
    silos, mice = TraitFactory(), TraitFactory()
    ada, bob, _ = persona("Ada"), persona("Bob"), persona("Cy")
    for one, trait in ((ada, silos), (ada, mice), (bob, silos)):
        PersonaTraitFactory(persona=one, trait=trait)
    census = Census()
    asked = [(), (bob,), (ada, bob), Persona.objects.all()]
    counts = [census.count_statements(census.at([each.pk for each in people])) for people in asked]
    assert [(each.get(silos.pk, 0), each.get(mice.pk, 0)) for each in counts] == [(0, 0), (1, 0), (2, 1), (2, 1)]
    true_of = census.statements_among([silos.pk, mice.pk])
    assert {key: group.among(census.everybody) for key, group in true_of.items()} == {silos.pk: 2, mice.pk: 1}


def test_who_came_after_it_began_is_left_out():
    persona("Ada")
    census = Census()
    late = PersonaTraitFactory(persona=persona("Late"))
    assert census.statements_among([late.trait_id]) == {}
    assert census.statements[late.trait_id].among(census.everybody) == 0
    assert len(census.order("-updated")) == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_taking_it_costs_the_same_queries(django_assert_num_queries, rows):
    for number in range(rows):
        made = PersonaTraitFactory(persona__name=f"Ada {number}", persona__owner=UserFactory()).persona
        PersonaTitleFactory(persona=made)
        PersonaPurchasingRoleFactory(persona=made)
    with django_assert_num_queries(12):
        census = Census()
        census.mentioning(parse("ada"))
        assert [len(census.statements), len(census.roles), len(census.first_roles)] == [rows] * 3
        assert (len(census.owner_names), len(census.teams), len(census.preferences)) == (rows, 0, 0)
