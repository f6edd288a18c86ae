"""The database as migrations left it, after each test that isn't one transaction.

Django's flush empties every table and runs what follows a migration, which takes a second on PostgreSQL; most tests
wrote into a handful of tables.
"""

from django.db import connections, transaction
from django.test import TransactionTestCase

from personas.models import DataVersion

# Rises for ever, whatever becomes of the rows.
COUNTER = DataVersion._meta.db_table
# Something else as soon as there is another table or trigger, or one less.
SCHEMA = {
    "sqlite": "PRAGMA schema_version",
    "postgresql": "SELECT t.*, c.* FROM (SELECT count(*), max(oid) FROM pg_trigger) t,"
    " (SELECT count(*), max(oid) FROM pg_class) c",
}


class AsMigrated:
    """What a database held when it was asked, as `restore` brings it back."""

    def __init__(self, connection):
        self.connection = connection
        with connection.cursor() as cursor:
            self.schema = self.schema_now(cursor)
            names = connection.introspection.django_table_names(only_existing=True, include_views=False)
            self.tables = sorted(set(names) - {COUNTER})
            self.rows = {table: self.rows_of(cursor, table) for table in self.filled(cursor)}

    def restore(self) -> bool:
        """Takes away what was added since, and brings back what is missing or changed; False where the schema has
        changed, too, so that this isn't enough."""
        with transaction.atomic(self.connection.alias), self.connection.cursor() as cursor:
            if self.schema_now(cursor) != self.schema:
                return False
            for table in {*self.filled(cursor), *self.rows}:
                rows = self.rows.get(table, [])
                if not rows or self.rows_of(cursor, table) != rows:
                    self.replace(cursor, table, rows)
        return True

    def schema_now(self, cursor) -> list[tuple]:
        """The state of the schema, and whether the data has its number."""
        cursor.execute(SCHEMA[self.connection.vendor])
        schema = cursor.fetchall()
        cursor.execute(f'SELECT count(*) FROM "{COUNTER}"')
        return [*schema, *cursor.fetchall()]

    def filled(self, cursor) -> list[str]:
        """The tables that have rows."""
        each = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in self.tables)
        cursor.execute(" UNION ALL ".join(each))
        return [table for (table,) in cursor.fetchall()]

    def rows_of(self, cursor, table: str) -> list[tuple]:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
        return cursor.fetchall()

    def replace(self, cursor, table: str, rows: list[tuple]) -> None:
        cursor.execute(f'DELETE FROM "{table}"')
        for row in rows:
            cursor.execute(f'INSERT INTO "{table}" VALUES ({", ".join(["%s"] * len(row))})', row)


def emptying(alias: str):
    """A method for `TransactionTestCase._fixture_teardown`, made while the database is as migrations left it."""
    flush, states = TransactionTestCase._fixture_teardown, [AsMigrated(connections[alias])]

    def restore_or_flush(test):
        if not states[-1].restore():
            flush(test)
            states.append(AsMigrated(connections[alias]))

    return restore_or_flush
