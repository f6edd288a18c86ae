"""Misspelt words."""

import pytest

from personas.search.slips import MOST, near_words, slips_between
from personas.search.words import Wanted


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("procuremnt", "procurement"),
        ("procrement", "procurement"),
        ("analist", "analyst"),
        ("slios", "silos"),
        ("dato", "data"),
        ("rpocurement", "procurement"),
        ("aproval", "approval"),
    ],
)
def test_a_slip_is_forgiven(typed, meant):
    assert slips_between(Wanted(typed), meant) is not None


@pytest.mark.parametrize(
    ("typed", "other"),
    [("cto", "cfo"), ("2024", "2025"), ("data", "dame"), ("goal", "goal"), ("silos", "solo"), ("report", "reports2")],
)
def test_another_word_is_no_slip(typed, other):
    assert slips_between(Wanted(typed), other) is None


def test_an_unfinished_word_may_have_a_slip():
    assert slips_between(Wanted("procrem", starts=True), "procurement") == 2
    assert slips_between(Wanted("procrem"), "procurement") is None


def test_ends_are_asked_for_only_where_no_beginning_is_near():
    questions = []

    def known(likenesses):
        questions.append([(each.beginning, each.ending) for each in likenesses])
        return {"silos", "procurement"}

    words = [Wanted("slios"), Wanted("xilxs"), Wanted("cto")]
    assert near_words(words, known) == {"slios": ("silos",), "xilxs": ()}
    assert questions == [[("s", ""), ("x", "")], [("", "xs")]]


def test_the_closest_come_first_and_not_too_many():
    words = {f"repor{letter}" for letter in "abcdefghijklmnopqrs"} | {"report"}
    found = near_words([Wanted("reportt")], lambda likenesses: words)["reportt"]
    assert (found[0], len(found) <= MOST) == ("report", True)
