"""Which rows have a word: the same answer whatever the database, by the search's own idea of a word."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import accumulate, chain
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


class Lines:
    """Texts by the words that they have: a list that costs little to make, as only what is looked for is found."""

    def __init__(self, texts: Iterable[str]):
        lines = [f" {' '.join(words_of(text))} \n" for text in texts]
        self.text = "".join(lines)
        self.ends = list(accumulate(map(len, lines)))

    def having(self, wanted: Wanted) -> set[int]:
        """The numbers, from 0, of the texts with a word that answers the wanted one."""
        sought = [f" {word} " for word in (wanted.word, *wanted.forms, *wanted.near)]
        sought += [f" {wanted.word}"] if wanted.starts else []
        return {bisect_right(self.ends, place) for word in sought for place in places_of(word, self.text)}


def places_of(word: str, text: str) -> Iterator[int]:
    """Wherever the word begins in the text."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def under_all(wordlist: Wordlist[Collection[Key]], words: Iterable[Wanted]) -> set[Key]:
    """The keys that are entered under all of the words; none where there are no words."""
    found = [set(chain.from_iterable(wordlist.under(wanted))) for wanted in words]
    return set.intersection(*found) if found else set()
