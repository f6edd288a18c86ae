"""The database's part: it counts by itself, however rows are written."""

from django.db import connections

from personas.models import DataVersion

from . import postgresql, sqlite
from .registry import watched_tables

DATABASES = {"postgresql": postgresql, "sqlite": sqlite}


def install_triggers(using: str, **signal) -> None:
    """Watch every registered table that is there; after each migration, as migrations on SQLite lose triggers."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if connection.vendor in DATABASES and DataVersion._meta.db_table in tables:
        there = [watched for watched in watched_tables() if watched.table in tables]
        DATABASES[connection.vendor].install(connection, DataVersion._meta.db_table, there)
