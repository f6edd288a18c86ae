"""The history: who changed what."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry

from personas.history import log_change
from personas.models import Persona
from tests.personas.factories import EditorFactory, PersonaFactory

pytestmark = pytest.mark.django_db


def test_a_change_of_several_personas_is_a_line_each():
    editor, personas = EditorFactory(), PersonaFactory.create_batch(2)
    log_change(Persona.objects.all(), by=editor, message="Marked reviewed.")
    lines = LogEntry.objects.values_list("user", "object_id", "action_flag", "change_message").order_by("object_id")
    assert list(lines) == [(editor.pk, str(each.pk), CHANGE, "Marked reviewed.") for each in personas]


def test_nothing_changed_is_no_line():
    log_change(Persona.objects.none(), by=EditorFactory(), message="Marked reviewed.")
    assert not LogEntry.objects.exists()
