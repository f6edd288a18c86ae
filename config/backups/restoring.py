"""Putting back what a backup holds: all of it, or nothing."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from .archive import Reading, reading
from .errors import BackupError
from .media import is_stored, store, stored_names
from .migrations import refuse_other_shape
from .tables import STEP, Table, emptied_tables, kept_tables, tables_in_use

Say = Callable[[str], None]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Restored:
    """What was put back."""

    rows: int
    tables: int
    files: int
    made: str


def restore_backup(path: Path, *, replace: bool, say: Say, using: str = DEFAULT_DB_ALIAS) -> Restored:
    """Have the database and the uploads hold what the backup holds, and nothing else.

    Everything in the file is looked at before anything is written, and every table once more afterwards. `replace`
    allows a database that is in use. `say` is told of each step. Raises BackupError, OSError, DatabaseError; then the
    database holds what it held before.
    """
    connection = connections[using]
    with reading(path) as backup:
        refuse_other_shape(backup.manifest["migrations"], using)
        refuse_other_tables(backup)
        backup.check()
        say("The file is whole.")
        with files_added(backup) as changed, transaction.atomic(using=using):
            hold_writers(connection)
            if not replace:
                refuse_use(using)
            put_rows_back(backup, connection, say)
            compare(backup, using)
        # From here on the database is the backup's; uploads of which it knows nothing harm nobody until they are gone.
        tidy_files(backup, changed)
        forget_kept()
        rows = sum(said["rows"] for said in backup.tables.values())
        return Restored(rows, len(backup.tables), len(backup.media), str(backup.manifest.get("made", "")))


def check_backup(path: Path, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Only look at everything in the file. Raises BackupError."""
    with reading(path) as backup:
        refuse_other_shape(backup.manifest["migrations"], using)
        refuse_other_tables(backup)
        backup.check()


def refuse_other_tables(backup: Reading) -> None:
    here = {table.name: table.columns for table in kept_tables()}
    there = {name: said["columns"] for name, said in backup.tables.items()}
    if odd := sorted(name for name in {*here, *there} if here.get(name) != there.get(name)):
        raise BackupError(f"The backup's tables aren't this Dramatis's: {', '.join(odd[:3])} differ.")


def hold_writers(connection) -> None:
    """Nobody writes to the tables until the transaction ends; on SQLite it began with that."""
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(table.name) for table in emptied_tables())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def refuse_use(using: str) -> None:
    if used := tables_in_use(using):
        raise BackupError(
            f"The database is in use: there are rows in {', '.join(used[:3])}{' and others' if used[3:] else ''}. "
            "To throw all of them away for those of the backup, add --replace."
        )


def put_rows_back(backup: Reading, connection, say: Say) -> None:
    for table in emptied_tables():
        table.empty(connection)
    tables = kept_tables()
    for table in tables:
        fill(table, backup.rows(table.name), connection)
        say(f"{table.name}: {backup.tables[table.name]['rows']:,} rows")
    reset_sequences([table.model for table in tables], connection)
    connection.check_constraints()


def fill(table: Table, rows: Iterator[list], connection) -> None:
    while portion := list(islice(rows, STEP)):
        table.fill(connection, portion)


def reset_sequences(models: list, connection) -> None:
    """The next row gets a number that none has, or ever had.

    PostgreSQL takes nothing back of what it counts, so numbers only go up: should the restore fail, the rows that were
    there before count on. SQLite sees to it itself.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models:
            if key := model._meta.auto_field:
                table, column = (connection.ops.quote_name(name) for name in (model._meta.db_table, key.column))
                last = f"SELECT coalesce(max({column}), 1) FROM {table}"
                counter = "SELECT pg_get_serial_sequence(%s, %s)::regclass AS counter"
                raised = f"SELECT setval(counter, greatest(nextval(counter), ({last}))) FROM ({counter}) AS its"
                cursor.execute(raised, [table, key.column])


def compare(backup: Reading, using: str) -> None:
    """Raise BackupError unless the tables hold what the backup holds."""
    for table in kept_tables():
        said = backup.tables[table.name]
        if table.hash(using) != {"rows": said["rows"], "hash": said["hash"]}:
            raise BackupError(f"The table {table.name} didn't come back as it was. Nothing was changed.")


@contextmanager
def files_added(backup: Reading) -> Iterator[list[str]]:
    """Adds the uploads that aren't there; they are taken away again should the rest fail. Yields the names of those
    under which something else is stored: they wait until the rows are back."""
    added, changed = [], []
    try:
        for name, said in backup.media.items():
            if is_stored(default_storage, name, said):
                continue
            if default_storage.exists(name):
                changed.append(name)
                continue
            with backup.open_file(name) as stream:
                store(default_storage, name, stream)
            added.append(name)
        yield changed
    except BaseException:
        for name in added:
            default_storage.delete(name)
        raise


def tidy_files(backup: Reading, changed: list[str]) -> None:
    """Put the uploads in place that waited, and take others away. Raises BackupError."""
    try:
        put_changed_files(backup, changed)
        remove_other_files(backup)
    except OSError as error:
        raise BackupError(
            f"The rows are back, but an upload isn't ({error}). When that is mended, restore again with --replace."
        ) from error


def put_changed_files(backup: Reading, names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
        with backup.open_file(name) as stream:
            store(default_storage, name, stream)


def remove_other_files(backup: Reading) -> None:
    for name in list(stored_names(default_storage)):
        if name not in backup.media:
            default_storage.delete(name)


def forget_kept() -> None:
    """Drop what was kept of the rows that are gone. The rows are back by now, whatever comes of it."""
    ContentType.objects.clear_cache()
    for name in settings.CACHES:
        try:
            caches[name].clear()
        except Exception:
            logger.exception("The cache “%s” could not be emptied.", name)
