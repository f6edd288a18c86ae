"""What was there before is there again, and nothing else."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.utils import timezone

from config.access.audit import record
from config.access.models import AuditEntry
from config.backups import restoring, taking
from config.backups.tables import tables_in_use
from personas.models import DataVersion, Persona
from tests.personas.factories import PersonaFactory, UserFactory

from .conftest import state


@pytest.mark.django_db
def test_a_new_database_is_not_in_use():
    assert tables_in_use(DEFAULT_DB_ALIAS) == []


def test_everything_comes_back(backup, catalogue, capsys):
    before, number = state(), DataVersion.objects.get().number
    Persona.objects.all().delete()
    other = PersonaFactory(name="Somebody else")
    default_storage.save("portraits/other.png", ContentFile(b"other"))
    default_storage.delete(catalogue.portrait.name)
    Session.objects.create(session_key="k", session_data="x", expire_date=timezone.now())
    call_command("restore", backup, replace=True)
    assert state() == before
    assert (Session.objects.count(), DataVersion.objects.get().number > number) == (0, True)
    assert capsys.readouterr().out.endswith("Every table is as it was.\n")
    assert PersonaFactory(type=Persona.objects.get(pk=catalogue.pk).type).pk >= other.pk


def test_the_audit_log_tells_of_both(catalogue, in_transaction, tmp_path):
    record("brought_in", subject="Before")
    call_command("backup", tmp_path / "a.zip", verbosity=0)
    entries = AuditEntry.objects.order_by("pk").values_list("kind", "subject", "actor")
    assert list(entries) == [("brought_in", "Before", None), ("backed_up", "a.zip", None)]
    call_command("restore", tmp_path / "a.zip", replace=True, verbosity=0)
    assert list(entries.all()) == [("brought_in", "Before", None), ("restored", "a.zip", None)]


@pytest.mark.parametrize("page", ["/search/", "/personas/"])
def test_the_search_knows_what_came_back(backup, catalogue, client, page):
    Persona.objects.all().delete()
    call_command("restore", backup, replace=True, verbosity=0)
    client.force_login(catalogue.owner)
    assert "Wilhelmina" in client.get(page, {"q": "sprocket"}).content.decode()


def test_an_upload_that_is_another_by_now_comes_back_too(backup, catalogue):
    before = state()
    name = catalogue.portrait.name
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"otherwise"))
    call_command("restore", backup, replace=True, verbosity=0)
    assert state() == before


def test_a_database_in_use_is_left_alone(backup):
    before = state()
    with pytest.raises(CommandError, match=r"^The database is in use: there are rows in .* add --replace\.$"):
        call_command("restore", backup)
    assert state() == before


@pytest.mark.parametrize("step", ["compare", "reset_sequences"])
def test_a_restore_that_is_stopped_leaves_what_was_there(backup, catalogue, monkeypatch, step):
    Persona.objects.all().delete()
    default_storage.delete(catalogue.portrait.name)
    before = state()

    def stop(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, step, stop)
    with pytest.raises(KeyboardInterrupt):
        call_command("restore", backup, replace=True)
    assert state() == before


def test_after_a_restore_that_failed_rows_are_counted_on(backup, monkeypatch):
    last = UserFactory.create_batch(3)[-1]
    monkeypatch.setattr(restoring, "fill", lambda table, rows, connection: list(rows))
    with pytest.raises(CommandError):
        call_command("restore", backup, replace=True)
    assert UserFactory().pk > last.pk


def test_an_error_of_ours_is_not_taken_for_damage(backup, monkeypatch):
    def fail(*arguments):
        raise ValueError("ours")

    monkeypatch.setattr(restoring, "compare", fail)
    with pytest.raises(ValueError, match=r"^ours$"):
        call_command("restore", backup, replace=True)


def test_a_table_that_comes_back_otherwise_is_noticed(backup, monkeypatch):
    before = state()
    monkeypatch.setattr(restoring, "fill", lambda table, rows, connection: list(rows))
    with pytest.raises(CommandError, match=r"^The table auth_\w+ didn't come back as it was\. Nothing was changed\.$"):
        call_command("restore", backup, replace=True)
    assert state() == before


def test_a_backup_takes_no_other_files_place(backup):
    before = backup.read_bytes()
    with pytest.raises(CommandError, match="is there already: choose another name, or add --overwrite"):
        call_command("backup", backup)
    assert backup.read_bytes() == before
    UserFactory()
    call_command("backup", backup, overwrite=True, verbosity=0)
    assert (backup.read_bytes() == before, backup.stat().st_mode & 0o777) == (False, 0o600)


def test_a_backup_that_is_stopped_leaves_no_file(catalogue, in_transaction, tmp_path, monkeypatch):
    def stop(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(taking, "named_files", stop)
    with pytest.raises(KeyboardInterrupt):
        call_command("backup", tmp_path / "dramatis.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["media"]


def test_a_missing_upload_is_told(catalogue, in_transaction, tmp_path, capsys):
    default_storage.delete(catalogue.portrait.name)
    call_command("backup", tmp_path / "dramatis.zip")
    assert capsys.readouterr().err == (
        f"The upload {catalogue.portrait.name} is missing, though a row speaks of it.\n"
    )


def test_a_folder_that_is_not_there(catalogue, in_transaction, tmp_path):
    with pytest.raises(CommandError, match=r"can't be written: No such file or directory\.$"):
        call_command("backup", tmp_path / "nowhere" / "dramatis.zip")


@pytest.mark.django_db(transaction=True)
def test_others_go_on_writing_and_the_backup_is_of_one_moment(uploads, tmp_path):
    """Somebody adds an account and a persona after the first table was read: none is in the backup."""
    PersonaFactory()
    before = state()
    said = []

    def write():
        PersonaFactory(owner=UserFactory())
        connection.close()

    def say(line):
        if not said:
            writer = threading.Thread(target=write)
            writer.start()
            writer.join(10)
            said.append(writer.is_alive())

    taking.take_backup(tmp_path / "dramatis.zip", say=say)
    assert (said, Persona.objects.count()) == ([False], 2)
    restoring.restore_backup(tmp_path / "dramatis.zip", replace=True, say=str)
    assert state() == before


@pytest.mark.django_db
def test_a_transaction_of_ones_own_is_no_place_for_a_backup(tmp_path):
    with pytest.raises(CommandError, match=r"^A backup can't be made inside a transaction\.$"):
        call_command("backup", tmp_path / "dramatis.zip")
