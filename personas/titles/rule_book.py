"""Rules made ready for many titles: each title is held only against the rules that share a phrase with it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from . import words
from .answers import PersonaRef
from .phrases import Phrase, Requirement, has_level
from .reading import TitleWords

Sign = str | tuple[str, ...]  # the name of a level, or the words of a phrase
SAID_EXCLUDES = 3
# Words between which a phrase may stand apart: "security" and "engineer" in "Security Java Engineer".
PASSED_OVER = words.NEUTRAL | words.TECHNOLOGIES | words.NUMERALS.keys() | words.STEPS.keys()


@dataclass(frozen=True)
class ReadyRule:
    """A rule whose phrases are read; `pk` is None for one that isn't saved."""

    pk: int | None
    persona: PersonaRef | None
    includes: tuple[Requirement, ...]
    excludes: tuple[Phrase, ...]
    priority: int

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of what it asks for."""
        return frozenset(word for line in self.includes for phrase in line for word in phrase.key)

    @cached_property
    def asked(self) -> tuple[frozenset[Sign], ...]:
        """What of each line one has to be in a title."""
        return tuple(frozenset(map(sign_of, line)) for line in self.includes)

    @cached_property
    def barred(self) -> frozenset[Sign]:
        return frozenset(map(sign_of, self.excludes))

    def fits(self, title: TitleWords, signs: set[Sign]) -> bool:
        """Whether the rule catches a title in which a rule book found those signs."""
        return (
            not any(line.isdisjoint(signs) for line in self.asked)
            and self.barred.isdisjoint(signs)
            and title.others <= self.own_words
            and self.own_words.issuperset(words.OCCUPATIONS.intersection(title.words))
        )

    def reason(self, signs: set[Sign]) -> str:
        """The rule in words: what it found, and what it would not have."""
        met = (next(phrase for phrase in line if sign_of(phrase) in signs) for line in self.includes)
        text = f"Rule: includes {' and '.join(phrase.said for phrase in met)}"
        if not self.excludes:
            return f"{text}."
        named = ", ".join(phrase.said for phrase in self.excludes[:SAID_EXCLUDES])
        more = len(self.excludes) - SAID_EXCLUDES
        return f"{text}; excludes {named}{f' and {more} more' if more > 0 else ''}."


def sign_of(phrase: Phrase) -> Sign:
    """By what a phrase or a level is found in titles."""
    return phrase.level or phrase.key


class RuleBook:
    """Rules in the order in which they win."""

    def __init__(self, rules: Iterable[ReadyRule]):
        self.rules = sorted(rules, key=lambda rule: (rule.priority, rule.pk or 0))
        phrases = [phrase for rule in self.rules for line in (*rule.includes, rule.excludes) for phrase in line]
        self.signs = frozenset(map(sign_of, phrases))
        self.words = frozenset(word for phrase in phrases for word in phrase.key)
        self.longest = max((len(phrase.key) for phrase in phrases), default=1)
        self.by_sign: dict[Sign, list[int]] = defaultdict(list)
        for place, rule in enumerate(self.rules):
            self.enter(place, rule)

    def enter(self, place: int, rule: ReadyRule) -> None:
        """Note where to find the rule: by what the most telling of its lines asks for, a phrase rather than a
        level."""
        line = min(rule.includes, key=lambda line: (any(phrase.level for phrase in line), len(line)))
        for sign in {sign_of(phrase) for phrase in line}:
            self.by_sign[sign].append(place)

    def met_by(self, title: TitleWords) -> list[tuple[ReadyRule, set[Sign]]]:
        """The rules that fit, the winning one first, each with the signs by which they do."""
        signs = self.signs_in(title)
        places = {place for sign in signs for place in self.by_sign.get(sign, ())}
        return [(rule, signs) for place in sorted(places) if (rule := self.rules[place]).fits(title, signs)]

    def signs_in(self, title: TitleWords) -> set[Sign]:
        """The levels of the title, and of the rules' phrases those whose words stand side by side in it."""
        signs: set[Sign] = set(levels_of(title.band, title.step, title.levels))
        if not self.words.isdisjoint(title.words):
            self.add_phrases(signs, title.words)
            if not PASSED_OVER.isdisjoint(title.words):
                self.add_phrases(signs, tuple(word for word in title.words if word not in PASSED_OVER))
        return signs & self.signs

    def add_phrases(self, signs: set[Sign], run: tuple[str, ...]) -> None:
        for start, word in enumerate(run):
            if word in self.words:
                signs.add((word,))
                for end in range(start + 1, min(start + self.longest, len(run))):
                    if run[end] not in self.words:
                        break
                    signs.add(tuple(sorted(run[start : end + 1])))


@lru_cache(maxsize=1000)
def levels_of(band: int, step: int, levels: tuple[str, ...]) -> frozenset[str]:
    """The names of the levels, as rules call them, on which a title stands."""
    return frozenset(level for level in words.CLASSES if has_level(band, step, levels, level))
