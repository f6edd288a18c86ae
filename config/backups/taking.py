"""Making a backup."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from .archive import Writing, writing
from .media import stored_names
from .migrations import applied
from .moments import one_moment
from .tables import kept_tables, named_files

Say = Callable[[str], None]


@dataclass(frozen=True)
class Taken:
    """What a backup holds; `missing` are the names of uploads that rows speak of and that aren't there."""

    rows: int
    tables: int
    files: int
    missing: list[str]


def take_backup(path: Path, *, say: Say, using: str = DEFAULT_DB_ALIAS) -> Taken:
    """Write all rows, as of one moment, and all uploads to a file, which is there when everything is in it.

    `say` is told of each step. Raises BackupError, OSError, DatabaseError; then there is no file.
    """
    with writing(path) as file:
        # Uploads have names of their content and never change. Those that a row of that moment names are here by now,
        # even if they are deleted while rows are read, or come with the second look.
        add_files(file, say)
        with one_moment(connections[using]):
            begun = timezone.now()
            rows = sum(add_table(file, table, using, say) for table in kept_tables())
            add_files(file, say)
            named, migrations = named_files(using), applied(using)
        file.end({"made": begun.isoformat(), "migrations": migrations})
    return Taken(rows, len(file.tables), len(file.media), sorted(named - file.media.keys()))


def add_table(file: Writing, table, using: str, say: Say) -> int:
    rows = file.add_table(table.name, table.columns, table.lines(using))
    say(f"{table.name}: {rows:,} rows")
    return rows


def add_files(file: Writing, say: Say) -> None:
    """The uploads that aren't in the file yet."""
    for name in stored_names(default_storage):
        if name in file.media:
            continue
        try:
            with default_storage.open(name) as stream:
                file.add_file(name, stream)
        except FileNotFoundError:
            continue  # deleted since the folder was listed
        say(f"{name}: {file.media[name]['size']:,} bytes")
