"""Recent changes: what the admin's history says in words."""

import pytest
from django.contrib.admin.models import ADDITION, DELETION
from django.contrib.auth.models import Group

from config.recent_changes import ChangedRow, recent_changes
from personas.history import log_change
from personas.models import Guide, Persona
from tests.personas.factories import EditorFactory, GroupFactory, GuideFactory, PersonaFactory

pytestmark = pytest.mark.django_db


def told(changes):
    return [
        (change.who, change.did, [row.name for row in change.rows], change.more, change.note) for change in changes
    ]


def test_who_did_what_to_what_the_latest_first():
    ada, mika = EditorFactory(first_name="Ada", last_name="Hale"), EditorFactory(first_name="", last_name="")
    persona, guide = PersonaFactory(name="Robin", role_label=""), GuideFactory(title="Roles")
    log_change([persona], by=ada, message="", action=ADDITION)
    log_change([guide], by=mika, message="Changed text.")
    changes = recent_changes([Persona, Guide])
    assert told(changes) == [
        (mika.username, "changed", ["Roles"], 0, "Changed text."),
        ("Ada Hale", "added", ["Robin"], 0, ""),
    ]
    assert [change.kind for change in changes] == ["guide", "persona"]
    assert changes[1].rows == [ChangedRow("Robin", f"/admin/personas/persona/{persona.pk}/change/")]


def test_what_is_gone_has_no_link_wherever_it_is_told_of():
    editor, persona = EditorFactory(), PersonaFactory(name="Robin", role_label="")
    log_change([persona], by=editor, message="Published.")
    log_change([persona], by=editor, message="", action=DELETION)
    assert [change.rows for change in recent_changes([Persona])] == [[ChangedRow("Robin", "")]] * 2


def test_a_change_of_many_rows_is_one():
    editor, personas = EditorFactory(), [PersonaFactory(name=name, role_label="") for name in "ABCDE"]
    log_change(personas, by=editor, message="Published.")
    log_change(personas[:1], by=EditorFactory(), message="Published.")
    ((_, _, _, alone, _), (_, _, rows, more, _)) = told(recent_changes([Persona]))
    assert (alone, rows, more) == (0, ["E", "D", "C"], 2)


def test_only_the_models_asked_for_and_no_more_than_fifteen():
    editor = EditorFactory()
    log_change([GroupFactory()], by=editor, message="Renamed.")
    for number in range(16):
        log_change([PersonaFactory()], by=editor, message=f"Change {number}.")
    assert [change.note for change in recent_changes([Persona])] == [f"Change {n}." for n in range(15, 0, -1)]
    assert [change.note for change in recent_changes([Group])] == ["Renamed."]
    assert recent_changes([]) == []


def test_it_costs_the_same_whatever_happened(django_assert_num_queries):
    editor = EditorFactory()
    log_change([PersonaFactory(), GuideFactory()], by=editor, message="Changed.")
    with django_assert_num_queries(2):
        recent_changes([Persona, Guide])
    for number in range(30):
        log_change([PersonaFactory()], by=editor, message=f"Change {number}.")
    with django_assert_num_queries(2):
        recent_changes([Persona, Guide])
