"""What makes the next request find little or nothing of what was kept before. Never inside a timed part."""

from itertools import count

from django.core.cache import caches
from django.db import close_old_connections, connection

from personas.census import keeping
from personas.data_version.keeping import forget_all
from personas.kept.parts import forget_parts
from personas.models import DataVersion, Persona

# Said in SQL: whatever the application makes of its models, a row that changed is a new state of the data.
EDIT = f"UPDATE {Persona._meta.db_table} SET role_label = %s WHERE slug = %s"
GROW = f"UPDATE {DataVersion._meta.db_table} SET number = number + 1"
edits = count(1)
LETTERS = str.maketrans("0123456789", "klmnopqrst")  # numbers are searched for: what an edit says isn't to be found


def edit_one(slug: str) -> None:
    """A persona changes, and with her the number of the data: what is kept of others may stay."""
    changed(EDIT, [f"Unit head {next(edits)}".translate(LETTERS), slug])


def make_cold() -> None:
    """As in a process that has just started: nothing is kept, neither pages nor parts of them."""
    changed(GROW, [])
    for cache in caches.all(initialized_only=True):
        cache.clear()
    forget_all()
    forget_parts()
    keeping.forget()


def changed(statement: str, values: list) -> None:
    """The statement is carried out, on a connection that no request will use."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    close_old_connections()
