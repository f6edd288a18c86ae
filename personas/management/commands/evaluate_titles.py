"""Say how well titles are matched, over titles whose personas are known."""

import sys
from collections import defaultdict

from django.core.management.base import BaseCommand, CommandError

from personas.spreadsheets.errors import SheetError
from personas.titles.catalogue import load
from personas.titles.evaluation import CONFIDENT, Evaluation, evaluate, read_labelled
from personas.titles.files import read_content

NO_MATCH = "no match"


class Command(BaseCommand):
    """Writes nothing. Exit status 1 with one sentence for a file that can't be read."""

    help = (
        "Match the titles of a CSV or XLSX file with the columns title and persona (addresses of personas of which "
        "any is right, with spaces between; empty where none is), and print figures and the confusion table."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", metavar="FILE", help="The table; “-” for standard input.")
        parser.add_argument("--mistakes", action="store_true", help="List the titles that were answered otherwise.")

    def handle(self, *, path, mistakes, **options):
        catalogue = load()
        try:
            labelled = read_labelled(read_content(path, sys.stdin), (each.slug for each in catalogue.people.values()))
        except SheetError as error:
            raise CommandError(str(error)) from error
        evaluation = evaluate(labelled, catalogue)
        for line in (*figures(evaluation), "", *confusion_table(evaluation)):
            self.stdout.write(line)
        if mistakes:
            for line in ("", *mistake_lines(evaluation)):
                self.stdout.write(line)


def figures(evaluation: Evaluation) -> list[str]:
    return [
        f"titles               {evaluation.total:6,}",
        f"accuracy             {evaluation.accuracy:6.1%}  answered as expected, “no match” included",
        f"coverage             {evaluation.coverage:6.1%}  of those with a persona were given one",
        f"wrong but confident  {evaluation.wrong_but_confident:6.1%}  a wrong persona with {CONFIDENT} or more",
        f"right {evaluation.right}, rightly none {evaluation.rightly_none}, missed {evaluation.missed}, "
        f"wrong {evaluation.wrong}",
    ]


def confusion_table(evaluation: Evaluation) -> list[str]:
    """A row for each persona that was expected: how often it was answered, and what was answered instead."""
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    for (wanted, got), count in evaluation.confusion.items():
        rows[wanted or NO_MATCH][got or NO_MATCH] = count
    width = max(map(len, rows))
    lines = [f"{'expected':{width}}  titles  right  answered instead"]
    for wanted, answers in sorted(rows.items()):
        others = sorted(((got, count) for got, count in answers.items() if got != wanted), key=lambda each: -each[1])
        said = ", ".join(f"{got} ×{count}" for got, count in others)
        right = answers.get(wanted, 0)
        lines.append(f"{wanted:{width}}  {sum(answers.values()):6}  {right:5}  {said}".rstrip())
    return lines


def mistake_lines(evaluation: Evaluation) -> list[str]:
    return [
        f"{each.title}: {slug or NO_MATCH} instead of {' or '.join(each.expected) or NO_MATCH}. {reason}".rstrip()
        for each, slug, reason in evaluation.mistakes
    ]
