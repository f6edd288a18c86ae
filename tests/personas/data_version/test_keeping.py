"""What is made of a few tables is kept for as long as these stay as they are."""

import pytest
from django.db import connection, transaction

from personas.data_version import Memory, current, kept_while, numbers_of
from personas.data_version.catalogue import CALLED, STANDING
from personas.data_version.reading import tables_in
from personas.data_version.registry import watched_tables
from personas.models import Guide, Persona, PersonaType, Star

from ..factories import GuideFactory, PersonaFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_change_raises_the_numbers_of_its_tables_alone():
    persona = PersonaFactory()
    before = numbers_of(Persona, PersonaType, Guide)
    Persona.objects.filter(pk=persona.pk).update(role_label="Baker")
    after = numbers_of(Persona, PersonaType, Guide)
    assert [new > old for old, new in zip(before, after, strict=True)] == [True, False, False]


def test_two_tables_in_one_transaction_both_count():
    persona, guide = PersonaFactory(), GuideFactory()
    before = numbers_of(Persona, Guide, PersonaType)
    with transaction.atomic():
        persona.save()
        guide.save()
        assert numbers_of(Persona) is None
    after = numbers_of(Persona, Guide, PersonaType)
    assert [new > old for old, new in zip(before, after, strict=True)] == [True, True, False]


def test_what_is_taken_back_leaves_the_numbers():
    persona = PersonaFactory()
    before = current(), numbers_of(Persona)
    with transaction.atomic():
        persona.save()
        transaction.set_rollback(True)
    assert (current(), numbers_of(Persona)) == before


def test_every_watched_table_has_a_number_and_no_other():
    assert set(tables_in(connection)) >= {each.number for each in watched_tables()}
    assert numbers_of(Star) is None


def test_an_aspect_counts_what_happens_to_its_columns_and_to_whole_rows():
    persona, boss = PersonaFactory(), PersonaFactory()
    edits = [
        (lambda: Persona.objects.update(role_label="Baker"), [False, True]),
        (lambda: Persona.objects.filter(pk=persona.pk).update(name="Bea"), [False, True]),
        (lambda: persona.save(), [False, False]),  # every column is named, and none says anything else
        (lambda: Persona.objects.filter(pk=persona.pk).update(status="deprecated"), [True, False]),
        (lambda: Persona.objects.filter(pk=persona.pk).update(reports_to=boss), [True, False]),
        (lambda: Persona.objects.filter(pk=persona.pk).update(reports_to=None), [True, False]),
        (lambda: PersonaFactory(type=persona.type), [True, True]),
        (lambda: boss.delete(), [True, True]),
    ]
    for edit, count in edits:
        persona.refresh_from_db()
        before = numbers_of(STANDING, CALLED, Persona)
        edit()
        after = numbers_of(STANDING, CALLED, Persona)
        assert [new > old for new, old in zip(after, before, strict=True)] == [*count, True]


def test_an_answer_is_kept_until_one_of_its_tables_changes():
    persona, guide, asked = PersonaFactory(), GuideFactory(), []
    name_of = kept_while(Persona)(lambda pk: asked.append(pk) or Persona.objects.get(pk=pk).name)
    assert [name_of(persona.pk), name_of(persona.pk)] == [persona.name] * 2
    guide.save()
    name_of(persona.pk)
    assert asked == [persona.pk]
    Persona.objects.update(name="Bob")
    assert (name_of(persona.pk), len(asked)) == ("Bob", 2)
    with transaction.atomic():
        Persona.objects.update(name="Cem")
        assert name_of(persona.pk) == "Cem"
        transaction.set_rollback(True)
    assert (name_of(persona.pk), len(asked)) == ("Bob", 3)


def test_a_memory_keeps_the_last_few_and_knows_further_tables():
    memory, made = Memory(Persona, most=2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        memory.recall(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]
    memory.recall("b", lambda: made.append("further"), [Guide])
    GuideFactory()
    memory.recall("b", lambda: made.append("changed"), [Guide])
    assert made[4:] == ["further", "changed"]
