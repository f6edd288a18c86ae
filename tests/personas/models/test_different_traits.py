"""Two traits that an editor has told apart."""

import pytest

from personas.models import DifferentTraits
from tests.personas.factories import DifferentTraitsFactory, UserFactory

from .checks import messages_of, refused_by_the_database

pytestmark = pytest.mark.django_db


def test_a_pair_is_there_once():
    pair = DifferentTraitsFactory()
    again = DifferentTraits(first=pair.first, second=pair.second)
    assert messages_of(again) == ["It has been said already that these two differ."]
    assert refused_by_the_database(again.save)


def test_a_pair_is_stored_in_one_order_only_and_is_two():
    pair = DifferentTraitsFactory()
    for second in (pair.first, pair.second):
        wrong = DifferentTraits(first=pair.second, second=second)
        assert messages_of(wrong) == ["Name two traits, the one that was there first before the other."]
        assert refused_by_the_database(wrong.save)


def test_a_pair_goes_with_one_of_its_traits_and_outlives_who_decided():
    pair = DifferentTraitsFactory(decided_by=UserFactory())
    pair.decided_by.delete()
    pair.refresh_from_db()
    assert pair.decided_by is None
    pair.second.delete()
    assert not DifferentTraits.objects.exists()
