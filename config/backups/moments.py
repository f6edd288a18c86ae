"""Reading everything as of one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from .errors import BackupError


@contextmanager
def one_moment(connection) -> Iterator[None]:
    """Inside of it, every query sees the same state of the database, and nobody has to wait.

    Raises BackupError inside a transaction, whose own changes nobody else sees yet.
    """
    if connection.in_atomic_block:
        raise BackupError("A backup can't be made inside a transaction.")
    moment = on_sqlite if connection.vendor == "sqlite" else on_postgresql
    with moment(connection):
        yield


@contextmanager
def on_postgresql(connection) -> Iterator[None]:
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def on_sqlite(connection) -> Iterator[None]:
    """Not by Django's own transactions: those begin as writers, and would keep all others waiting."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            # The moment is that of the first reading.
            cursor.execute("SELECT count(*) FROM sqlite_master")
            yield
        finally:
            cursor.execute("ROLLBACK")
