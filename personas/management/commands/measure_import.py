"""Say how much of some pages an import would keep."""

from django.core.management.base import BaseCommand, CommandError

from personas.handbook.measure import measure_pages
from personas.handbook.pages import HandbookError

from .import_handbook import open_page


class Command(BaseCommand):
    """Works in a transaction that is undone: the catalogue stays as it is."""

    help = "Measure how many of the pages' words an import and export give back. Nothing is written."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--type", metavar="SLUG", help="The persona type for personas whose page names none.")
        parser.add_argument("--lost", action="store_true", help="List the words that did not come back.")

    def handle(self, *, paths, type, lost, **options):
        try:
            measures = measure_pages([open_page(path) for path in paths], type_slug=type)
        except HandbookError as error:
            raise CommandError(str(error)) from error
        width = max(len(measure.name) for measure in measures)
        self.stdout.write(f"{'page':{width}}  personas   words   found   share")
        for measure in measures:
            figures = f"{measure.personas:8}  {measure.words:6}  {measure.found:6}  {measure.share:6.2%}"
            self.stdout.write(f"{measure.name:{width}}  {figures}")
            if lost and measure.lost:
                words = ", ".join(
                    f"{word} ×{count}" if count > 1 else word for word, count in measure.lost.most_common()
                )
                self.stdout.write(f"{'':{width}}  lost: {words}")
