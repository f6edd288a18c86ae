"""One census for one state of the catalogue, and none kept of what may never come to be."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from personas.census import current_census, keeping, one_census
from personas.models import Persona
from tests.personas.factories import PersonaFactory


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(keeping, "_kept", None)


@pytest.mark.django_db(transaction=True)
def test_it_is_kept_until_something_changes(django_assert_num_queries):
    PersonaFactory(name="Ada")
    first = current_census()
    with django_assert_num_queries(1):
        assert current_census() is first
    Persona.objects.update(name="Bob")
    assert [name for name, _ in current_census().names] == ["Bob"]
    with transaction.atomic():
        Persona.objects.update(name="Cem")
        assert [name for name, _ in current_census().names] == ["Cem"]
        transaction.set_rollback(True)
    assert [name for name, _ in current_census().names] == ["Bob"]


@pytest.mark.django_db
def test_inside_a_transaction_none_is_kept():
    assert current_census() is not current_census()
    with one_census():
        assert current_census() is current_census()
    assert keeping._kept is None


@pytest.mark.django_db(transaction=True)
def test_threads_wait_for_the_same_one():
    PersonaFactory()

    def ask(_):
        try:
            return current_census()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(map(id, pool.map(ask, range(8))))) == 1
