"""What only steers the layout goes, and every line stays at its place."""

import pytest

from personas.handbook.tidy import tidy_line, without_layout


@pytest.mark.parametrize(
    "line",
    [
        "{: .wide #top}",
        "{::options parse_block_html='true' /}",
        "{{< tabs >}}",
        "{{% note %}}",
        "{% include menu.html %}",
        "[[_TOC_]]",
        "[TOC]",
        "::: warning",
        "<br>",
        "  <br/> <br />",
    ],
)
def test_directives_are_left_out(line):
    assert tidy_line(line) == ""


@pytest.mark.parametrize(
    ("line", "tidied"),
    [
        ("## Bente {#bente}", "## Bente"),
        ("## Bente {: .no_toc}", "## Bente"),
        ("  • Bread", "  - Bread"),
        ("▪ Buns", "- Buns"),
        ("Bread  ", "Bread"),
        ("Set {x} free", "Set {x} free"),
        ("Warm <br> bread", "Warm <br> bread"),
        ("A • B", "A • B"),
    ],
)
def test_a_line_without_its_layout(line, tidied):
    assert tidy_line(line) == tidied


def test_lines_stay_at_their_place():
    assert without_layout("a\n{: .x}\n\nb") == ["a", "", "", "b"]


def test_a_marked_item_that_stands_for_the_contents_goes_with_its_mark():
    assert without_layout("- TOC\n{:toc}\n- Bread\n{: .x}") == ["", "", "- Bread", ""]


def test_code_is_left_alone():
    code = "```\n{: .x}\n~~~\n• Bread\n```"
    assert without_layout(f"{code}\n• Buns") == [*code.split("\n"), "- Buns"]
