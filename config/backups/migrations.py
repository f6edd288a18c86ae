"""Which shape a database has: the migrations that made it."""

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from .errors import BackupError


def applied(using: str) -> list[str]:
    """All migrations that were applied and that the software knows, as “app.name”."""
    loader = MigrationExecutor(connections[using]).loader
    return sorted(".".join(each) for each in loader.applied_migrations if each in loader.graph.nodes)


def known(using: str) -> list[str]:
    """All that an up-to-date database has."""
    return sorted(".".join(each) for each in MigrationExecutor(connections[using]).loader.graph.nodes)


def is_new(using: str) -> bool:
    """Whether nobody has migrated the database yet."""
    return not connections[using].introspection.table_names()


def is_up_to_date(using: str) -> bool:
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def refuse_other_shape(kept: list[str], using: str) -> None:
    """Raise BackupError unless the backup's tables are shaped as this software's are."""
    here = set(known(using))
    if unknown := sorted(set(kept) - here):
        raise BackupError(
            "The backup was made by a newer Dramatis, or one with other parts: "
            f"this one doesn't know {named(unknown)}. Install that version, and restore there."
        )
    if missing := sorted(here - set(kept)):
        raise BackupError(
            f"The backup was made by an older Dramatis, before {named(missing)}. Install that version, restore there, "
            "and upgrade it: docs/operations.md says how."
        )


def named(migrations: list[str]) -> str:
    more = f" and {len(migrations) - 3} more" if len(migrations) > 3 else ""
    return ", ".join(migrations[:3]) + more
