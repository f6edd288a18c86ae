"""Personas by their primary keys, in plain values."""

import pytest

from journeys import people as module
from journeys.people import choice_of, people
from personas.matrix.subjects import Who
from tests.personas.factories import PersonaFactory, PersonaTypeFactory

pytestmark = pytest.mark.django_db


def test_everything_of_a_persona():
    kind = PersonaTypeFactory(name="Buyer")
    ada = PersonaFactory(name="Ada", slug="ada", role_label="Countess", status="deprecated", colour=3, type=kind)
    [who] = people([ada.pk])
    assert who == Who(ada.pk, "ada", "Ada", "Countess", "deprecated", 3, "Buyer")
    assert who.heading == "Ada (Countess)"
    assert choice_of(who.name, who.role_label, who.status) == "Ada (Countess) (deprecated)"


@pytest.mark.parametrize("most", [0, 100])
def test_they_come_as_they_are_asked_for(django_assert_num_queries, monkeypatch, most):
    monkeypatch.setattr(module, "MOST_NAMED", most)
    first, second, _ = PersonaFactory.create_batch(3)
    with django_assert_num_queries(1):
        assert [each.pk for each in people([second.pk, 0, first.pk])] == [second.pk, first.pk]


def test_nobody_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert people([]) == []
