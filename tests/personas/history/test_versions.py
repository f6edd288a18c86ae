"""What begins the history, and how its versions are kept."""

import json

import pytest

from personas.history import log_change
from personas.history.snapshots import written
from personas.history.versions import begin, snapshot_in, versions, versions_of
from tests.personas.factories import PersonaFactory, PersonaTraitFactory

from .states import now

pytestmark = pytest.mark.django_db


def test_whoever_was_never_kept_is_kept_as_it_was():
    old, known = PersonaFactory(), PersonaFactory()
    log_change([known], by=None, message="Known.")
    begin()
    begin()
    assert versions_of(old.pk).get().revision.comment == "As it was when the history began."
    assert versions().count() == 2


def test_a_long_one_is_packed_and_read_back():
    persona = PersonaFactory()
    PersonaTraitFactory.create_batch(60, persona=persona, detail="Why it is so, in a sentence or two.")
    log_change([persona], by=None, message="Long.")
    version = versions_of(persona.pk).get()
    assert snapshot_in(version) == now(persona)
    assert len(version.serialized_data) * 4 < len(json.dumps(written(now(persona))))


def test_one_from_before_they_were_packed_is_read():
    persona = PersonaFactory()
    PersonaTraitFactory.create_batch(60, persona=persona)
    log_change([persona], by=None, message="Long.")
    version = versions_of(persona.pk).get()
    version.serialized_data = json.dumps(written(now(persona)))
    assert snapshot_in(version) == now(persona)
