"""Statements that look alike."""

import pytest

from personas import near_duplicates as module
from personas.models import Trait
from personas.near_duplicates import MOST, look_alikes, near_duplicate_work, near_duplicates
from tests.personas.factories import (
    DifferentTraitsFactory,
    EditorFactory,
    FacetFactory,
    TraitFactory,
    UserFactory,
)


def found_in(*wordings):
    return [(pair.one, pair.other) for pair in look_alikes(list(enumerate(wordings))).pairs]


def pairs():
    return [(pair.one, pair.other) for pair in near_duplicates().pairs]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Silos between teams", "Silos between the teams."),
        ("Silos between teams", "Team silos between"),
        ("Managing too many suppliers", "Manage too many suppliers"),
        ("Reports that nobody reads", "Reports that noboby reads"),
        ("Keeping up with regulation", "**Keeping up** with regulations"),
        ("Tools & processes", "Tools and process"),
    ],
)
def test_the_same_in_two_wordings(one, other):
    assert found_in(one, "Something else altogether", other) == [(0, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Increase spending in the region this year", "Decrease spending in the region this year"),
        ("Uses internal development tools every day", "Uses external development tools every day"),
        ("Sold in region 1 of the company", "Sold in region 2 of the company"),
        ("Wants to hear from vendors by mail", "Wants not to hear from vendors by mail"),
        ("Cost", "Most"),
        ("🚀", "🔥"),
    ],
)
def test_different_things_in_similar_wordings(one, other):
    assert found_in(one, other) == []


def test_only_statements_of_one_facet_are_compared(db):
    facet = FacetFactory()
    one, other = TraitFactory(facet=facet, statement="Silos"), TraitFactory(facet=facet, statement="The silos")
    TraitFactory(statement="Silo")
    found = near_duplicates()
    assert [(pair.one, pair.other, pair.closeness) for pair in found.pairs] == [(one.pk, other.pk, 100)]
    assert found.is_complete


def test_a_change_is_seen_at_once(db):
    facet = FacetFactory()
    TraitFactory(facet=facet, statement="Silos")
    other = TraitFactory(facet=facet, statement="Walls")
    assert pairs() == []
    other.statement = "The silos"
    other.save()
    assert len(pairs()) == 1
    other.delete()
    assert pairs() == []


def test_the_start_page_counts_them_in_two_queries(db, django_assert_num_queries):
    user = EditorFactory()
    facet = FacetFactory()
    TraitFactory(facet=facet, statement="Silos")
    TraitFactory(facet=facet, statement="The silos")
    user.get_all_permissions()
    for _ in range(2):
        with django_assert_num_queries(2):
            (item,) = near_duplicate_work(user)
        assert (item.count, item.or_more, item.url) == (1, False, "/admin/personas/trait/near-duplicates/")
    assert Trait.objects.count() == 2


def test_those_who_may_not_merge_get_no_work(db):
    assert near_duplicate_work(UserFactory(permissions=["personas.change_trait", "personas.change_persona"])) == []


def test_a_pair_that_differs_is_left_out_until_that_is_taken_back(db):
    facet = FacetFactory()
    one, other, third = (TraitFactory(facet=facet, statement=text) for text in ("Silos", "The silos", "Their silos"))
    assert pairs() == [(one.pk, other.pk), (one.pk, third.pk), (other.pk, third.pk)]
    decision = DifferentTraitsFactory(first=one, second=third)
    assert pairs() == [(one.pk, other.pk), (other.pk, third.pk)]
    decision.delete()
    assert len(pairs()) == 3


def test_counting_stops_and_says_so():
    alike = [(number, f"Silos {'the ' * number}") for number in range(21)]
    assert (len(look_alikes(alike[:20]).pairs), look_alikes(alike[:20]).is_complete) == (190, True)
    assert (len(look_alikes(alike).pairs), look_alikes(alike).is_complete) == (MOST, False)


def test_the_count_of_all_facets_stops_at_the_same_number(db):
    for _ in range(2):
        facet = FacetFactory()
        for number in range(16):
            TraitFactory(facet=facet, statement=f"Silos{' the' * number}")
    found = near_duplicates()
    assert (len(found.pairs), found.is_complete) == (MOST, False)
    (item,) = near_duplicate_work(EditorFactory())
    assert (item.count, item.or_more) == (MOST, True)


@pytest.mark.parametrize(
    "wording",
    [
        "Handovers by e-mail, case {}",
        "Wants fewer handovers between the teams in the northern region {:x}",
        "{:x}abcdef",
        "{:b} silos between teams",
    ],
)
def test_thousands_of_similar_statements_cost_no_more_than_allowed(wording):
    wordings = [(number, wording.format(number * 7919)) for number in range(20_000)]
    assert look_alikes(wordings).steps < module.STEPS * 1.2


def test_a_pair_among_the_first_is_found_in_a_facet_that_is_too_large(monkeypatch):
    monkeypatch.setattr(module, "LETTERS", 30)
    found = look_alikes([(1, "Silos"), (2, "The silos"), (3, "Silos of grain and more"), (4, "Their silos")])
    assert ([(pair.one, pair.other) for pair in found.pairs], found.is_complete) == ([(1, 2)], False)


def test_a_large_facet_is_left_for_the_next_visit_when_another_took_the_time(db, monkeypatch):
    for text in ("silos", "walls and silos"):
        facet = FacetFactory()
        TraitFactory(facet=facet, statement=text)
        TraitFactory(facet=facet, statement=f"The {text}")
    TraitFactory(facet=facet, statement="Something else")
    monkeypatch.setattr(module, "STEPS", 10)
    first, second = near_duplicates(), near_duplicates()
    assert (first.is_complete, first.steps, second.steps > 0) == (False, len("silosThe silos"), True)
    assert near_duplicates().steps == 0
