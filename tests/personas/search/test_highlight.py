"""Marked words."""

import pytest

from personas.search.highlight import excerpt, highlighted
from personas.search.words import parse


@pytest.mark.parametrize(
    ("typed", "text", "html"),
    [
        ("silo", "Silos & <b>silo</b>", "<mark>Silos</mark> &amp; &lt;b&gt;<mark>silo</mark>&lt;/b&gt;"),
        ("zoe", "Zoë’s day", "<mark>Zoë</mark>’s day"),
        ("zoe", "Zoe\u0308’s day", "<mark>Zoë</mark>’s day"),
        ("istanbul", "İstanbul office", "<mark>İstanbul</mark> office"),
        ("nothing", "<script>", "&lt;script&gt;"),
        ("amp", "&amp;", "&amp;<mark>amp</mark>;"),
    ],
)
def test_words_are_marked_and_all_else_is_escaped(typed, text, html):
    assert highlighted(parse(typed), text) == html


def test_an_excerpt_is_the_paragraph_that_has_most_of_the_words():
    text = "# Mail\n\nFirst *mail*.\n\n- a <mail> [budget](https://example.com)\n- more"
    assert excerpt(parse("mail budget"), text) == "a &lt;<mark>mail</mark>&gt; <mark>budget</mark>"


@pytest.mark.parametrize(
    "table", ["| Who | Says |\n| --- | --- |\n| *Buyer* | budget \\| time |", "|Who|\n|:-:|\n|Buyer|budget \\| time|"]
)
def test_of_a_table_the_cells_are_told(table):
    assert excerpt(parse("budget"), table).endswith("Buyer · <mark>budget</mark> | time")


def test_a_long_paragraph_is_cut_around_the_words():
    text = "One " * 90 + "budget" + " two" * 90
    shown = excerpt(parse("budget"), text)
    assert (shown.startswith("… One One"), shown.endswith("two …"), len(shown) < 230) == (True, True, True)
    assert "<mark>budget</mark>" in shown


@pytest.mark.parametrize(
    "text", ["", "Nothing of the kind", "x" * 70_000, "\n" * 5000, "|" * 3000, f"| {' ' * 70_000}x"]
)
def test_a_text_without_the_words_gives_no_excerpt(text):
    assert excerpt(parse("budget"), text) == ""


def test_one_endless_word_is_cut():
    assert len(excerpt(parse("a"), "a" * 5000)) < 300
