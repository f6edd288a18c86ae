"""What makes the next request start from nothing: as after an edit, with nothing kept from before."""

from django.core.cache import caches
from django.db import close_old_connections, connection

from personas.models import DataVersion

# Said in SQL: whatever the application makes of its model, a number that grew is a new state of the data.
GROW = f"UPDATE {DataVersion._meta.db_table} SET number = number + 1"


def make_cold() -> None:
    """A new data version, which everything that is kept must ask for, and empty caches. Never inside a timed part."""
    with connection.cursor() as cursor:
        cursor.execute(GROW)
    for cache in caches.all(initialized_only=True):
        cache.clear()
    close_old_connections()
