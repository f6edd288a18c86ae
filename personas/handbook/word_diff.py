"""Two texts word by word: what was removed, what was added, what stayed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import Indel

WORD = re.compile(r"\S+\s*|^\s+")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
# The comparison takes a bit of memory and of time for each pair: 25 MB and some hundredths of a second at most.
MOST_PAIRS = 200_000_000


class Fate(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Stretch:
    """Words after one another with the same fate. Those of a kept one are as the newer text has them."""

    fate: Fate
    text: str


def compared(old: str, new: str) -> list[Stretch]:
    """Both texts as stretches in order, what was removed before what was added in its place.

    White space between words makes no difference. Texts too long to be compared by words are compared by lines, and
    longer ones as wholes.
    """
    for parts in (WORD, LINE):
        olds, news = parts.findall(old), parts.findall(new)
        if len(olds) * len(news) <= MOST_PAIRS:
            return list(merged(differences(olds, news)))
    return list(merged([(Fate.REMOVED, old), (Fate.ADDED, new)]))


def differences(olds: list[str], news: list[str]) -> Iterator[tuple[Fate, str]]:
    """The fate of each part of either list."""
    bare, others = [part.strip() for part in olds], [part.strip() for part in news]
    for tag, start, end, new_start, new_end in Indel.opcodes(bare, others):
        if tag == "equal":
            yield Fate.SAME, "".join(news[new_start:new_end])
        else:
            yield Fate.REMOVED, "".join(olds[start:end])
            yield Fate.ADDED, "".join(news[new_start:new_end])


def merged(parts: list[tuple[Fate, str]] | Iterator[tuple[Fate, str]]) -> Iterator[Stretch]:
    """The parts as stretches as long as can be: between two kept ones at most one removed and one added."""
    for is_same, run in groupby((part for part in parts if part[1]), key=lambda part: part[0] == Fate.SAME):
        texts = list(run)
        for fate in (Fate.SAME,) if is_same else (Fate.REMOVED, Fate.ADDED):
            if text := "".join(text for each, text in texts if each == fate):
                yield Stretch(fate, text)
