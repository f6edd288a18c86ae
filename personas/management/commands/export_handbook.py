"""Write the catalogue as handbook pages."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from personas.handbook.writer import write_handbook
from personas.models import PersonaType


class Command(BaseCommand):
    """Pages go to a directory, made if need be, or one after the other to standard output."""

    help = "Export the catalogue as handbook pages in the canonical dialect."

    def add_arguments(self, parser):
        parser.add_argument("--type", metavar="SLUG", help="Only the page of this persona type.")
        parser.add_argument("--output", metavar="DIR", help="Where to write the pages; without it they are printed.")

    def handle(self, *, type, output, **options):
        try:
            pages = write_handbook(type)
        except PersonaType.DoesNotExist as error:
            raise CommandError(f"There is no persona type “{type}”.") from error
        if output is None:
            self.stdout.write("\n".join(page.text for page in pages))
            return
        try:
            directory = Path(output)
            directory.mkdir(parents=True, exist_ok=True)
            for page in pages:
                (directory / page.name).write_text(page.text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise CommandError(f"{output} can't be written: {error.strerror or error}.") from error
        self.stdout.write(f"Wrote {len(pages)} pages to {output}.")
