"""Say whom the job titles in a table mean."""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from personas.spreadsheets.defusing import restored
from personas.spreadsheets.errors import SheetError
from personas.titles import unmatched
from personas.titles.catalogue import load
from personas.titles.files import STANDARD, read_content, whole_file
from personas.titles.parallel import rows_of
from personas.titles.sheets import HEADINGS, read_rows


class Command(BaseCommand):
    """Exit status 1 with one sentence, and no file written, for anything that can't be read."""

    help = (
        "Match the job titles in a column of a CSV or XLSX file against the published personas. Writes a CSV with a "
        "row for each row of the file, in its order: " + ", ".join(HEADINGS) + "."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="FILE", help="The table; “-” for standard input.")
        parser.add_argument("--column", default="title", help="The heading above the titles (default: title).")
        parser.add_argument("-o", "--output", default=STANDARD, metavar="OUT.csv", help="Default: standard output.")
        parser.add_argument(
            "--count-unmatched", action="store_true", help="Count titles without a persona in the editors' queue."
        )

    def handle(self, *, path, column, output, count_unmatched, **options):
        try:
            tally = self.match(path, column, output)
        except SheetError as error:
            raise CommandError(str(error)) from error
        if count_unmatched:
            unmatched.count_unmatched(tally.unmatched)
        out = self.stderr if output == STANDARD else self.stdout
        out.write(str(tally), style_func=str)

    def match(self, path: str, column: str, output: str) -> "Tally":
        table = read_rows(read_content(path, sys.stdin), [column])
        titles = (title for (title,) in table.values)
        tally = Tally()
        rows = tqdm(
            rows_of(titles, load()), total=table.total, unit="title", disable=None, file=sys.stderr, leave=False
        )
        with nullcontext(self.stdout) if output == STANDARD else whole_file(output) as stream:
            writer = csv.writer(stream, lineterminator="\n" if output == STANDARD else "\r\n")
            writer.writerow(HEADINGS)
            writer.writerows(tally.counted(rows))
        return tally


class Tally:
    """Counts rows of matches as they pass."""

    def __init__(self):
        self.total = self.matched = self.blank = 0
        self.unmatched: Counter[str] = Counter()

    def counted(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        """The rows as they are."""
        for row in rows:
            self.total += 1
            title = restored(row[0])
            if row[1]:
                self.matched += 1
            elif title.strip():
                self.unmatched[title] += 1
            else:
                self.blank += 1
            yield row

    def __str__(self):
        missing = self.total - self.matched - self.blank
        blank = f", {self.blank:,} blank" if self.blank else ""
        rows = "row" if self.total == 1 else "rows"
        return f"{self.total:,} {rows}: {self.matched:,} with a persona, {missing:,} without{blank}."
