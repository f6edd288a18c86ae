"""Many titles at once: out of a pasted list or a file, and matched as a table to take away."""

import warnings
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from personas.models.titles import TITLE_LENGTH
from personas.spreadsheets.csv_files import decoded
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.reading import OLD_OFFICE, ZIP
from personas.spreadsheets.sheet import SHEET_BYTES, heading_key
from personas.titles.answers import Match
from personas.titles.catalogue import TitleCatalogue
from personas.titles.headed_rows import csv_rows, xlsx_rows
from personas.titles.matching import match
from personas.wording import one_line

MOST = 10_000
STEP = 1000  # titles between two lines of progress
SAMPLE = 40  # titles by which a column is guessed
LIMITS = f"at most {MOST:,} titles and {SHEET_BYTES // 1024 // 1024} MB"
TOO_MANY = (
    f"These are more than {MOST:,} titles, which is too many for a page. Send them in parts, or ask an administrator "
    f"to run “manage.py match_titles FILE --column title -o OUT.csv”, which has no such limit."
)
TOO_LARGE = (
    f"The file is larger than {SHEET_BYTES // 1024 // 1024} MB. Keep only the column of titles in it, send it in "
    f"parts, or ask an administrator to run “manage.py match_titles FILE --column title -o OUT.csv”."
)
EMPTY = "There is no title in it: give one title a line, or a file with a column of titles."
OLD = "This is an old Excel file (.xls) or a protected one: save it as .xlsx without a password."
# Headings of such columns, the surest first.
KNOWN_HEADINGS = ("job title", "jobtitle", "title", "titles", "job titles", "position", "role", "job role", "job")


@dataclass
class TitleList:
    """Titles in the order of the rows they stand in; `column` is the heading they stood under, in a file."""

    titles: list[str]
    column: str = ""
    cut: int = 0  # titles that were too long, and are looked at as far as a title goes


@dataclass
class Matched:
    """The matches of a list, a row each, and how many of each kind; `nobody` counts titles without a match."""

    rows: list[Match] = field(default_factory=list)
    kinds: Counter = field(default_factory=Counter)
    nobody: Counter = field(default_factory=Counter)


def pasted(text: str) -> TitleList:
    """One title a line; blank lines are passed over. Raises SheetError for none, or too many."""
    return title_list(text.replace("\0", " ").splitlines())


def title_list(texts: Iterable[str], column: str = "") -> TitleList:
    """The texts as titles. Raises SheetError for none, or too many."""
    titles = list(islice(filter(None, map(one_line, texts)), MOST + 1))
    if not titles:
        raise SheetError(EMPTY)
    if len(titles) > MOST:
        raise SheetError(TOO_MANY)
    cut = sum(len(title) > TITLE_LENGTH for title in titles)
    return TitleList([title[:TITLE_LENGTH].strip() for title in titles], column, cut)


def uploaded(upload, wanted: str, catalogue: TitleCatalogue) -> TitleList:
    """The titles in an uploaded CSV or XLSX file, in the column of the heading `wanted`, else in the likeliest one.

    Raises SheetError when the file can't be read, is too large, or has no such column.
    """
    if upload.size > SHEET_BYTES:
        raise SheetError(TOO_LARGE)
    content = upload.read()
    if content.startswith(OLD_OFFICE):
        raise SheetError(OLD)
    heading = one_line(wanted)
    rows = first_rows(content, [heading] if heading else KNOWN_HEADINGS)
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise SheetError(EMPTY)
    place, has_headings = column_of(rows, heading, catalogue)
    texts = (row[place] if place < len(row) else "" for row in rows[has_headings:])
    return title_list(texts, one_line(rows[0][place])[:TITLE_LENGTH] if has_headings else "")


def first_rows(content: bytes, headings: Sequence[str]) -> list[list[str]]:
    """The first rows of a file, one more than may be matched. Raises SheetError."""
    rows = xlsx_rows(content, headings) if content.startswith(ZIP) else csv_rows(decoded(content)[0], headings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the library leaves out, none is text
        return [[cell.replace("\0", " ") for cell in row] for row in islice(rows, MOST + 2)]


def column_of(rows: Sequence[Sequence[str]], wanted: str, catalogue: TitleCatalogue) -> tuple[int, bool]:
    """Where the titles stand, and whether the first row holds headings. Raises SheetError when it can't be told."""
    headings = [heading_key(cell) for cell in rows[0]]
    if wanted:
        if heading_key(wanted) not in headings:
            raise SheetError(f"The file has no column “{wanted[:60]}”. {named(rows[0])}")
        return headings.index(heading_key(wanted)), True
    for known in KNOWN_HEADINGS:
        if known in headings:
            return headings.index(known), True
    if len(headings) == 1:
        return 0, False
    return likeliest(rows, catalogue), True


def likeliest(rows: Sequence[Sequence[str]], catalogue: TitleCatalogue) -> int:
    """The column with most titles that mean somebody. Raises SheetError when no column has any."""

    def understood(place: int) -> int:
        texts = (one_line(row[place])[:TITLE_LENGTH] for row in rows[1 : SAMPLE + 1] if place < len(row))
        return sum(match(text, catalogue).best is not None for text in texts if text)

    scores = [understood(place) for place in range(len(rows[0]))]
    if not any(scores):
        raise SheetError(
            f"Which column holds the titles? Write its heading below and choose the file again. {named(rows[0])}"
        )
    return scores.index(max(scores))


def named(row: Sequence[str]) -> str:
    """The headings of a file, in a sentence."""
    headings = [f"“{one_line(cell)[:40]}”" for cell in row if cell.strip()]
    return f"Its columns are {', '.join(headings[:12])}{' …' if len(headings) > 12 else ''}."


def matching_steps(titles: Sequence[str], catalogue: TitleCatalogue) -> Generator[str, None, Matched]:
    """Match all titles; says before each thousand which they are. A title that comes again is matched once."""
    matched, known = Matched(), {}
    for start in range(0, len(titles), STEP):
        part = titles[start : start + STEP]
        yield f"Titles {start + 1:,} to {start + len(part):,} of {len(titles):,}"
        for title in part:
            if title not in known:
                known[title] = match(title, catalogue)
            add(matched, known[title])
    return matched


def add(matched: Matched, found: Match) -> None:
    matched.rows.append(found)
    matched.kinds[found.best.kind if found.best else "nobody"] += 1
    if not found.best:
        matched.nobody[found.title] += 1


HEADINGS = ("Title", "Persona", "Reason", "Score", "Runner-up", "Runner-up's score", "Persona's address")
WIDTHS = (36, 32, 60, 8, 32, 8, 24)


def table_of(matched: Matched) -> Generator[list, None, None]:
    """The rows of the file to take away, as they are."""
    for found in matched.rows:
        best, second = found.best, found.runner_up
        yield [
            found.title,
            best.persona.heading if best else "",
            best.reason if best else "No match",
            round(best.score) if best else "",
            second.persona.heading if second else "",
            round(second.score) if second else "",
            best.persona.slug if best else "",
        ]
