"""Whether and how well a text answers a query: the one order of all results, whatever the database found first."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from .words import REMEMBERED, Query, Token, Wanted, shown, tokens

# How well a word answers a wanted one.
EXACT, FORM, STARTS, SLIP = 4, 3, 2, 1
CAREFUL = 3  # places: whether a match stands third or tenth says nothing any more


@dataclass(frozen=True)
class Match:
    """A text that has every wanted word; `rank` sorts the better one first, and is fit for comparing across fields."""

    text: str
    rank: tuple
    marked: tuple[tuple[int, int], ...]


@lru_cache(maxsize=REMEMBERED)
def match(query: Query, text: str) -> Match | None:
    """How the text answers the query, or None when one of the wanted words isn't in it."""
    return Text(text).match(query)


@dataclass(frozen=True)
class Text:
    """A text and its words, found once."""

    raw: str

    @cached_property
    def text(self) -> str:
        return shown(self.raw)

    @cached_property
    def tokens(self) -> list[Token]:
        return list(tokens(self.text))

    def match(self, query: Query) -> Match | None:
        best = [self.best(wanted) for wanted in query.words]
        if not all(quality for quality, _ in best):
            return None
        marked = {
            (token.start, token.end) for token in self.tokens for wanted in query.words if answers(wanted, token.word)
        }
        return Match(self.text, self.rank(query, best), tuple(sorted(marked)))

    def best(self, wanted: Wanted) -> tuple[int, int]:
        """How well the best of the words answers a wanted one, and the place of the first such word."""
        answered = [(answers(wanted, token.word), -place) for place, token in enumerate(self.tokens)]
        quality, place = max(answered, default=(0, 0))
        return quality, -place

    def rank(self, query: Query, best: list[tuple[int, int]]) -> tuple:
        """Whole texts first, then exact words, words in the order asked for, matches at the beginning, short texts."""
        words = tuple(token.word for token in self.tokens)
        places = [place for _, place in best]
        in_a_row = places == list(range(places[0], places[0] + len(places)))
        whole = words == tuple(wanted.word for wanted in query.words)
        quality = sum(quality for quality, _ in best)
        return (not whole, -quality, not in_a_row, min(places[0], CAREFUL), len(words), " ".join(words), self.text)


def answers(wanted: Wanted, word: str) -> int:
    """How well a word answers the wanted one: 0 when it doesn't."""
    if word == wanted.word:
        return EXACT
    if word in wanted.forms:
        return FORM
    if wanted.starts and word.startswith(wanted.word):
        return STARTS
    return SLIP if word in wanted.near else 0
