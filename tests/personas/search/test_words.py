"""What a word is, and what is asked for."""

import unicodedata

import pytest

from personas.search.words import MOST_WORDS, Wanted, forms_of, parse, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Silos between teams", ["silos", "between", "teams"]),
        ("Zoë, Łukasz & ÉQUIPE", ["zoe", "łukasz", "equipe"]),
        ("Zoe\u0308 said", ["zoe", "said"]),
        ("tools/process_owner", ["tools", "process", "owner"]),
        ("don’t", ["don", "t"]),
        ("Άλφα Дом", ["άλφα", "дом"]),
        ("C++ 2.0", ["c", "2", "0"]),
        ("!?", []),
    ],
)
def test_words(text, words):
    assert words_of(unicodedata.normalize("NFC", text)) == tuple(words)


def test_the_last_word_may_be_unfinished():
    assert [wanted.starts for wanted in parse("head of proc").words] == [False, False, True]


@pytest.mark.parametrize("typed", ["C++", "“silos”", "tris."])
def test_a_sign_ends_the_last_word(typed):
    assert [wanted.starts for wanted in parse(typed).words] == [False]


def test_small_words_count_only_where_nothing_else_is_there():
    assert (parse("the goals and aims").key, parse("the").key) == ("goals aims", "the")


def test_long_searches_are_cut():
    words = parse(" ".join(f"word{number}" for number in range(99))).words
    assert len(words) == MOST_WORDS
    assert len(parse("x" * 5000).typed) == 200


def test_what_is_typed_is_tidied_for_the_screen():
    assert parse(" a\0b\n  c ").typed == "a b c"


def test_a_search_for_signs_asks_for_nothing():
    assert parse("?!").words == ()


@pytest.mark.parametrize(
    ("word", "forms"),
    [("story", ("stories",)), ("stories", ("story", "storiess")), ("silo", ("silos",)), ("2024", ()), ("vp", ())],
)
def test_forms(word, forms):
    assert forms_of(word) == forms


def test_wanted_words_are_equal_by_what_they_say():
    assert parse("Silo").words == parse("silo").words == (Wanted("silo", ("silos",), starts=True),)
