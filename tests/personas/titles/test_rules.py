"""What a rule would catch and steal, and which rules it overlaps with."""

import pytest
from django.core.exceptions import ValidationError

from personas.models import TitleRule
from personas.titles.catalogue import load
from personas.titles.matching import match
from personas.titles.rules import catches
from tests.personas.factories import PersonaFactory, PersonaTitleFactory, TitleRuleFactory, UnmatchedTitleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben():
    return PersonaFactory(name="Ben", role_label="Ben", status="published")


@pytest.fixture
def cat():
    return PersonaFactory(name="Cat", role_label="Cat", status="published")


def preview(persona, includes="bread\n[leader]", **values):
    return catches(TitleRule(persona=persona, includes=includes, **values), load())


def test_what_it_catches_and_steals(ben, cat):
    for person, title in ((ben, "Head of Bread"), (cat, "Bread Director"), (cat, "Bread Poet")):
        PersonaTitleFactory(persona=person, title__name=title)
    UnmatchedTitleFactory(name="VP Bread")
    UnmatchedTitleFactory(name="VP Bread Dismissed", dismissed=True)
    found = preview(ben)
    assert (found.caught, found.stolen, found.queued) == (["Head of Bread"], [("Bread Director", "Cat")], ["VP Bread"])


@pytest.mark.parametrize(("priority", "wins"), [(1, True), (59, True), (60, False), (500, False)])
def test_titles_stay_with_a_rule_that_comes_first(priority, wins, ben, cat):
    PersonaTitleFactory(persona=cat, title__name="Head of Bread")
    UnmatchedTitleFactory(name="VP Bread")
    TitleRuleFactory(persona=cat, includes="bread", priority=60)
    found = preview(ben, priority=priority)
    beaten = [(name, rule.persona.heading, rule.priority) for name, rule in found.beaten]
    assert (found.stolen, found.queued) == (([("Head of Bread", "Cat")], ["VP Bread"]) if wins else ([], []))
    assert beaten == ([] if wins else [("Head of Bread", "Cat", 60), ("VP Bread", "Cat", 60)])
    TitleRuleFactory(persona=ben, includes="bread\n[leader]", priority=priority)
    assert match("Head of Bread Governance", load()).best.persona.pk == (ben if wins else cat).pk


def test_no_rule_of_its_own_persona_beats_it_nor_it_itself(ben, cat):
    PersonaTitleFactory(persona=ben, title__name="Head of Bread")
    TitleRuleFactory(persona=ben, includes="bread", priority=10)
    TitleRuleFactory(persona=cat, includes="bread", priority=20)
    saved = TitleRuleFactory(persona=ben, includes="bread\n[leader]", priority=30)
    found = catches(saved, load())
    assert (found.caught, found.beaten) == (["Head of Bread"], [])
    saved.priority, saved.persona = 5, cat
    assert catches(saved, load()).beaten == []


def test_inactive_rules_beat_nobody(ben, cat):
    PersonaTitleFactory(persona=cat, title__name="Head of Bread")
    TitleRuleFactory(persona=cat, includes="bread", priority=1, is_active=False)
    assert preview(ben).stolen == [("Head of Bread", "Cat")]


def test_rules_that_catch_the_same_title(ben, cat):
    PersonaTitleFactory(persona=cat, title__name="Head of Bread and Pastry")
    other = TitleRuleFactory(persona=cat, includes="pastry")
    TitleRuleFactory(persona=cat, includes="butter")
    TitleRuleFactory(persona=ben, includes="bread")
    assert preview(ben).overlaps == [other]


def test_a_wider_or_narrower_rule_overlaps_without_any_known_title(ben, cat):
    wider = TitleRuleFactory(persona=cat, includes="bread", priority=20)
    narrower = TitleRuleFactory(persona=cat, includes="rye bread\n[director]", priority=10)
    TitleRuleFactory(persona=cat, includes="bread\n[individual]")
    assert preview(ben).overlaps == [narrower, wider]


def test_a_saved_rule_does_not_overlap_with_itself(ben):
    rule = TitleRuleFactory(persona=ben, includes="bread")
    rule.persona = PersonaFactory(status="published")
    assert catches(rule, load()).overlaps == []


def test_a_rule_that_cannot_be_read(ben):
    with pytest.raises(ValidationError):
        preview(ben, "[boss]")


@pytest.mark.parametrize("size", [1, 20])
def test_it_takes_two_queries(size, ben, cat, django_assert_num_queries):
    for number in range(size):
        TitleRuleFactory(persona=cat, includes=f"bread {number}x\n[leader]")
        UnmatchedTitleFactory(name=f"VP Bread {number}x")
    catalogue = load()
    with django_assert_num_queries(2):
        catches(TitleRule(persona=ben, includes="bread\n[leader]"), catalogue)
