"""Which words a misspelt one may stand for."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from .words import LONGEST_WORD, Wanted

SHORTEST = 4  # letters: in shorter words one slip makes another word
LONG = 8  # letters from which on two slips are forgiven
ENDING = 2  # letters that have to be right where the first one isn't
MOST = 12  # words that one word may stand for


@dataclass(frozen=True)
class Likeness:
    """What the database can tell of words that may be meant: how they begin or end, and how long they are."""

    beginning: str
    ending: str
    shortest: int
    longest: int


# Likenesses → the indexed words like that.
WordsLike = Callable[[Sequence[Likeness]], Collection[str]]


def near_words(words: Iterable[Wanted], words_like: WordsLike) -> dict[str, tuple[str, ...]]:
    """The words that each of the wanted ones may be a slip of, the closest first. At most two questions.

    Most slips leave the first letter as it was; only where no such word is found, words with the same end are asked
    for, which costs more.
    """
    doubtful = [wanted for wanted in words if slips_allowed(wanted.word)]
    near = closest(doubtful, words_like, beginning)
    return near | closest([wanted for wanted in doubtful if not near[wanted.word]], words_like, ending)


def closest(wanted: Sequence[Wanted], words_like: WordsLike, likeness: Callable) -> dict[str, tuple[str, ...]]:
    known = words_like([likeness(each) for each in wanted]) if wanted else ()
    return {each.word: pick(each, known) for each in wanted}


def pick(wanted: Wanted, known: Iterable[str]) -> tuple[str, ...]:
    """Those of the known words that may be meant, the closest first; the same on every database."""
    slips = sorted((distance, word) for word in known if (distance := slips_between(wanted, word)) is not None)
    return tuple(word for _, word in slips[:MOST])


def beginning(wanted: Wanted) -> Likeness:
    """Words with the same first letter, about as long or, where a beginning will do, longer."""
    allowed = slips_allowed(wanted.word)
    longest = LONGEST_WORD if wanted.starts else len(wanted.word) + allowed
    return Likeness(wanted.word[0], "", len(wanted.word) - allowed, longest)


def ending(wanted: Wanted) -> Likeness:
    """Words with the same last letters, about as long."""
    allowed = slips_allowed(wanted.word)
    return Likeness("", wanted.word[-ENDING:], len(wanted.word) - allowed, len(wanted.word) + allowed)


def slips_allowed(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped. None in numbers: "2024" isn't "2025"."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) < LONG else 2


def slips_between(wanted: Wanted, known: str) -> int | None:
    """How many slips make the known word the wanted one, or None when they are too many.

    Where a beginning will do, the known word may go on; that counts as one slip more.
    """
    allowed = slips_allowed(wanted.word)
    if not known.isalpha() or known == wanted.word:
        return None
    distance = OSA.distance(wanted.word, known, score_cutoff=allowed)
    if distance <= allowed:
        return distance
    if wanted.starts and len(known) > len(wanted.word) > SHORTEST:
        lengths = range(len(wanted.word) - 1, len(wanted.word) + 2)
        distance = min(OSA.distance(wanted.word, known[:length], score_cutoff=allowed) for length in lengths)
        return distance + 1 if distance <= allowed else None
    return None
