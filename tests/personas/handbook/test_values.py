"""Values of the vocabulary on one line, in the spellings people use."""

import pytest

from personas.handbook.values import values_in

from .samples import words


def read(markdown: str, index) -> list[tuple]:
    """(term or None, how, qualifier) of each value."""
    return [
        (value.match and value.match.term.name, value.match and value.match.how, value.qualifier)
        for value in values_in(markdown, index)
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Decision-Maker", [("Decision-maker", "spelling", "")]),
        ("decision makers", [("Decision-maker", "spelling", "")]),
        ("Decison-Maker", [("Decision-maker", "close match", "")]),
        ("Initiator/ Identifier of need", [("Initiator", "alias", "")]),
        ("Identifier of need", [("Initiator", "alias", "")]),
        ("Influencer/Researcher", [("Influencer", "spelling", ""), ("Researcher", "spelling", "")]),
        ("Influencer & Reseacher", [("Influencer", "spelling", ""), ("Researcher", "close match", "")]),
        ("Influencer, Researcher (flour)", [("Influencer", "spelling", ""), ("Researcher", "spelling", "flour")]),
        ("**Influencer** for [buns](https://a.example)", [("Influencer", "spelling", "for buns")]),
        ("Decision-maker for renewals", [("Decision-maker", "spelling", "for renewals")]),
        ("Chief taster / Influencer", [(None, None, ""), ("Influencer", "spelling", "")]),
        ("Salt and pepper fan", [(None, None, "")]),
        ("", []),
    ],
)
def test_purchasing_roles(text, values):
    assert read(text, words().roles) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Conference presos", [("Conference presentation", "alias", "")]),
        ("Emails & Newsletters", [("Newsletter", "alias", "")]),
        ("Webinars, case studies (short)", [("Webinar", "spelling", ""), ("Case study", "spelling", "short")]),
        ("Webinars<br>Customer stories", [("Webinar", "spelling", ""), ("Case study", "alias", "")]),
        ("Webinar (live, with questions)", [("Webinar", "spelling", "live, with questions")]),
    ],
)
def test_content_types(text, values):
    assert read(text, words().formats) == values


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Chief taster", True),
        ("One sentence about bread that goes on", True),
        ("One sentence about bread that goes on forever", False),
        ("Tastes all.", False),
        ("x" * 61, False),
    ],
)
def test_an_unknown_value_may_be_a_new_name(text, is_name):
    assert [value.is_name for value in values_in(text, words().roles)] == [is_name]


def test_the_longest_name_in_the_words_counts():
    index = words().roles
    index.new("Researcher abroad", 1)
    assert read("Researcher abroad for flour", index) == [("Researcher abroad", "spelling", "for flour")]


def test_the_work_grows_with_the_line_and_not_with_its_square():
    def looked_up(times: int) -> int:
        index, exact = words().roles, []
        index.exact = lambda text, look=index.exact: exact.append(text) or look(text)
        values_in("influencer, and more / " * times, index)
        return len(exact)

    assert looked_up(32) < 3 * looked_up(16)
