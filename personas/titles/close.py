"""Close matches: titles about the same thing on the same level, though their letters differ; and how close."""

from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from . import words
from .known import PASSED_OVER, KnownTitles, ReadTitle, letters_of, subject_of
from .reading import TitleWords
from .spelling import Speller

LEAST = 80  # a lower score is no match
START = 97
STEP, BAND, NEAR, LEFT_OUT, SLIP = 2, 3, 4, 2, 4
MOST_LEFT_OUT = 6


def close_titles(title: TitleWords, known: KnownTitles, speller: Speller) -> Iterator[tuple[ReadTitle, float, str]]:
    """Known titles close to this one, with score and what differs, in words.

    Never one on another level of seniority or about another subject, however many letters agree.
    """
    if title.others or title.is_bare:
        return
    core = speller.corrected_all(title.core)
    spelled = title if core is title.core else replace(title, core=core)
    found = known.by_subject.get(subject_of(core)) or known.by_letters.get(letters_of(title), ())
    for read in found:
        if read.title.band == title.band:
            score, differences = closeness(title, spelled, read.title)
            if score >= LEAST:
                yield read, score, differences


def closeness(title: TitleWords, spelled: TitleWords, known: TitleWords) -> tuple[float, str]:
    """How close two titles are that are about the same, 0 to 100, and what differs."""
    lost, said = 0.0, []
    if spelled is not title:
        lost += SLIP + (100 - fuzz.token_sort_ratio(" ".join(title.core), " ".join(spelled.core))) / 2
        said.append("spelt a little otherwise")
    if spelled.step != known.step or bands_of(spelled) != bands_of(known):
        lost += STEP * abs(spelled.step - known.step) + BAND * (bands_of(spelled) != bands_of(known))
        said.append("the level is written otherwise" if spelled.step == known.step else "the level differs a little")
    ours, theirs = set(spelled.core) - PASSED_OVER, set(known.core) - PASSED_OVER
    if ours != theirs:
        swapped = sorted(ours - theirs)
        lost += NEAR * max(len(swapped), len(theirs - ours))
        said.append(f"other words for the same ({', '.join(swapped)})" if swapped else "a word fewer")
    if left := sorted((set(spelled.core) ^ set(known.core)) & PASSED_OVER):
        lost += min(LEFT_OUT * len(left), MOST_LEFT_OUT)
        said.append(f"“{' '.join(left)}” makes no difference")
    if not said and set(spelled.levels) != set(known.levels):
        said.append("the level is written otherwise")
    return round(max(START - lost, 0), 1), "; ".join(said) or "the words are joined otherwise"


def bands_of(title: TitleWords) -> set[str]:
    """The words that give the title its band: "head" and "director" are on one level and not the same."""
    return {word for word in title.levels if word in words.BANDS}
