"""Publishing editions."""

from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from personas.history.editions import compared, publish_edition
from personas.history.snapshots import read
from personas.models import Edition
from tests.personas.factories import EditorFactory, PersonaFactory, PersonaTraitFactory

from .states import full_persona, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return EditorFactory()


def publish(persona, editor, note="News."):
    return publish_edition(persona, by=editor, note=note, is_material=True)


def test_an_edition_is_the_persona_as_it_is(editor):
    persona = full_persona()
    edition = publish(persona, editor)
    assert (edition.number, edition.author, edition.note, edition.is_material) == (1, editor, "News.", True)
    assert read(Edition.objects.get().snapshot) == now(persona)
    assert LogEntry.objects.get().change_message == "Published edition 1 (material): News."


def test_editions_are_counted_for_each_persona(editor):
    ada, bob = full_persona(), PersonaFactory(status="published")
    publish(ada, editor)
    PersonaTraitFactory(persona=ada)
    assert (publish(ada, editor).number, publish(bob, editor).number) == (2, 1)


def test_nothing_new_is_no_edition(editor):
    persona = full_persona()
    publish(persona, editor)
    type(persona).objects.update(owner=editor, reviewed_on=None)
    with pytest.raises(ValidationError, match="changed since edition 1"):
        publish(persona, editor)


@pytest.mark.parametrize(("status", "note", "said"), [("draft", "News.", "is a draft"), ("published", " ", "note")])
def test_refused(editor, status, note, said):
    with pytest.raises(ValidationError, match=said):
        publish(PersonaFactory(status=status), editor, note)
    assert not Edition.objects.exists()


def test_editions_outlive_the_persona(editor):
    persona = full_persona()
    edition = publish(persona, editor)
    persona.delete()
    edition.refresh_from_db()
    assert (edition.persona, read(edition.snapshot).name) == (None, "Ada")


def test_what_one_of_two_knows_nothing_of_has_not_changed(editor):
    old = now(full_persona())
    assert compared(replace(old, more={}), replace(old, more={"touchpoints": [{}]}), editor) == []
