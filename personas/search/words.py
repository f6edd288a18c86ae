"""What a word is, and what somebody asks for."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from personas.wording import SMALL_WORDS, singular

LONGEST_TYPED = 200  # characters of a search that are read
MOST_WORDS = 8
REMEMBERED = 5000  # texts of which the words are remembered: after a change nearly all are looked at again
LONGEST_WORD = 100  # letters of a word that are compared
# Letters and digits, and accents that no letter was found for.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
ACCENTS = re.compile(r"[\u0300-\u036f]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Token:
    """A word of a text, folded, and where it stands in the text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Wanted:
    """One word of a search: what was typed, folded; other forms of it; and words that it may be a slip of.

    `starts` says that a longer word with this beginning will do.
    """

    word: str
    forms: tuple[str, ...] = ()
    starts: bool = False
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """What somebody asks for: all of the words. `typed` is the search as typed, tidied up for a screen."""

    typed: str
    words: tuple[Wanted, ...]

    def __hash__(self) -> int:
        return self.hash  # it is a key for every text that is looked at

    @cached_property
    def hash(self) -> int:
        return hash((self.typed, self.words))

    @property
    def key(self) -> str:
        """Equal for searches that ask for the same."""
        return " ".join(wanted.word for wanted in self.words)

    def with_near(self, near: dict[str, tuple[str, ...]]) -> "Query":
        """The same, where each word may also be a slip of the words named for it."""
        return Query(self.typed, tuple(replace(each, near=near.get(each.word, ())) for each in self.words))


def shown(text: str) -> str:
    """The text as it is searched and shown: letters and their accents put together."""
    return unicodedata.normalize("NFC", text)


def fold(letter: str) -> str:
    """A letter in lower case and, when it is Latin, without accents. The databases fold exactly so."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base.lower() if base.isascii() else letter.lower()[0]


def folded(text: str) -> str:
    """A text as it is shown, letter by letter folded: equally long."""
    return text.lower() if text.isascii() else "".join(map(fold, text))


def tokens(text: str) -> Iterator[Token]:
    """The words of a text as it is shown, in order."""
    for match in WORD.finditer(folded(text)):
        yield Token(ACCENTS.sub("", match[0])[:LONGEST_WORD], match.start(), match.end())


@lru_cache(maxsize=REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text))


@lru_cache(maxsize=100)
def parse(typed: str) -> Query:
    """What a typed search asks for. Signs between words mean nothing, "and" and its like only where nothing else is
    there; the last word may be the beginning of one, unless a sign follows it: "C++", "silos" in quotes."""
    tidy = " ".join(CONTROL.sub(" ", shown(typed[:LONGEST_TYPED])).split())
    words = list(dict.fromkeys(words_of(tidy)))[:MOST_WORDS]
    telling = [word for word in words if word not in SMALL_WORDS] or words
    wanted = [Wanted(word, forms_of(word)) for word in telling]
    return Query(tidy, (*wanted[:-1], *(replace(last, starts=tidy[-1].isalnum()) for last in wanted[-1:])))


def forms_of(word: str) -> tuple[str, ...]:
    """The singular and the plurals of an English word, as far as they differ from it."""
    if len(word) < 3 or not word.isalpha():
        return ()
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return tuple(form for form in dict.fromkeys((singular(word), plural)) if form != word)
