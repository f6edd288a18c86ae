"""How well titles are matched: figures over titles whose personas somebody wrote down.

`tune.csv` and `test.csv` hold such titles for the starter catalogue, written by hand: the first to improve rules and
words with, the second only to measure. An empty persona means that no persona is right; several, that each would be.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from personas.spreadsheets.errors import SheetError
from personas.titles.catalogue import TitleCatalogue
from personas.titles.matching import match_many
from personas.titles.sheets import read_rows

COLUMNS = ("title", "persona")
CONFIDENT = 90  # an answer with this score or more is acted on without a look
NOBODY = ""


@dataclass(frozen=True)
class Labelled:
    """A title and the addresses of the personas of which any is right; none of them: no persona is."""

    title: str
    expected: tuple[str, ...]


@dataclass
class Evaluation:
    """What came of matching labelled titles; `confusion` counts pairs of what was expected and what was answered."""

    right: int = 0
    rightly_none: int = 0
    missed: int = 0
    wrong: int = 0
    confidently_wrong: int = 0
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    mistakes: list[tuple[Labelled, str, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.right + self.rightly_none + self.missed + self.wrong

    @property
    def accuracy(self) -> float:
        """The share of titles that were answered as expected, with “no match” where none was."""
        return share(self.right + self.rightly_none, self.total)

    @property
    def coverage(self) -> float:
        """The share of titles with a persona that were given one, the right one or not."""
        expected = sum(count for (wanted, _), count in self.confusion.items() if wanted)
        answered = sum(count for (wanted, got), count in self.confusion.items() if wanted and got)
        return share(answered, expected)

    @property
    def wrong_but_confident(self) -> float:
        """The share of titles that were given a wrong persona with a high score."""
        return share(self.confidently_wrong, self.total)

    def add(self, labelled: Labelled, slug: str, score: float, reason: str) -> None:
        """Count the answer to one title."""
        is_right = slug in labelled.expected if labelled.expected else not slug
        wanted = slug if is_right else " or ".join(labelled.expected)
        self.confusion[wanted, slug] += 1
        if is_right:
            self.right += bool(slug)
            self.rightly_none += not slug
            return
        self.missed += not slug
        self.wrong += bool(slug)
        self.confidently_wrong += bool(slug) and score >= CONFIDENT
        self.mistakes.append((labelled, slug, reason))


def share(count: int, total: int) -> float:
    return count / total if total else 0.0


def read_labelled(content: bytes, known: Iterable[str]) -> list[Labelled]:
    """The labelled titles in a table. Raises SheetError when it can't be read or names a persona that isn't known."""
    known, found = set(known), []
    for number, (title, personas) in enumerate(read_rows(content, COLUMNS).values, 2):
        if not title.strip():
            continue
        expected = tuple(personas.split())
        if unknown := [slug for slug in expected if slug not in known]:
            raise SheetError(f"Row {number}: there is no persona “{unknown[0][:60]}” that titles could mean.")
        found.append(Labelled(title, expected))
    if not found:
        raise SheetError("There is no title below the headings.")
    return found


def evaluate(labelled: Sequence[Labelled], catalogue: TitleCatalogue) -> Evaluation:
    """Match the titles and count."""
    evaluation = Evaluation()
    for each, match in zip(labelled, match_many((each.title for each in labelled), catalogue), strict=True):
        best = match.best
        slug, score, reason = (best.persona.slug, best.score, best.reason) if best else (NOBODY, 0.0, "")
        evaluation.add(each, slug, score, reason)
    return evaluation
