"""The number grows with every change that readers can see, and with nothing else."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection, connections, transaction

from personas.data_version import current
from personas.data_version.catalogue import KEPT_APART
from personas.data_version.installing import install_triggers
from personas.data_version.reading import asked_once, number_in
from personas.data_version.registry import watched_tables
from personas.models import DataVersion, Persona, SearchMiss, Trait
from personas.readers import set_star

from ..factories import (
    GuideFactory,
    PersonaFactory,
    SavedViewFactory,
    SearchMissFactory,
    TraitFactory,
    UserFactory,
)

kept = pytest.mark.django_db(transaction=True)


def grows(change) -> bool:
    """Whether the number does, when `change` is called; it never gets smaller."""
    before = current()
    change()
    after = current()
    assert before <= after
    return before < after


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@kept
def test_every_way_of_writing_counts():
    persona, guide = PersonaFactory(), GuideFactory()
    facet = TraitFactory().facet
    ways = [
        lambda: PersonaFactory(type=persona.type),
        lambda: persona.save(),
        lambda: Trait.objects.bulk_create([Trait(facet=facet, statement="Silos", key="silos")]),
        lambda: Persona.objects.filter(pk=persona.pk).update(role_label="Baker"),
        lambda: run("UPDATE personas_guide SET title = 'Otherwise'"),
        lambda: persona.successors.add(PersonaFactory(type=persona.type)),
        lambda: guide.delete(),
        lambda: run("DELETE FROM personas_trait"),
    ]
    assert [grows(way) for way in ways] == [True] * len(ways)


@kept
def test_what_readers_do_for_themselves_does_not_count(client):
    persona, reader = PersonaFactory(), UserFactory()
    view, miss = SavedViewFactory(owner=reader), SearchMissFactory()
    ways = [
        lambda: set_star(persona=persona, is_starred=True, by=reader),
        lambda: set_star(persona=persona, is_starred=False, by=reader),
        lambda: SavedViewFactory(owner=reader),
        lambda: view.delete(),
        lambda: SearchMiss.objects.filter(pk=miss.pk).update(count=7),
        lambda: client.force_login(reader),
        lambda: list(Persona.objects.all()),
    ]
    assert [grows(way) for way in ways] == [False] * len(ways)


@kept
def test_names_and_rights_of_accounts_count():
    reader = UserFactory()
    right = Permission.objects.get(codename="change_persona")
    ways = [
        lambda: type(reader).objects.filter(pk=reader.pk).update(last_name="Hale-Okafor"),
        lambda: type(reader).objects.filter(pk=reader.pk).update(is_active=False),
        lambda: reader.user_permissions.add(right),
        lambda: reader.delete(),
    ]
    assert [grows(way) for way in ways] == [True] * len(ways)


@kept
def test_what_is_taken_back_does_not_count():
    persona = PersonaFactory()
    before = current()
    with transaction.atomic():
        persona.save()
        transaction.set_rollback(True)
    assert current() == before
    with transaction.atomic():
        savepoint = transaction.savepoint()
        persona.save()
        transaction.savepoint_rollback(savepoint)
    assert current() == before


@kept
def test_a_savepoint_taken_back_hides_nothing_else():
    persona = PersonaFactory()
    before = current()
    with transaction.atomic():
        savepoint = transaction.savepoint()
        persona.save()
        transaction.savepoint_rollback(savepoint)
        persona.save()
    assert before < current()


@kept
def test_there_is_no_number_inside_a_transaction():
    with transaction.atomic():
        PersonaFactory()
        assert current() is None
    assert current() is not None


@kept
def test_the_number_comes_with_the_data_to_another_connection():
    persona, before = PersonaFactory(), current()
    other = connections.create_connection("default")
    try:
        with transaction.atomic():
            Persona.objects.filter(pk=persona.pk).update(role_label="Baker")
            assert seen_by(other) == (before, persona.role_label)
        assert seen_by(other) == (current(), "Baker")
        assert before < current()
        with other.cursor() as cursor:
            cursor.execute("UPDATE personas_persona SET role_label = 'Miller'")
        assert seen_by(other) == (current(), "Miller")
    finally:
        other.close()


def seen_by(other) -> tuple:
    with other.cursor() as cursor:
        cursor.execute("SELECT number FROM personas_dataversion")
        [number] = cursor.fetchone()
        cursor.execute("SELECT role_label FROM personas_persona")
        return number, cursor.fetchone()[0]


@kept
def test_a_request_asks_once(django_assert_num_queries):
    with django_assert_num_queries(1), asked_once():
        assert current() == current()
    with django_assert_num_queries(2):
        assert current() == current()


@kept
def test_every_table_of_the_catalogue_is_watched():
    own = apps.get_app_config("personas").get_models(include_auto_created=True)
    watched = {each.table for each in watched_tables()}
    assert {model._meta.db_table for model in own} - watched == {model._meta.db_table for model in KEPT_APART}


@kept
def test_lost_triggers_are_made_again_and_made_ones_left_alone():
    before = current()
    install_triggers("default")
    assert current() == before
    [table, name] = a_trigger()
    run(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else ""))
    assert not grows(PersonaFactory().type.save)
    before = current()
    install_triggers("default")
    assert before < current()
    assert a_trigger() == [table, name]


def a_trigger() -> list:
    """Table and name of the trigger that sees changes of persona types."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT 'personas_personatype', tgname FROM pg_trigger"
                " WHERE tgrelid = 'personas_personatype'::regclass AND tgname LIKE 'data\\_version\\_changed%'"
            )
        else:
            cursor.execute(
                "SELECT tbl_name, name FROM sqlite_master WHERE name = 'data_version__personas_personatype__update'"
            )
        return list(cursor.fetchone())


@kept
def test_a_number_that_is_lost_never_comes_back():
    before = current()
    DataVersion.objects.all().delete()
    assert current() is None
    install_triggers("default")
    assert before < current()


@kept
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="In SQLite, one writer waits for another anyway.")
def test_no_writer_waits_for_another_one():
    first, second = PersonaFactory(), PersonaFactory()
    before, other = current(), connections.create_connection("default")
    try:
        with other.cursor() as cursor, transaction.atomic():
            second.save()
            cursor.execute("SET lock_timeout = '1s'")
            cursor.execute("UPDATE personas_persona SET role_label = 'Baker' WHERE id = %s", [first.pk])
            between = number_in(other)
            assert before < between
        assert between < current()
    finally:
        other.close()


@kept
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite can't empty a table without its triggers.")
def test_emptying_a_table_counts():
    PersonaFactory()
    assert grows(lambda: run("TRUNCATE personas_personatrait"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM data_version_note")
        assert cursor.fetchone() == (0,)
