"""Put back what a backup holds."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError

from config.access import audit
from config.backups.errors import BackupError
from config.backups.migrations import is_new, is_up_to_date
from config.backups.restoring import check_backup, restore_backup


class Command(BaseCommand):
    """Afterwards database and uploads hold what the backup holds; when it can't be done, what they held before."""

    help = "Put the rows and uploads of the backup FILE into a database that is not in use. Everybody signs in anew."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, help="what `backup` wrote")
        parser.add_argument("--replace", action="store_true", help="throw away what the database and uploads hold now")
        parser.add_argument("--check", action="store_true", help="only see whether the file is whole and fits")

    def handle(self, *, file, replace, check, verbosity, **options):
        try:
            if check:
                check_backup(file)
                self.stdout.write(f"{file} is whole, and fits this Dramatis.")
                return
            self.prepare()
            done = restore_backup(file, replace=replace, say=self.stdout.write if verbosity > 1 else lambda line: None)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror or error}. Nothing was changed.") from error
        except DatabaseError as error:
            raise CommandError(f"The database refused it, and nothing was changed: {str(error).strip()}") from error
        audit.record(
            "restored", subject=file.name, detail=f"{done.rows:,} rows, {done.files:,} uploads, made {done.made}"
        )
        self.stdout.write(
            f"Restored {done.rows:,} rows of {done.tables} tables and {done.files:,} uploads from {file}, "
            f"made {done.made}. Every table is as it was."
        )

    def prepare(self) -> None:
        """Make the tables of a database that has none. Raises BackupError for one that needs more than that."""
        if is_new(DEFAULT_DB_ALIAS):
            call_command("migrate", interactive=False, verbosity=0)
        elif not is_up_to_date(DEFAULT_DB_ALIAS):
            raise BackupError("The database isn't up to date: run “manage.py migrate” first.")
