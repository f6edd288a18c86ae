"""Job titles as lists and sentences give them."""

import pytest

from personas.handbook.drafts import TitleDraft
from personas.handbook.job_titles import reads_as_title, titles_in_item, titles_in_line


def names(titles) -> list[tuple[str, str]]:
    return [(title.name, title.qualifier) for title in titles]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Head baker / Oven lead", ["Head baker", "Oven lead"]),
        ("Head baker, Oven lead and Taster.", ["Head baker", "Oven lead and Taster"]),
        ("Head baker, Oven lead, and Taster", ["Head baker", "Oven lead", "Taster"]),
        ("Sr. Manager, Ovens; Taster", ["Sr. Manager, Ovens", "Taster"]),
        ("Head baker", ["Head baker"]),
        (
            "Manager/Director of: Ovens, Mills",
            ["Manager of Ovens", "Director of Ovens", "Manager of Mills", "Director of Mills"],
        ),
        ("", []),
    ],
)
def test_titles_in_a_line(text, titles):
    assert names(titles_in_line(text, 3)) == [(title, "") for title in titles]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Sr. Manager, Ovens", [("Sr. Manager, Ovens", "")]),
        ("Head baker / Oven lead", [("Head baker", ""), ("Oven lead", "")]),
        ("Oven lead (big shops only)", [("Oven lead", "big shops only")]),
        ("[Oven lead](https://a.example)", [("Oven lead", "[Oven lead](https://a.example)")]),
        ("**Oven** lead", [("Oven lead", "")]),
    ],
)
def test_titles_in_an_item(text, titles):
    assert names(titles_in_item(text, 3)) == titles


def test_titles_know_their_line():
    assert [title.line for title in titles_in_line("Head baker / Oven lead", 7)] == [7, 7]


@pytest.mark.parametrize(
    ("name", "is_title"),
    [
        ("Head baker", True),
        ("St.", True),
        ("These titles are met often here.", False),
        ("In short: a baker", False),
        ("(any)", False),
        ("", False),
        ("x" * 201, False),
        ("a " * 13, False),
    ],
)
def test_what_can_be_a_title(name, is_title):
    assert reads_as_title(TitleDraft(name, 1)) is is_title
