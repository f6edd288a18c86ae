"""The database tells whose rows have changed, so that what is made of a large table can be mended."""

import pytest
from django.db import connection, connections, transaction

from personas.data_version import Mended, keeping, numbers_of
from personas.data_version.catalogue import CALLED
from personas.data_version.reading import changed_between
from personas.data_version.registry import A_ROUND, CHANGES, KEPT_CHANGES, TABLES
from personas.models import DataVersion, Persona, PersonaTrait

from ..factories import PersonaFactory, PersonaTraitFactory

pytestmark = pytest.mark.django_db(transaction=True)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def told(numbered, change) -> frozenset[int] | None:
    """Whose rows the database says have changed, when `change` is called."""
    before = numbers_of(numbered)
    change()
    return changed_between(numbered, *before, *numbers_of(numbered))


@pytest.fixture
def ties() -> list[PersonaTrait]:
    return [PersonaTraitFactory() for _ in range(3)]


def test_every_way_of_writing_tells_whose_rows_it_changed(ties):
    ada, bob, cem = (tie.persona_id for tie in ties)
    rows = PersonaTrait.objects
    ways = [
        (lambda: rows.filter(pk=ties[0].pk).update(detail="Often"), {ada}),
        (lambda: ties[1].save(), {bob}),
        (lambda: PersonaTraitFactory(persona_id=cem), {cem}),
        (lambda: rows.filter(pk=ties[0].pk).update(persona_id=cem), {ada, cem}),
        (lambda: rows.filter(pk=ties[0].pk).update(persona_id=ada), {ada, cem}),
        (lambda: rows.bulk_create([PersonaTrait(persona_id=bob, trait=ties[2].trait, rank=9)]), {bob}),
        (lambda: run(f"UPDATE personas_personatrait SET rank = 5 WHERE persona_id IN ({ada}, {bob})"), {ada, bob}),
        (lambda: rows.filter(persona_id=cem).delete(), {cem}),
        (lambda: ties[1].persona.delete(), {bob}),
    ]
    assert [told(PersonaTrait, way) for way, _ in ways] == [expected for _, expected in ways]


def test_of_an_aspect_only_its_columns_tell():
    persona = PersonaFactory()
    PersonaFactory(type=persona.type)
    before = numbers_of(CALLED)
    Persona.objects.update(colour=3)
    persona.save()
    assert numbers_of(CALLED) == before
    assert told(CALLED, lambda: Persona.objects.filter(pk=persona.pk).update(role_label="Baker")) == {persona.pk}


def test_a_transaction_tells_of_all_it_changed_and_of_nothing_taken_back(ties):
    ada, bob, cem = ties

    def change():
        with transaction.atomic():
            ada.save()
            savepoint = transaction.savepoint()
            bob.save()
            transaction.savepoint_rollback(savepoint)
            cem.save()

    assert told(PersonaTrait, change) == {ada.persona_id, cem.persona_id}


def test_of_what_others_have_not_committed_nothing_is_told(ties):
    other = connections.create_connection("default")
    before = numbers_of(PersonaTrait)
    try:
        with transaction.atomic():
            ties[0].save()
            assert seen_by(other) == before
        assert seen_by(other) > before
    finally:
        other.close()


def seen_by(other) -> tuple[int]:
    with other.cursor() as cursor:
        cursor.execute(f"SELECT max(number) FROM {CHANGES} WHERE name = 'personas_personatrait'")
        return cursor.fetchone()


def test_where_the_notes_have_a_gap_nothing_can_be_told(ties):
    [before] = numbers_of(PersonaTrait)
    ties[0].save()
    assert changed_between(PersonaTrait, before - 1, *numbers_of(PersonaTrait)) is None
    # As after triggers were missing.
    raised = [f"UPDATE {table} SET number = number + 1" for table in (TABLES, DataVersion._meta.db_table)]
    assert told(PersonaTrait, lambda: list(map(run, raised))) is None
    ties[1].save()
    assert told(PersonaTrait, ties[2].save) == {ties[2].persona_id}


EMPTYING = {"postgresql": "TRUNCATE personas_personatrait CASCADE", "sqlite": "DELETE FROM personas_personatrait"}


def test_emptying_a_table_concerns_everybody(ties):
    """Where it goes row by row each is told, and where it doesn't, nothing can be."""

    def change():
        with transaction.atomic():
            run(EMPTYING[connection.vendor])
            PersonaTraitFactory(persona=ties[0].persona)

    everybody = frozenset(tie.persona_id for tie in ties)
    assert told(PersonaTrait, change) == {"postgresql": None, "sqlite": everybody}[connection.vendor]


def test_old_notes_are_forgotten(ties):
    columns, row = ("name, whose, number", "'other', 1, 1")
    if connection.vendor == "postgresql":
        columns, row = f"{columns}, transaction", f"{row}, 1"
    many = KEPT_CHANGES + 2 * A_ROUND
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) SELECT {row} FROM n"
    run(f"INSERT INTO {CHANGES} ({columns}) {numbers}")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {CHANGES}")
        assert KEPT_CHANGES <= cursor.fetchone()[0] <= KEPT_CHANGES + A_ROUND


def test_what_there_is_gets_mended_where_it_can_be_and_else_made_again(ties):
    calls, mended = [], Mended(PersonaTrait)

    def ask(key="all") -> int:
        return mended.recall(
            key,
            lambda: calls.append((key, "made")) or 0,
            lambda before, whose: calls.append((key, set(whose))) or before + 1,
        )

    assert [ask(), ask()] == [0, 0]
    PersonaFactory()
    assert (ask(), calls) == (0, [("all", "made")])
    ties[0].save()
    ties[1].save()
    assert (ask(), ask("few"), ask()) == (1, 0, 1)
    assert calls[1:] == [("all", {ties[0].persona_id, ties[1].persona_id}), ("few", "made")]
    with transaction.atomic():
        ties[2].save()
        assert ask() == 0
        transaction.set_rollback(True)
    assert ask() == 1
    run(f"DELETE FROM {CHANGES}")
    ties[0].save()
    assert (ask(), calls[-1]) == (0, ("all", "made"))


@pytest.mark.parametrize(("most", "mends"), [(2, True), (1, False)])
def test_after_too_many_changes_it_is_made_again(ties, monkeypatch, most, mends):
    monkeypatch.setattr(keeping, "MOST_MENDED", most)
    mended = Mended(PersonaTrait)
    mended.recall("all", lambda: "made", None)
    for tie in ties[:2]:
        tie.save()
    assert mended.recall("all", lambda: "made again", lambda *_: "mended") == ("mended" if mends else "made again")
