"""Personas parted by bold lines, list items or headings of one level become sections."""

import pytest

from personas.handbook.structure import make_sections

from .samples import outlined, words


def made(text: str) -> list:
    """(title, line, whether made, titles below) of each section on the page's top level."""
    root = outlined(text).root
    make_sections(root, words())
    return [
        (section.title, section.line, section.made, [child.title for child in section.sections])
        for section in root.sections
    ]


def test_facets_on_a_level_with_their_persona_go_below_it():
    text = "## Bente\n\n## Goals\n\nBread\n\n## Mio\n\n## Goals\n\nFlour\n\n## Pain points\n\nRain\n"
    assert made(text) == [("Bente", 1, False, ["Goals"]), ("Mio", 7, False, ["Goals", "Pain points"])]


def test_a_facet_that_goes_below_stands_one_level_below():
    root = outlined("## Bente\n\n## Goals\n\nBread\n\n## Mio\n\n## Goals\n\nFlour\n").root
    make_sections(root, words())
    assert [(child.level, root.sections[0].source) for child in root.sections[0].sections] == [
        (3, "### Goals\n\nBread")
    ]


def test_different_facets_on_a_level_stay_there():
    assert made("## Goals\n\nBread\n\n## Pain points\n\nRain\n") == [
        ("Goals", 1, False, []),
        ("Pain points", 5, False, []),
    ]


def test_bold_lines_head_personas_where_their_labels_repeat():
    text = "**Bente**\n\n- **Goals:** bread\n- **Aims:** buns\n\n**Mio**\n\n- **Goals:** flour\n"
    assert made(text) == [("Bente", 1, True, []), ("Mio", 6, True, [])]


def test_bold_lines_without_labels_below_stay_text():
    assert made("**Bente**\n\nbakes\n\n**Mio**\n\nmills\n") == []


def test_a_bold_label_with_its_text_heads_nobody():
    assert made("**Bente:** bakes\n\n- **Goals:** bread\n\n**Mio:** mills\n\n- **Goals:** flour\n") == []


@pytest.mark.parametrize("title", ["Buyers", "Buyer personas"])
def test_a_bold_line_that_names_a_type_heads_a_group(title):
    assert made(f"Intro\n\n**{title}**\n\n- Bente: bakes\n") == [(title, 3, True, [])]


def test_bold_items_with_nested_labels_head_personas():
    text = "- **Bente**\n  - **Goals:** bread\n  - **Job titles:** a\n- Mio\n  - Goals: flour\n  - Pain points: rain\n"
    assert made(text) == [("Bente", 1, True, []), ("Mio", 4, True, [])]


def test_items_nested_otherwise_stay_a_list():
    text = "- **Bente**\n  - **Goals:** bread\n- **Resources**\n  - **Goals:** x\n  - **Job titles:** y\n"
    assert made(text) == []


def test_items_under_a_type_are_personas_when_a_label_stands_inside_one():
    text = "## Buyer personas\n\n- Bente: bakes. **Also called:** baker; cook.\n- Mio – mills.\n\n## Notes\n\nx\n"
    assert made(text) == [("Buyer personas", 1, False, ["Bente", "Mio"]), ("Notes", 6, False, [])]


def test_a_made_section_keeps_the_text_of_its_item():
    root = outlined("## Buyers\n\n- Bente: bakes. **Also called:** baker.\n\n## Notes\n\nx\n").root
    make_sections(root, words())
    bente = root.sections[0].sections[0]
    assert (bente.level, bente.source) == (3, "bakes. **Also called:** baker.")
