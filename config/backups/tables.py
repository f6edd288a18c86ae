"""The tables of a backup: those of all models, whichever app they belong to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Field, FileField, Model
from django.db.models.query import QuerySet

from .errors import BackupError
from .registry import is_left_out, is_left_running, is_made_by_migrations
from .values import TableHash, as_value, line_of

STEP = 500


@dataclass(frozen=True)
class Table:
    """A model's table with the columns that can be written."""

    model: type[Model]
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def columns(self) -> list[str]:
        return [field.column for field in self.fields]

    def rows(self, using: str) -> Iterator[tuple]:
        """All rows, by primary key, read in portions."""
        # Not through the model's manager, which may hide some.
        rows = QuerySet(self.model, using=using).order_by("pk").values_list(*(field.attname for field in self.fields))
        return rows.iterator(chunk_size=2000)

    def lines(self, using: str) -> Iterator[bytes]:
        return (line_of(self.fields, row) for row in self.rows(using))

    def hash(self, using: str) -> dict:
        found = TableHash()
        for line in self.lines(using):
            found.add(line)
        return found.said

    def empty(self, connection) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(self.name)}")

    def fill(self, connection, rows: Sequence[list]) -> None:
        """Write rows as they were read from a backup, past models and signals. Raises BackupError."""
        quote = connection.ops.quote_name
        columns = ", ".join(map(quote, self.columns))
        places = ", ".join(["%s"] * len(self.fields))
        values = [self._prepared(row, connection) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {quote(self.name)} ({columns}) VALUES ({places})", values)

    def _prepared(self, row: list, connection) -> list:
        """Raises BackupError for a value that no backup of ours has, whatever the file's hashes say."""
        try:
            pairs = zip(self.fields, row, strict=True)
            return [field.get_db_prep_save(as_value(field, kept), connection) for field, kept in pairs]
        except (ValidationError, ValueError, TypeError) as error:
            raise BackupError(
                f"The backup's table {self.name} holds a value that fits none of its columns."
            ) from error


def own_tables() -> list[Table]:
    """Every table that migrations make, by name."""
    models = apps.get_models(include_auto_created=True)
    own = (model for model in models if model._meta.managed and not model._meta.proxy and not model._meta.swapped)
    tables = {model._meta.db_table: Table(model, written_fields(model)) for model in own}
    return [tables[name] for name in sorted(tables)]


def written_fields(model: type[Model]) -> tuple[Field, ...]:
    return tuple(field for field in model._meta.local_concrete_fields if not field.generated)


def kept_tables() -> list[Table]:
    """Those that a backup holds."""
    return [table for table in own_tables() if not (is_left_out(table.model) or is_left_running(table.model))]


def emptied_tables() -> list[Table]:
    """Those that a restore empties: all but what the database keeps by itself."""
    return [table for table in own_tables() if not is_left_running(table.model)]


def tables_in_use(using: str) -> list[str]:
    """The names of tables in which something stands that no migration put there."""
    kept = (table for table in kept_tables() if not is_made_by_migrations(table.model))
    return [table.name for table in kept if QuerySet(table.model, using=using).exists()]


def named_files(using: str) -> set[str]:
    """The names of all uploads that rows speak of."""
    found: set[str] = set()
    for table in kept_tables():
        for name in (field.attname for field in table.fields if isinstance(field, FileField)):
            found.update(QuerySet(table.model, using=using).values_list(name, flat=True))
    return found - {"", None}
