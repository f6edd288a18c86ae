"""A backup of a small catalogue, and what is in the database."""

from contextlib import nullcontext

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS

from config.access.models import AuditEntry
from config.backups import taking
from config.backups.media import stored_names
from config.backups.tables import kept_tables
from tests.personas.factories import PersonaFactory, PersonaTraitFactory, UserFactory
from tests.personas.pictures import picture


def state() -> dict:
    """A hash of every table but the audit log, which goes on, and the content of every upload."""
    tables = {table.name: table.hash(DEFAULT_DB_ALIAS) for table in kept_tables() if table.model is not AuditEntry}
    return tables | {name: content_of(name) for name in stored_names(default_storage)}


def content_of(name: str) -> bytes:
    with default_storage.open(name) as stream:
        return stream.read()


@pytest.fixture
def uploads(settings, tmp_path):
    """A folder of uploads of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def catalogue(db, uploads):
    """A persona with a statement, a portrait, an owner, and somebody to come after her."""
    persona = PersonaFactory(name="Wilhelmina Sprocket", owner=UserFactory(first_name="Zoë"))
    persona.successors.add(PersonaFactory(type=persona.type))
    PersonaTraitFactory(persona=persona)
    persona.portrait.save("face.png", ContentFile(picture()))
    return persona


@pytest.fixture
def in_transaction(monkeypatch):
    """Lets a test that is one transaction make backups."""
    monkeypatch.setattr(taking, "one_moment", lambda connection: nullcontext())


@pytest.fixture
def backup(catalogue, in_transaction, tmp_path):
    """The path of a backup of the catalogue."""
    path = tmp_path / "dramatis.zip"
    call_command("backup", path, verbosity=0)
    return path
