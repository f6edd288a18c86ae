"""Statements and titles found or made, also while somebody else makes the same."""

import pytest
from django.contrib.admin.models import LogEntry

from personas.admin.persona_form.wordings import Statements, Titles
from personas.models import JobTitle, Trait
from personas.wording import wording_key
from tests.personas.factories import EditorFactory, JobTitleFactory, TraitAliasFactory, TraitFactory

pytestmark = pytest.mark.django_db


def test_a_statement_goes_before_an_alias_and_each_facet_by_itself():
    alias = TraitAliasFactory(wording="Walls")
    facet = alias.trait.facet
    other = TraitFactory(statement="Walls")
    places = {(facet.pk, wording_key("walls")), (other.facet.pk, wording_key("WALLS"))}
    assert set(Statements().find(places).values()) == {alias.trait, other}


def test_nothing_asked_for_is_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (Statements().find(set()), Titles().find(set())) == ({}, {})


def test_what_somebody_else_makes_meanwhile_is_found(monkeypatch):
    titles, place = Titles(), (None, wording_key("Buyer"))
    theirs = JobTitleFactory(name="buyer")
    found = iter([{}, {place: theirs}])
    monkeypatch.setattr(titles, "find", lambda places: next(found))
    assert titles.find_or_create({place: "Buyer"}, by=EditorFactory(), message="Added.") == {place: theirs}
    assert JobTitle.objects.get() == theirs


def test_what_is_made_is_in_the_history():
    editor, trait = EditorFactory(), TraitFactory()
    place = (trait.facet.pk, wording_key("New"))
    made = Statements().find_or_create({place: "New"}, by=editor, message="Added on a form.")[place]
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.user, entry.get_change_message()) == (str(made.pk), editor, "Added on a form.")


def test_a_wording_that_somebody_else_has_just_taken_is_left():
    trait = TraitFactory(statement="Old")
    TraitFactory(facet=trait.facet, statement="Taken")
    assert Statements().reword({trait: "taken"}, by=EditorFactory(), message="Changed.") is False
    assert (trait.statement, trait.key) == ("Old", wording_key("Old"))
    assert Trait.objects.get(pk=trait.pk).statement == "Old"
    assert not LogEntry.objects.exists()
