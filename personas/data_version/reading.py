"""The number as a request sees it."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.db import connections, router

from personas.models import DataVersion

from .registry import CHANGES, TABLES, Numbered, number_name

# Two questions that an index answers: as one, with OR, SQLite would look at all notes of the name.
SINCE = (
    f"SELECT number, whose FROM {CHANGES} WHERE name = %s AND number >= %s"
    f" UNION ALL SELECT number, whose FROM {CHANGES} WHERE name = %s AND number IS NULL"
)
# The number that was asked for inside `asked_once`, when it was asked for.
_asked: ContextVar[list[int | None] | None] = ContextVar("asked", default=None)
# The numbers of the tables in the state of the catalogue that this process looked at last.
_tables: tuple[int | None, dict[str, int]] = (None, {})


def current() -> int | None:
    """The number of the catalogue's present state; None when nothing made from it may be kept.

    Ask before reading what is to be kept: what is read afterwards is at least as new as the number, so nothing old is
    ever kept under a new one. One query, in a request that only reads at most one. None inside a transaction: what it
    changed itself has no number yet, and may never get one.
    """
    connection = connections[router.db_for_read(DataVersion)]
    if not connection.get_autocommit():
        return None
    known = _asked.get()
    if known is None:
        return number_in(connection)
    if not known:
        known.append(number_in(connection))
    return known[0]


def numbers_of(*models: Numbered) -> tuple[int, ...] | None:
    """The numbers of these models' tables, or of aspects of them, for what is made of nothing else: as `current`, and
    to be asked for as early. One query after a change of anything, else none beside that of `current`."""
    global _tables
    number = current()
    if number is None:
        return None
    known = _tables
    if known[0] != number:
        known = _tables = number, tables_in(connections[router.db_for_read(DataVersion)])
    found = tuple(map(known[1].get, map(number_name, models)))
    return None if None in found else found


def tables_in(connection) -> dict[str, int]:
    """The number that each table has now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, number FROM {TABLES}")
        return dict(cursor.fetchall())


def number_in(connection) -> int | None:
    """The number that the database has now; None when it has none, as after emptying all tables."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT number FROM "{DataVersion._meta.db_table}" WHERE id = 1')
        row = cursor.fetchone()
    return row and row[0]


@lru_cache(maxsize=16)
def changed_between(numbered: Numbered, before: int, now: int) -> frozenset[int] | None:
    """Whose rows have changed since a number of the table, up to its present one, as `register_changes` says; None
    where that can't be told. More of them may be named that have changed meanwhile.

    It can be told only where both numbers are noted: a database that was put back to an older state lacks the first,
    one where triggers were missing the second.
    """
    connection = connections[router.db_for_read(DataVersion)]
    with connection.cursor() as cursor:
        name = number_name(numbered)
        cursor.execute(SINCE, [name, before, name])
        rows = cursor.fetchall()
    numbers, whose = ({row[place] for row in rows} for place in (0, 1))
    if not {before, now} <= numbers or None in numbers | whose:
        return None
    return frozenset(key for number, key in rows if number > before)


@contextmanager
def asked_once():
    """Inside of it, the number is asked for once: what a request shows is of one state."""
    token = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(token)
