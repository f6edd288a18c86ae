"""Labels at the start of lines, and values within them."""

import pytest

from personas.handbook.labels import (
    first_sentence_end,
    label_of,
    lines_of,
    named_text,
    split_qualifier,
    split_slashes,
)


def read(line: str) -> tuple | None:
    label = label_of(line)
    return label and (label.text, label.rest, label.marked, label.colon)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("**Goals:** bread", ("Goals", "bread", True, True)),
        ("**Goals**: bread", ("Goals", "bread", True, True)),
        ("**Goals** : bread", ("Goals", "bread", True, True)),
        ("**Goals :** bread", ("Goals", "bread", True, True)),
        ("__Goals:__ bread", ("Goals", "bread", True, True)),
        ("_Goals_: bread", ("Goals", "bread", True, True)),
        ("***Goals***", ("Goals", "", True, False)),
        ("**Goals: **bread", ("Goals", "bread", True, True)),
        ("<b>Goals</b>: bread", ("Goals", "bread", True, True)),
        ("<strong>Goals:</strong>", ("Goals", "", True, True)),
        ("**Goals:** -", ("Goals", "", True, True)),
        ("**Goals:** – bread", ("Goals", "bread", True, True)),
        ("Goals: bread", ("Goals", "bread", False, True)),
        ("Goals:", ("Goals", "", False, True)),
        ("**Goals**", ("Goals", "", True, False)),
    ],
)
def test_a_label(line, label):
    assert read(line) == label


@pytest.mark.parametrize(
    "line",
    [
        "**Really** warm bread",
        "**Bread by six.**",
        "Bread by six",
        "https://a.example/goals",
        "[Goals: all](https://a.example)",
        "**" + "long " * 10 + "label:** bread",
        "**" + "x" * 61 + ":** bread",
        "**:** bread",
    ],
)
def test_no_label(line):
    assert read(line) is None


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Bente: bakes", ("Bente", "bakes")),
        ("**Bente** - bakes", None),
        ("Bente – bakes (a lot)", ("Bente", "bakes (a lot)")),
        ("Head baker (nights) — bakes", ("Head baker (nights)", "bakes")),
        ("Well-known baker", None),
    ],
)
def test_a_name_and_the_text_about_it(line, named):
    assert named_text(line) == named


@pytest.mark.parametrize(
    ("markdown", "lines"), [("a<br>b", ["a", "b"]), ("a <BR /> b\nc", ["a", "b", "c"]), ("\n a \n", ["a"]), ("", [])]
)
def test_lines_that_a_reader_sees(markdown, lines):
    assert lines_of(markdown) == lines


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Speed / Waste / Taste", ["Speed", "Waste", "Taste"]),
        ("Speed/ Waste", ["Speed", "Waste"]),
        ("A/B / C", ["A/B", "C"]),
        ("Speed (bread / buns) / Waste", ["Speed (bread / buns)", "Waste"]),
        ("[bread / buns](x) / Waste", ["[bread / buns](x)", "Waste"]),
        ("/ Speed / ", ["Speed"]),
    ],
)
def test_values_between_slashes(text, values):
    assert split_slashes(text) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Webinars (short)", ("Webinars", "short")),
        ("Webinars (short (or none))", ("Webinars", "short (or none)")),
        ("(short) webinars", ("webinars", "short")),
        ("[Webinars](https://a.example)", ("[Webinars](https://a.example)", "")),
        ("(short)", ("(short)", "")),
        ("Webinars)", ("Webinars)", "")),
    ],
)
def test_a_value_and_its_qualifier(text, value):
    assert split_qualifier(text) == value


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Bakes bread. Sells it.", "Bakes bread."),
        ("Bakes (always.) Sells it.", "Bakes (always.)"),
        ("Sr. Baker and Dr. Crumb", "Sr. Baker and Dr. Crumb"),
        ("Version 2.1 of bread", "Version 2.1 of bread"),
        ("Bread? **Buns**!", "Bread?"),
        ("one. two", "one. two"),
    ],
)
def test_the_first_sentence(text, first):
    assert text[: first_sentence_end(text)] == first


def test_a_label_stands_at_the_start_however_long_the_line_is():
    assert label_of("Goals" + " " * 200_000 + ": bread") is None
    assert label_of("Goals: " + "bread " * 50_000).text == "Goals"


def test_blanks_part_no_lines():
    assert lines_of("a" + " " * 200_000 + "b<br> c\n d ") == ["a" + " " * 200_000 + "b", "c", "d"]
