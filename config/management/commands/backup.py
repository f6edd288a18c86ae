"""Write everything to one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from config.access import audit
from config.backups.errors import BackupError
from config.backups.taking import take_backup


class Command(BaseCommand):
    """All rows, as of one moment, and all uploads; others may go on working meanwhile."""

    help = "Write all rows and uploads to FILE, while others go on working. Sessions are left out."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, help="the backup; best with the day in its name")
        parser.add_argument("--overwrite", action="store_true", help="take the place of a file that is there")

    def handle(self, *, file, overwrite, verbosity, **options):
        if file.exists() and not overwrite:
            raise CommandError(f"{file} is there already: choose another name, or add --overwrite.")
        try:
            taken = take_backup(file, say=self.stdout.write if verbosity > 1 else lambda line: None)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file} can't be written: {error.strerror or error}.") from error
        except DatabaseError as error:
            raise CommandError(f"The database could not be read: {str(error).strip()}") from error
        self.note(file, taken)
        for name in taken.missing:
            self.stderr.write(f"The upload {name} is missing, though a row speaks of it.")
        self.stdout.write(f"Wrote {taken.rows:,} rows of {taken.tables} tables and {taken.files:,} uploads to {file}.")

    def note(self, file: Path, taken) -> None:
        """In the audit log. A database that can only be read is backed up all the same."""
        try:
            audit.record("backed_up", subject=file.name, detail=f"{taken.rows:,} rows, {taken.files:,} uploads")
        except DatabaseError as error:
            self.stderr.write(f"The audit log could not be told of it: {str(error).strip()}")
