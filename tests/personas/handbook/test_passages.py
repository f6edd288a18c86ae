"""The dialects of labels, all read as the same passages."""

import pytest

from personas.handbook.outline import source_of
from personas.handbook.passages import passages

from .samples import first_section, words


def read(body: str) -> list[tuple]:
    """(label, its Markdown) of each passage of a persona with this body; an empty introduction is left out."""
    found = passages(first_section(f"## Bente\n\n{body}\n\n## Notes\n\nx\n"), words().facets)
    return [(passage.label, source_of(passage.blocks)) for passage in found if passage.label or passage.blocks]


GOALS = ("Goals", "- Bread\n- Buns")
PAINS = ("Pain points", "- Flour")


@pytest.mark.parametrize(
    "body",
    [
        "- **Goals:**\n  - Bread\n  - Buns\n- **Pain points:**\n  - Flour",
        "- **Goals**:\n    - Bread\n    - Buns\n- **Pain points**\n    - Flour",
        "* Goals:\n  - Bread\n  - Buns\n* Pain points:\n  - Flour",
        "### Goals\n\n- Bread\n- Buns\n\n### Pain points\n\n- Flour",
        "#### **Goals:**\n\n- Bread\n- Buns\n\n#### Pain points\n\n- Flour",
        "**Goals**\n\n- Bread\n- Buns\n\n**Pain points**\n\n- Flour",
        "**Goals:**\n- Bread\n- Buns\n\n**Pain points:**\n- Flour",
        "__Goals__:\n- Bread\n- Buns\n\n<b>Pain points</b>\n- Flour",
        "Goals:\n\n- Bread\n- Buns\n\nPain points:\n\n- Flour",
        "### 1. Goals\n\n- Bread\n- Buns\n\n### 2) Pain points\n\n- Flour",
    ],
)
def test_labelled_lists(body):
    assert read(body) == [GOALS, PAINS]


def test_an_ordered_list_after_a_label_without_a_blank_line():
    assert read("**Goals**\n1. Bread\n2. Buns") == [("Goals", "1. Bread\n2. Buns")]


def test_a_table_of_labels():
    body = "| Part | What |\n| --- | --- |\n| **Goals** | Bread<br>Buns |\n| Pain points | Flour |"
    assert read(body) == [GOALS, ("Pain points", "Flour")]


def test_a_table_of_labels_with_lists_in_its_cells():
    body = "| Goals | <ul><li>Bread</li><li>Buns</li></ul> |\n| --- | --- |\n| Pain points | Flour |"
    assert read(body) == [GOALS, ("Pain points", "Flour")]


def test_any_other_table_is_content():
    body = "| Day | Bread |\n| --- | --- |\n| Mon | Rye |"
    assert read(f"### Goals\n\n{body}") == [("Goals", body)]


def test_a_table_with_only_one_label_is_content():
    body = "| Goals | Day |\n| --- | --- |\n| Rye | Mon |"
    assert read(f"**Aims:**\n\n{body}") == [("Aims", body)]


def test_text_before_all_labels_is_the_introduction():
    assert read("Bente bakes.\n\n**Goals:** bread") == [("", "Bente bakes."), ("Goals", "bread")]


def test_several_labels_in_the_lines_of_one_paragraph():
    assert read("**Goals:** bread\n**Pain points:** flour") == [("Goals", "bread"), ("Pain points", "flour")]


def test_a_label_inside_running_text_takes_the_sentence_behind_it():
    assert read("Bente bakes. **Also called:** baker; cook. She sings.") == [
        ("", "Bente bakes."),
        ("Also called", "baker; cook."),
        ("", "She sings."),
    ]


def test_bold_words_that_the_vocabulary_lacks_are_labels_with_a_colon():
    assert read("- **Shoes:** clogs\n- **Hats:** none") == [("Shoes", "clogs"), ("Hats", "none")]


def test_an_unknown_bold_label_among_known_ones():
    assert read("- **Goals:** bread\n- **Shoes:** clogs\n- plain") == [
        ("Goals", "bread"),
        ("Shoes", "clogs\n\n- plain"),
    ]


def test_bold_words_of_a_list_below_a_label_are_its_content():
    assert read("**Goals**\n\n- **Bread:** by six\n- **Buns:** by ten") == [
        ("Goals", "- **Bread:** by six\n- **Buns:** by ten")
    ]


def test_plain_words_with_a_colon_are_a_label_only_when_known():
    assert read("Shoes: clogs") == [("", "Shoes: clogs")]


def test_emphasis_is_no_label():
    assert read("**Really** warm bread") == [("", "**Really** warm bread")]


def test_headings_below_a_facet_stay_in_its_text():
    assert read("### Goals\n\nBread\n\n#### By season\n\nBuns") == [("Goals", "Bread\n\n#### By season\n\nBuns")]


def test_comments_are_left_out():
    assert read("<!-- hush -->\n\n**Goals:** bread") == [("Goals", "bread")]


def test_passages_know_their_line_and_whether_the_label_is_known():
    found = passages(first_section("## Bente\n\n**Goals:** bread\n\n**Shoes:** clogs\n\n## Notes\n"), words().facets)
    assert [(passage.label, passage.line, passage.known) for passage in found] == [
        ("", 1, False),
        ("Goals", 3, True),
        ("Shoes", 5, False),
    ]


def test_a_label_that_nothing_follows_is_bare():
    found = passages(first_section("## Bente\n\n### Goals\n\n### Shoes\n\nclogs\n\n## Notes\n"), words().facets)
    assert [(passage.label, passage.bare) for passage in found] == [("", True), ("Goals", True), ("Shoes", False)]
