"""Both ways to find words find the same ones."""

from dataclasses import replace

import pytest

from personas.census.wordlists import Lines, Wordlist, having_words, line_of, under_all
from personas.search.words import parse

TEXTS = ["Tristan Tech Exec", "Zoë, executive", "C++ developer", "Bo", "", "bo Bo exec", "Execs (two)", "Åsa Öl ñandú"]
LINES = [line_of(text) for text in TEXTS]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("exec", [0, 1, 5, 6]),
        ("exec.", [0, 5, 6]),  # a sign after it: the word is whole, in its singular or plural
        ("tec", [0]),
        ("ec", []),
        ("bo", [3, 5]),
        ("zoe", [1]),
        ("ol", [7]),
        ("c", [2]),
        ("developers", [2]),
        ("tech exec", [0]),
    ],
)
def test_lines_and_lists_find_the_same(typed, found):
    lines, words = Lines(LINES), parse(typed).words
    assert sorted(set.intersection(*map(lines.having, words))) == found
    assert sorted(under_all(Wordlist(having_words(enumerate(TEXTS))), words)) == found


def test_a_slip_finds_what_may_be_meant():
    [wanted] = parse("tristna").words
    assert Lines(LINES).having(replace(wanted, near=("tristan", "asa"))) == {0, 7}


def test_no_texts_have_no_words():
    assert Lines([]).having(parse("a").words[0]) == set()
