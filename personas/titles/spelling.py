"""Slips of the pen in words of titles: a word that nobody knows, and is nearly one that a known title has."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from . import words

PASSED_OVER = words.NEUTRAL | words.TECHNOLOGIES
SHORTEST = 6  # letters: of shorter words too many differ in one
CACHED = 20_000
# Words of English titles that are one slip away from others: each means what it says.
PROPER = words.listed("""
    police policy contract contact content context marine machine manger realtor creator internal external
    international medical media plant planet mobile product producer production solution station statistical
    industrial financial clinical technical tactical chemical mechanical electrical electronic economic
    education editor auditor director doctor actor sector vector trading training tracking clinic climate
    customer custom consumer retail detail legal regal server service senior junior marketing market
""")


def known_words() -> frozenset[str]:
    """All words of this package's own vocabulary."""
    phrases = [word for phrase in (*words.PHRASES, *words.PHRASES.values()) for word in phrase.split()]
    meanings = [word for meaning in words.ABBREVIATIONS.values() for word in meaning.split()]
    tables = (words.ABBREVIATIONS, words.FORMS, words.FORMS.values(), words.NEAR, words.BANDS, words.STEPS)
    singles = [word for table in tables for word in table]
    sets = words.OTHERS | words.ROLES | words.OCCUPATIONS | words.NEUTRAL | words.TECHNOLOGIES | words.FIELDS
    return frozenset(phrases) | frozenset(meanings) | frozenset(singles) | sets | words.STOP_WORDS | PROPER


VOCABULARY = known_words()


class Speller:
    """Corrects words towards those that it was made with; what it found before, it remembers."""

    def __init__(self, targets: Iterable[str]):
        self.targets = frozenset(targets)
        self.by_start: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.targets | {word for word in words.ROLES if len(word) >= SHORTEST}):
            self.by_start[word[:1]].append(word)
        self.correct = self.targets | VOCABULARY
        self.seen: dict[str, str] = {}

    def corrected_all(self, core: tuple[str, ...]) -> tuple[str, ...]:
        """The words, sorted; the same object where nothing is corrected."""
        if self.correct.issuperset(core):
            return core
        found = tuple(sorted({self.corrected(word) for word in core}))
        return core if found == core else found

    def knows_one_of(self, core: tuple[str, ...]) -> bool:
        """Whether a known title has one of the words, or nearly; a place or a tool is no reason to look."""
        found = (self.corrected(word) for word in core if word not in PASSED_OVER)
        return not self.targets.isdisjoint(found)

    def corrected(self, word: str) -> str:
        """The word itself where it is known or too short, else the one it nearly is, else itself."""
        if len(word) < SHORTEST or word in self.correct:
            return word
        found = self.seen.get(word)
        if found is None:
            if len(self.seen) >= CACHED:
                self.seen.clear()
            found = self.seen[word] = self.nearest(word)
        return found

    def nearest(self, word: str) -> str:
        most = 1 if len(word) < 9 else 2
        near = extractOne(word, self.by_start.get(word[0], ()), scorer=OSA.distance, score_cutoff=most)
        return near[0] if near and len(near[0]) >= SHORTEST - 1 else word
