"""Vocabulary: one wording, one meaning."""

import pytest
from django.core.exceptions import ValidationError

from personas.models import ContentFormat, Facet, FacetAlias, PersonaType, PurchasingRole
from tests.personas.factories import (
    ContentFormatAliasFactory,
    ContentFormatFactory,
    FacetAliasFactory,
    FacetFactory,
    PersonaTypeAliasFactory,
    PersonaTypeFactory,
    PurchasingRoleAliasFactory,
    PurchasingRoleFactory,
)

from .checks import messages_of, refused_by_the_database

pytestmark = pytest.mark.django_db

KINDS = [
    (FacetFactory, FacetAliasFactory),
    (ContentFormatFactory, ContentFormatAliasFactory),
    (PurchasingRoleFactory, PurchasingRoleAliasFactory),
    (PersonaTypeFactory, PersonaTypeAliasFactory),
]
each_kind = pytest.mark.parametrize(("term_factory", "alias_factory"), KINDS)


@each_kind
def test_two_names_are_two_terms(term_factory, alias_factory):
    term_factory(name="Aims")
    term_factory.build(name="Hopes").full_clean()


@each_kind
def test_a_name_that_differs_in_case_plural_or_punctuation_is_taken(term_factory, alias_factory):
    term_factory(name="Aims & hopes")
    told = messages_of(term_factory.build(name="aim and Hope:"))
    assert told[0] == "“Aims & hopes” already means “Aims & hopes”."


@each_kind
def test_the_database_keeps_names_apart(term_factory, alias_factory):
    model = type(term_factory(name="Aims & hopes"))
    assert refused_by_the_database(lambda: model.objects.create(name="aim and Hope:", slug="other"))


@each_kind
def test_a_name_that_is_an_alias_of_another_is_taken(term_factory, alias_factory):
    alias_factory(term=term_factory(name="Aims"), wording="Targets")
    assert messages_of(term_factory.build(name="target")) == ["“Targets” already means “Aims”."]


@each_kind
def test_an_alias_that_is_the_name_of_another_is_taken(term_factory, alias_factory):
    term_factory(name="Targets")
    alias = alias_factory.build(term=term_factory(name="Aims"), wording="target")
    assert messages_of(alias) == ["“Targets” already means “Targets”."]


@each_kind
def test_an_alias_of_another_is_taken(term_factory, alias_factory):
    alias_factory(term=term_factory(name="Aims"), wording="Targets")
    alias = alias_factory.build(term=term_factory(name="Hopes"), wording="target")
    assert messages_of(alias)[0] == "“Targets” already means “Aims”."
    assert refused_by_the_database(alias.save)


@each_kind
def test_an_alias_says_more_than_the_name(term_factory, alias_factory):
    alias = alias_factory.build(term=term_factory(name="Aims"), wording="main aims")
    alias.full_clean()
    alias.wording = "the AIM"
    assert messages_of(alias) == ["That is the name itself: case, punctuation and plurals don't matter."]


@each_kind
def test_saved_rows_are_no_clash_with_themselves(term_factory, alias_factory):
    alias = alias_factory(wording="Targets")
    alias.full_clean()
    alias.term.full_clean()


@each_kind
def test_an_alias_may_become_the_name_and_the_name_an_alias(term_factory, alias_factory):
    alias = alias_factory(term=term_factory(name="Aims"), wording="Targets")
    alias.term.name, alias.wording = "Targets", "Aims"
    alias.term.full_clean()
    alias.full_clean()


@pytest.mark.parametrize("model", [Facet, ContentFormat, PurchasingRole, PersonaType])
def test_the_same_word_may_mean_something_in_each_vocabulary(model):
    FacetFactory(name="Research")
    if model is not Facet:
        model(name="Research").full_clean()


def test_names_are_kept_on_one_line():
    facet = FacetFactory.build(name="  Aims \n and  hopes ")
    facet.full_clean()
    assert (facet.name, facet.slug, facet.key) == ("Aims and hopes", "aims-and-hopes", "aim hope")


def test_a_name_has_words():
    assert messages_of(FacetFactory.build(name="?!")) == ["Use at least one letter or digit."]
    assert messages_of(FacetAliasFactory.build(term=FacetFactory(), wording="…")) == [
        "Use at least one letter or digit."
    ]
    with pytest.raises(ValidationError):
        Facet.objects.create(name="?!")


def test_an_empty_name_is_told_once():
    assert messages_of(FacetFactory.build(name="")) == ["This field cannot be blank."]
    assert messages_of(FacetAliasFactory.build(term=FacetFactory(), wording="")) == ["This field cannot be blank."]


def test_a_name_in_another_script_has_an_address():
    facet = FacetFactory(name="目標")
    assert facet.slug == "x-" + facet.slug.removeprefix("x-")
    assert facet.key == "目標"


def test_names_that_would_share_an_address_get_two():
    assert [FacetFactory(name=name).slug for name in ("U.S. team", "US team", "u.s. te.am")] == [
        "us-team",
        "us-team-2",
        "us-team-3",
    ]


def test_a_given_address_stays():
    facet = FacetFactory(name="Aims", slug="goals")
    facet.name = "Hopes"
    facet.full_clean()
    facet.save()
    assert facet.slug == "goals"


def test_aliases_go_with_their_term():
    FacetAliasFactory().term.delete()
    assert FacetAlias.objects.count() == 0
