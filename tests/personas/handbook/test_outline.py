"""Markdown becomes a tree of sections and blocks that know their lines."""

import pytest

from personas.handbook.outline import Section, blocks_of, front_matter, plain
from personas.handbook.pages import HandbookError

from .samples import first_section, outlined


def shape(section: Section) -> dict:
    """The titles of a section's tree."""
    return {child.title: shape(child) for child in section.sections}


def kinds(section: Section) -> list[tuple[str, int]]:
    return [(block.kind, block.line) for block in section.blocks]


def test_headings_nest_by_their_level_and_skipped_levels_do_no_harm():
    tree = outlined("# Shop\n\n## Bente\n\n#### Goals\n\n## Mio\n\n# Notes\n").root
    assert shape(tree) == {"Shop": {"Bente": {"Goals": {}}, "Mio": {}}, "Notes": {}}


def test_headings_underlined_on_the_next_line_count_too():
    tree = outlined("Bente\n-----\n\nWarm bread\n\nMio\n---\n\nCold mill\n").root
    assert [(section.title, section.level, section.line) for section in tree.sections] == [
        ("Bente", 2, 1),
        ("Mio", 2, 6),
    ]


def test_blocks_know_their_kind_and_line():
    section = first_section(
        "# Shop\n\nText\n\n- item\n\n> quote\n\n```\n# code\n```\n\n"
        "| a | b |\n| - | - |\n\n***\n\n<!-- note -->\n\n# Notes\n"
    )
    expected = [("paragraph", 3), ("list", 5), ("quote", 7), ("code", 9), ("table", 13), ("rule", 16), ("comment", 18)]
    assert kinds(section) == expected


def test_an_only_top_heading_is_the_title_of_the_page():
    tree = outlined("# Shop personas\n\nFor bakers.\n\n## Bente\n\n## Mio\n")
    assert (tree.root.title, tree.root.source.split("\n")[0], shape(tree.root)) == (
        "Shop personas",
        "For bakers.",
        {"Bente": {}, "Mio": {}},
    )


def test_a_title_in_the_front_matter_wins_over_the_heading():
    tree = outlined("---\ntitle: Our  bakers\nlayout: wide\n---\n\n# Shop\n")
    assert (tree.root.title, tree.meta["layout"], shape(tree.root)) == ("Our bakers", "wide", {"Shop": {}})


@pytest.mark.parametrize("text", ["- just\n- a list", "title: [open", "when: 2026-02-31 99:99:99", "words", ""])
def test_front_matter_that_is_no_mapping_is_ignored(text):
    assert front_matter(text) == {}


def test_a_list_ordered_after_a_label_without_a_blank_line():
    section = first_section("# Bente\n\n**Ranked**\n1. Bread\n2. Buns\n\n# Notes\n")
    assert kinds(section) == [("paragraph", 3), ("list", 4)]
    assert [(item.number, item.text, item.line) for item in section.blocks[1].items] == [
        (1, "Bread", 4),
        (2, "Buns", 5),
    ]


def test_items_keep_the_number_they_carry_and_their_wrapped_text_on_one_line():
    items = first_section("# Bente\n\n3. Bread\n   by six\n3. Buns\n by seven\n\n# Notes\n").blocks[0].items
    assert [(item.number, item.text) for item in items] == [(3, "Bread by six"), (3, "Buns by seven")]


def test_an_item_holds_the_blocks_nested_in_it():
    item = first_section("# Bente\n\n- Bread\n\n  Warm.\n\n  - rye\n  - oat\n\n# Notes\n").blocks[0].items[0]
    assert (item.text, item.detail) == ("Bread", "Warm.\n\n- rye\n- oat")
    assert [nested.text for nested in item.blocks[1].items] == ["rye", "oat"]


def test_an_item_without_words_of_its_own():
    item = first_section("# Bente\n\n- - rye\n  - oat\n\n# Notes\n").blocks[0].items[0]
    assert (item.text, [nested.text for nested in item.blocks[0].items]) == ("", ["rye", "oat"])


def test_a_nested_block_on_the_line_of_its_item_loses_the_marker():
    item = first_section("# Bente\n\n- > warm\n  > bread\n\n# Notes\n").blocks[0].items[0]
    assert item.detail == "> warm\n> bread"


def test_a_table_gives_its_rows_with_the_head():
    block = first_section("# Bente\n\n| Goals | *Bread* |\n| --- | --- |\n| Pains | Flour |\n\n# Notes\n").blocks[0]
    assert block.rows == [["Goals", "*Bread*"], ["Pains", "Flour"]]


def test_reference_links_become_direct_ones():
    text = "# Bente\n\nReads [the *Crumb*][mag] and [mill] and [flour][].\n\n# Notes\n\n[mag]: https://a.example/m\n"
    assert (
        first_section(text + '[MILL]: /mill "Mill"\n').blocks[0].source
        == "Reads [the *Crumb*](https://a.example/m) and [mill](/mill) and [flour][]."
    )


def test_tables_of_contents_and_their_headings_are_left_out():
    tree = outlined("## Contents\n\n- [Bente](#bente)\n  - [Goals](#goals)\n\n## Bente\n\n### Goals\n\nBread\n").root
    assert shape(tree) == {"Bente": {"Goals": {}}}


def test_a_list_of_links_elsewhere_is_no_table_of_contents():
    section = first_section("# Bente\n\n- [Bente](https://a.example/#bente)\n- [Mio](#mio)\n\n# Mio\n\nx\n")
    assert kinds(section) == [("list", 3)]


def test_sections_below_a_heading_of_contents_stay():
    tree = outlined("## On this page\n\n- [Bente](#bente)\n\n### Bente\n\nBread\n\n## Mio\n\nFlour\n").root
    assert shape(tree) == {"Bente": {}, "Mio": {}}


def test_a_section_is_bare_when_nothing_stands_below_its_heading():
    tree = outlined("## FAQ\n\n## Bente\n\nBread\n").root
    assert [section.bare for section in tree.sections] == [True, False]


def test_a_bare_item_marker_is_kept_as_an_empty_item():
    items = first_section("# Bente\n\n-\n- Bread\n\n# Notes\n").blocks[0].items
    assert [item.text for item in items] == ["", "Bread"]


def test_the_source_of_a_section_holds_what_is_below_it_but_comments_and_outer_rules():
    section = first_section("# Bente\n\n---\n\nWarm\n\n<!-- hush -->\n\n## Goals\n\n- Bread\n\n***\n\n# Notes\n")
    assert section.source == "Warm\n\n## Goals\n\n- Bread"


def test_emphasis_and_links_stay_in_the_source():
    section = first_section("# Bente\n\n**Warm** _bread_ [daily](https://a.example) `now`\n\n# Notes\n")
    assert section.source == "**Warm** _bread_ [daily](https://a.example) `now`"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Goals** and *aims*", "Goals and aims"),
        ("***all* of it**", "all of it"),
        ("[link **bold**](https://a.example/x_(y))", "link bold"),
        ('[titled](/x "Title")', "titled"),
        ("a<br>b <b>c</b>", "a b c"),
        ("~~struck~~ `code`", "struck code"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a < b > c", "a < b > c"),
    ],
)
def test_plain(markdown, text):
    assert plain(markdown) == text


def test_blocks_of_a_piece_hold_its_headings():
    blocks = blocks_of("Warm\n\n## Goals\n\n- Bread\n")
    assert [(block.kind, block.source) for block in blocks] == [
        ("paragraph", "Warm"),
        ("heading", "## Goals"),
        ("list", "- Bread"),
    ]


@pytest.mark.parametrize("deep", [">" * 10_000 + " x", "- " * 10_000 + "x", "1. " * 10_000 + "x"])
def test_nesting_beyond_reading_is_refused_in_one_sentence(deep):
    with pytest.raises(HandbookError) as refused:
        outlined(f"# Bente\n\n{deep}\n")
    assert str(refused.value) == (
        "people.md nests lists or quotes more than 60 levels deep: that is not a handbook page."
    )


def test_nesting_as_people_do_it_is_read():
    lines = [f"{'  ' * depth}- level {depth}" for depth in range(20)]
    section = first_section("# Bente\n\n" + "\n".join(lines) + "\n\n# Notes\n")
    assert section.source == "\n".join(lines)
