"""Finds migrations that the version before them couldn't work with: expand first, contract later. `make lint`.

python -m scripts.migration_lint [--since personas=0008 …]

Judged by the statements for PostgreSQL, on which several versions serve at once, on a server that is thrown away.
"""

import argparse
import contextlib
import io
import os
import sys

from scripts.postgres import PostgresMissingError, throwaway_server

# The last migration of each app that was there before this was looked at. One that contracts what no version uses any
# more is let through by django_migration_linter's `IgnoreMigration()`, with a comment that says since when.
BASE = {"access": "0002", "enablement": "0002", "journeys": "0001", "personas": "0008"}
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "only-for-linting", "LOG_LEVEL": "WARNING"}


def main(words):
    """Judges every migration after the base, and returns the exit status."""
    try:
        with throwaway_server() as address:
            os.environ |= SETTINGS | {"DATABASE_URL": address}
            return judged(base_of(words))
    except PostgresMissingError as error:
        print(f"PostgreSQL can't be had, so no migration was judged: {error}", file=sys.stderr)
        return 1


def base_of(words):
    """The last migration by app that isn't judged, as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m scripts.migration_lint", description=__doc__.splitlines()[0])
    parser.add_argument("--since", nargs="+", default=[], metavar="APP=NUMBER", help="judge all that come after these")
    return BASE | dict(pair.split("=", 1) for pair in parser.parse_args(words).since)


def judged(base):
    """1 where a migration takes away what the version before it uses, else 0; what is wrong is printed."""
    import django

    django.setup()
    from django.db import connections
    from django_migration_linter import MigrationLinter

    try:
        linter = MigrationLinter(no_cache=True)
        found = faults(linter, after(base, linter.migration_loader.disk_migrations.values()))
    finally:
        connections.close_all()
    print(found, end="", file=sys.stderr)
    return 1 if found else 0


def after(base, migrations):
    """Those of our own apps that come after the base, in order."""
    own = (migration for migration in migrations if migration.app_label in base)
    later = (migration for migration in own if migration.name[:4] > base[migration.app_label])
    return sorted(later, key=lambda migration: (migration.app_label, migration.name))


def faults(linter, migrations):
    """What the linter says of the migrations; nothing when all are well."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        for migration in migrations:
            linter.lint_migration(migration)
    return said.getvalue() if linter.has_errors else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
