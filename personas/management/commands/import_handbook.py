"""Read handbook pages into the catalogue, or say what that would do."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from config.access import audit
from personas.handbook.apply import apply_plan
from personas.handbook.pages import PAGE_BYTES, HandbookError, Page, read_page
from personas.handbook.plan import make_plan
from personas.handbook.report import as_json, as_text
from personas.models import Persona

PRUNE = "Remove what is no longer on the pages; personas that something else uses stay."


class Command(BaseCommand):
    """Exit status 1 with one sentence, and nothing written, for anything that can't be read."""

    help = "Import handbook pages (Markdown): prints the plan, then applies it in one transaction."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help="A page, or several that belong together.")
        parser.add_argument("--type", metavar="SLUG", help="The persona type for personas whose page names none.")
        parser.add_argument(
            "--status", choices=Persona.Status.values, default="published", help="The status of new personas."
        )
        parser.add_argument("--prune", action="store_true", help=PRUNE)
        parser.add_argument("--dry-run", action="store_true", help="Print the plan and write nothing.")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="How to print the plan.")

    def handle(self, *, paths, type, status, prune, dry_run, format, **options):
        try:
            pages = [open_page(path) for path in with_progress(paths)]
            plan = make_plan(pages, type_slug=type, status=status, prune=prune)
            if not dry_run:
                apply_plan(plan, with_guesses=True)
            if plan.changes_anything and not dry_run:
                audit.record("brought_in", subject="Handbook pages", detail=", ".join(page.name for page in pages))
        except HandbookError as error:
            raise CommandError(str(error)) from error
        write = as_json if format == "json" else as_text
        self.stdout.write(write(plan, dry_run=dry_run))


def with_progress(paths: list[str]):
    """The paths, with a bar on a terminal where there are many."""
    return tqdm(paths, unit="page", disable=None if len(paths) > 2 else True, file=sys.stderr, leave=False)


def open_page(path: str) -> Page:
    """The page in that file. Raises HandbookError with a sentence when there is none to read."""
    file = Path(path)
    if file.is_dir():
        raise HandbookError(f"{path} is a directory: name the pages in it, for instance {path.rstrip('/')}/*.md.")
    try:
        with file.open("rb") as stream:
            return read_page(file.name, stream.read(PAGE_BYTES + 1))
    except OSError as error:
        raise HandbookError(f"{path} can't be read: {error.strerror or error}.") from error
