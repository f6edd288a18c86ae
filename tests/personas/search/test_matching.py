"""Which text answers better."""

import pytest

from personas.search.matching import match
from personas.search.words import Query, Wanted, parse


def in_order(typed, *texts):
    return sorted(texts, key=lambda text: match(parse(typed), text).rank)


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("silos", "Silos", "Silos between teams"),
        ("silos", "Silos between teams", "Teams in silos"),
        ("silos", "All of them work in silos", "Silo"),
        ("silo", "Work in a silo", "Silos"),
        ("head of sales", "The head of sales", "Sales, head of"),
        ("budget", "A budget", "A budget that nobody knows"),
        ("b", "B", "Beta"),
    ],
)
def test_the_better_one_comes_first(typed, better, worse):
    assert in_order(typed, worse, better) == [better, worse]


def test_a_slip_answers_worse_than_a_beginning():
    query = Query("rep", (Wanted("rep", starts=True, near=("reap",)),))
    assert sorted(["Reap", "Report"], key=lambda text: match(query, text).rank) == ["Report", "Reap"]


def test_all_words_have_to_be_there():
    assert match(parse("silos budget"), "Silos between teams") is None


def test_the_order_of_equals_is_settled_by_their_words():
    assert in_order("case", "Case two", "case one") == ["case one", "Case two"]
