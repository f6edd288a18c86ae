"""Which rows have a word: the same answer whatever the database, by the search's own idea of a word."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

from personas.search.words import Wanted, words_of

LAST_LETTER = "\U0010ffff"
Key = TypeVar("Key", bound=Hashable)
Entry = TypeVar("Entry")


def having_words(texts: Iterable[tuple[Key, str]]) -> dict[str, list[Key]]:
    """For every word of the texts the keys of those that have it."""
    found = defaultdict(list)
    for key, text in texts:
        for word in set(words_of(text)):
            found[word].append(key)
    return found


class Wordlist(Generic[Entry]):
    """Words, and what is entered under each."""

    def __init__(self, entries: dict[str, Entry]):
        self.entries = entries
        self.words = sorted(entries)

    def under(self, wanted: Wanted) -> Iterator[Entry]:
        """What is entered under the words that answer a wanted one, some of it perhaps twice."""
        for word in (wanted.word, *wanted.forms, *wanted.near):
            if word in self.entries:
                yield self.entries[word]
        if wanted.starts:
            first, last = bisect_left(self.words, wanted.word), bisect_right(self.words, wanted.word + LAST_LETTER)
            yield from map(self.entries.__getitem__, self.words[first:last])


def line_of(text: str) -> str:
    """The words of a text as `Lines` want them."""
    return f" {' '.join(words_of(text))} \n"


class Lines:
    """Texts by the words that they have: a list that costs little to make, as only what is looked for is found. Each
    text is given as its line."""

    def __init__(self, lines: Sequence[str]):
        self.lines = lines

    @cached_property
    def text(self) -> str:
        return "".join(self.lines)

    def having(self, wanted: Wanted) -> set[int]:
        """The numbers, from 0, of the texts with a word that answers the wanted one."""
        there = [words for words in sought(wanted) if words in self.text]
        return {number for words in there for number, line in enumerate(self.lines) if words in line}


def sought(wanted: Wanted) -> list[str]:
    """What is in a line if, and only if, it has a word that answers the wanted one."""
    words = [f" {word} " for word in (*wanted.forms, *wanted.near)]
    return [*words, f" {wanted.word}" if wanted.starts else f" {wanted.word} "]


def under_all(wordlist: Wordlist[Collection[Key]], words: Iterable[Wanted]) -> set[Key]:
    """The keys that are entered under all of the words; none where there are no words."""
    found = [set(chain.from_iterable(wordlist.under(wanted))) for wanted in words]
    return set.intersection(*found) if found else set()
