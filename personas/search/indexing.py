"""The database's part of the search, whichever database it is."""

from collections.abc import Collection, Sequence

from django.db import connections, router
from django.db.models.expressions import RawSQL

from . import postgresql, sqlite
from .slips import Likeness
from .sources import Source, sources
from .words import Query

DATABASES = {"postgresql": postgresql, "sqlite": sqlite}


def install_indexes(using: str, **signal) -> None:
    """Index every source whose table is there; after each migration, as migrations on SQLite lose triggers."""
    connection = connections[using]
    if connection.vendor in DATABASES:
        tables = set(connection.introspection.table_names())
        there = [source for source in sources() if source.table in tables]
        DATABASES[connection.vendor].install(connection, there)


def holding(source: Source, query: Query) -> RawSQL:
    """The primary keys of the source's rows that hold all words of the query, as a subquery for `pk__in`."""
    subquery, parameters = database().holding(source, query.words)
    return RawSQL(subquery, parameters)


def words_like(likenesses: Sequence[Likeness]) -> Collection[str]:
    """The indexed words that begin or end, and are as long, as one of the likenesses says."""
    return database().words_like(read_connection(), sources(), likenesses)


def read_connection():
    return connections[router.db_for_read(sources()[0].model)]


def database():
    return DATABASES[read_connection().vendor]
