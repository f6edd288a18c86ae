"""Values of the vocabulary on one line, in the spellings people use."""

import time

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


def test_a_line_of_thousands_of_values_is_read_in_no_time():
    index = words().roles
    started = time.monotonic()
    values = values_in("influencer, and more / " * 1500, index)
    assert (len(values), time.monotonic() - started < 5) == (3000, True)
