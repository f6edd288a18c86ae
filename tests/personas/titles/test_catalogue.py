"""What matching reads of the catalogue: whom the user may see, and those in use."""

from datetime import date

import pytest

from personas.titles.catalogue import load
from personas.titles.matching import match
from tests.personas.factories import (
    EditorFactory,
    PersonaFactory,
    PersonaTitleFactory,
    TitleRuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def persona(name, **values):
    return PersonaFactory(name=name, role_label="", status=values.pop("status", "published"), **values)


def with_title(name, *titles, **values):
    person = persona(name, **values)
    for rank, title in enumerate(titles, 1):
        PersonaTitleFactory(persona=person, title__name=title, rank=rank)
    return person


def names(title, catalogue):
    return [each.persona.name for each in match(title, catalogue).candidates]


def test_drafts_are_matched_for_editors_alone():
    with_title("Draft Dora", "Head of Bread", status="draft")
    found = [names("Head of Bread", load(user)) for user in (None, UserFactory(), EditorFactory())]
    assert found == [[], [], ["Draft Dora"]]


def test_rules_of_drafts_and_inactive_ones_catch_nothing():
    TitleRuleFactory(persona=persona("Draft Dora", status="draft"), includes="bread")
    TitleRuleFactory(persona=persona("Baker Ben"), includes="bread", is_active=False)
    assert names("Head of Bread", load()) == []
    TitleRuleFactory(persona=persona("Cook Cat"), includes="bread")
    assert names("Head of Bread", load()) == ["Cook Cat"]


def test_a_deprecated_persona_sends_to_who_took_over():
    old = with_title("Old Otto", "Head of Bread", status="deprecated", deprecated_on=date(2026, 1, 1))
    between = persona("Between Bea", status="deprecated")
    old.successors.add(between)
    between.successors.add(persona("New Nora"), old)
    best = match("Head of Bread", load()).best
    assert (best.persona.name, best.kind, best.score) == ("New Nora", "exact", 92)
    assert best.reason == "Exact title: a title of Old Otto, who is deprecated; this persona took over."
    assert names("Global Head of Bread", load()) == []


def test_who_has_the_title_now_comes_before_who_took_over():
    old = with_title("Old Otto", "Head of Bread", status="deprecated")
    old.successors.add(persona("A New Nora"))
    PersonaTitleFactory(persona=persona("Living Lena"), title=old.persona_titles.get().title)
    assert names("Head of Bread", load()) == ["Living Lena", "A New Nora"]


def test_a_persona_is_known_by_her_role():
    PersonaFactory(name="Parker", role_label="Bread Manager", status="published")
    best = match("Bread Manager", load()).best
    assert (best.persona.name, best.reason) == ("Parker", "Exactly the persona's role.")


def test_who_always_has_the_title_comes_before_who_sometimes_has_it():
    PersonaTitleFactory(persona=persona("A Sometimes"), title__name="Baker", qualifier="*sometimes*")
    person = persona("B Always")
    PersonaTitleFactory(persona=person, title=person.persona_titles.model.objects.get().title)
    found = match("Baker", load())
    assert [(each.persona.name, each.score) for each in found.candidates] == [("B Always", 100), ("A Sometimes", 97)]
    assert found.runner_up.reason == "Exact title (sometimes)."


def test_a_rule_that_cannot_be_read_catches_nothing():
    rule = TitleRuleFactory(persona=persona("Baker Ben"), includes="bread")
    type(rule).objects.update(includes="[boss]")
    assert names("Head of Bread", load()) == []


@pytest.mark.parametrize("size", [1, 30])
def test_it_takes_four_queries(size, django_assert_num_queries):
    for number in range(size):
        TitleRuleFactory(persona=with_title(f"P {number}", f"Head of Bread {number}"))
    with django_assert_num_queries(4):
        load()
