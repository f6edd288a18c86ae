"""Searches that found nothing."""

import pytest

from personas.models import SearchMiss
from tests.personas.factories import SearchMissFactory

from .checks import refused_by_the_database

pytestmark = pytest.mark.django_db


def test_one_row_a_wording():
    SearchMissFactory(wording="Parking", key="parking")
    assert refused_by_the_database(lambda: SearchMissFactory(wording="PARKING", key="parking"))
    assert not refused_by_the_database(lambda: SearchMissFactory(wording="Parking space", key="parking space"))


def test_it_happened_at_least_once():
    assert refused_by_the_database(lambda: SearchMissFactory(count=0))
    assert not refused_by_the_database(lambda: SearchMissFactory(count=1))


def test_it_is_called_as_it_was_typed():
    assert str(SearchMiss(wording="Parking space")) == "Parking space"
