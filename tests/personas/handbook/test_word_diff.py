"""Two texts word by word."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personas.handbook import word_diff
from personas.handbook.word_diff import Fate, compared


def told(old, new):
    return [(str(stretch.fate), stretch.text) for stretch in compared(old, new)]


def test_what_was_removed_stands_before_what_came_in_its_place():
    assert told("Bakes white bread every day", "Bakes dark rye bread every night") == [
        ("same", "Bakes "),
        ("removed", "white "),
        ("added", "dark rye "),
        ("same", "bread every "),
        ("removed", "day"),
        ("added", "night"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "fates"),
    [
        ("", "a b", ["added"]),
        ("a b", "", ["removed"]),
        ("", "", []),
        ("a  b", "a\nb", ["same"]),
        ("a b", "c d", ["removed", "added"]),
    ],
)
def test_the_ends_of_the_scale(old, new, fates):
    assert [fate for fate, _ in told(old, new)] == fates


@given(st.text(alphabet="ab \n", max_size=30), st.text(alphabet="ab \n", max_size=30))
def test_both_texts_are_found_again_but_for_white_space(old, new):
    stretches = compared(old, new)
    for text, fate in ((old, Fate.REMOVED), (new, Fate.ADDED)):
        found = " ".join(stretch.text for stretch in stretches if stretch.fate in (Fate.SAME, fate))
        assert "".join(found.split()) == "".join(text.split())


def test_texts_too_long_for_words_are_compared_by_lines_and_longer_ones_as_wholes(monkeypatch):
    monkeypatch.setattr(word_diff, "MOST_PAIRS", 6)
    assert told("a b\nc d", "a b\nc e") == [("same", "a b\n"), ("removed", "c d"), ("added", "c e")]
    assert told("a\nb\nc", "a\nb\nd") == [("removed", "a\nb\nc"), ("added", "a\nb\nd")]


def test_long_texts_of_few_different_words_are_compared_in_no_time(benchmark_seconds):
    words = random.Random(1).choices(["a", "b", "the"], k=10_000)
    old, new = " ".join(words), " ".join(reversed(words))
    assert benchmark_seconds(lambda: compared(old, new)) < 3


@pytest.fixture
def benchmark_seconds():
    import time

    def seconds(work):
        start = time.process_time()
        work()
        return time.process_time() - start

    return seconds
