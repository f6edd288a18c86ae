"""One census for one state of the catalogue, and none kept of what may never come to be."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from personas.census import current_census, keeping, one_census
from personas.data_version.reading import asked_once
from personas.models import Persona
from tests.personas.factories import GuideFactory, PersonaFactory, UserFactory


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


def says(census) -> list[tuple]:
    """Everybody by name, with all that the census says of each."""
    groups = (census.statuses, census.types, census.owners)
    of = [[key for group in groups for key in group if group[key].among(census.at([pk]))] for pk in census.keys]
    return list(zip(census.keys, census.names, census.states, of, strict=True))


@pytest.mark.django_db(transaction=True)
def test_only_what_an_edit_may_have_changed_is_read_again(django_assert_num_queries):
    ada, bob = PersonaFactory(name="Ada", role_label=""), PersonaFactory(name="Bob", role_label="")
    guide = GuideFactory()
    # The numbers; then whose names have changed, who comes when and is called how; or whose standing, and which.
    edits = [
        (guide.save, 2),
        (lambda: Persona.objects.filter(pk=ada.pk).update(slug="ada-l"), 2),
        (lambda: Persona.objects.filter(pk=ada.pk).update(role_label="Countess"), 5),
        (lambda: Persona.objects.filter(pk=ada.pk).update(name="Zoë"), 5),
        (lambda: Persona.objects.filter(pk=bob.pk).update(status="deprecated"), 4),
        (lambda: Persona.objects.filter(pk=bob.pk).update(owner=UserFactory()), 4),
        (lambda: PersonaFactory(name="Cem", type=ada.type), 7),
        (lambda: bob.delete(), 7),
    ]
    says(current_census())
    for edit, queries in edits:
        edit()
        with asked_once(), django_assert_num_queries(queries):
            found = says(current_census())
        with transaction.atomic():
            assert found == says(current_census())
        assert [pk for pk, *_ in found] == list(Persona.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_an_order_is_kept_until_a_persona_changes(django_assert_num_queries):
    ada, _ = PersonaFactory(name="Ada"), PersonaFactory(name="Bob")
    assert current_census().order("-updated") == [0, 1]
    GuideFactory()
    with asked_once(), django_assert_num_queries(2):
        assert current_census().order("-updated") == [0, 1]
    ada.save()
    assert current_census().order("-updated") == [1, 0]


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
