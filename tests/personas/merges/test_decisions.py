"""An editor has said that two traits differ; then traits are merged."""

import pytest

from personas.merges import plan_merge
from personas.models import DifferentTraits, Trait
from tests.personas.factories import DifferentTraitsFactory, FacetFactory, TraitFactory, UserFactory


@pytest.fixture
def traits(db):
    return TraitFactory.create_batch(4, facet=FacetFactory())


def differ(one, other):
    first, second = sorted((one, other), key=lambda trait: trait.pk)
    return DifferentTraitsFactory(first=first, second=second)


def pairs():
    return list(DifferentTraits.objects.values_list("pk", "first", "second"))


def test_a_pair_that_becomes_one_trait_goes(merged, traits):
    one, other, third, _ = traits
    differ(one, other)
    stays = differ(other, third)
    merged(other, one)
    assert pairs() == [(stays.pk, other.pk, third.pk)]


@pytest.mark.parametrize(("kept", "gone"), [(0, 3), (3, 0), (1, 0)])
def test_what_differs_from_the_trait_that_goes_differs_from_the_one_that_stays(merged, traits, kept, gone):
    pair = differ(traits[gone], traits[2])
    pair.decided_by = UserFactory()
    pair.save()
    merged(traits[kept], traits[gone])
    first, second = sorted((traits[kept].pk, traits[2].pk))
    row = DifferentTraits.objects.get()
    assert (row.pk, row.first_id, row.second_id) == (pair.pk, first, second)
    assert (row.decided_by, row.decided_at) == (pair.decided_by, pair.decided_at)


def test_a_pair_that_would_be_there_twice_is_kept_once(merged, traits):
    one, other, third, fourth = traits
    differ(one, third)
    stays = differ(other, third)
    differ(one, fourth)
    merged(other, one, fourth)
    assert pairs() == [(stays.pk, other.pk, third.pk)]


def test_two_that_go_together_leave_no_pair_behind(merged, traits):
    one, other, third, _ = traits
    differ(one, other)
    merged(third, one, other)
    assert pairs() == []


def test_traits_that_become_one_with_their_facets_take_their_pairs_along(merged, traits):
    facet = FacetFactory()
    twin = TraitFactory(facet=facet, statement=traits[0].statement)
    other = TraitFactory(facet=facet)
    differ(twin, other)
    merged(traits[0].facet, facet)
    assert [row[1:] for row in pairs()] == [tuple(sorted((traits[0].pk, other.pk)))]
    assert not Trait.objects.filter(pk=twin.pk).exists()


def test_such_pairs_are_no_use_of_a_trait_and_not_told(traits):
    one, other, third, _ = traits
    differ(one, third)
    plan = plan_merge(other, [one])
    assert (plan.sections, plan.moved_count, plan.persona_keys) == ([], 0, set())
