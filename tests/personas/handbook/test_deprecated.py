"""Lists of deprecated personas."""

import pytest

from personas.handbook.deprecated import read_deprecated

from .samples import first_section, scope


def read(items: str, title: str = "Deprecated personas", place=None) -> list:
    return read_deprecated(first_section(f"## {title}\n\n{items}\n\n## Notes\n\nx\n"), place or scope())


@pytest.mark.parametrize(
    ("item", "name", "titles"),
    [
        ("Oven Olaf", "Oven Olaf", ["Oven Olaf"]),
        ("Oven Olaf ([slides](https://a.example))", "Oven Olaf", ["Oven Olaf"]),
        ("**Oven Olaf**: gone", "Oven Olaf", ["Oven Olaf"]),
        ("Oven Olaf - see Bente", "Oven Olaf", ["Oven Olaf"]),
        ("Oven lead or Stove lead [video](https://a.example)", "Oven lead", ["Oven lead", "Stove lead"]),
        ("[Oven Olaf](https://a.example)", "Oven Olaf", ["Oven Olaf"]),
    ],
)
def test_each_item_is_a_persona_with_its_titles(item, name, titles):
    [persona] = read(f"- {item}")
    assert (persona.name, [title.name for title in persona.titles]) == (name, titles)
    assert persona.facets["about"].note == item


def test_the_text_above_the_list_is_the_reason():
    [olaf, ina] = read("No longer met.\n\n- Oven Olaf\n- Ice Ina")
    reason = {"status": "deprecated", "deprecation_reason": "No longer met."}
    assert [(olaf.values, olaf.line), (ina.values, ina.line)] == [(reason, 5), (reason, 6)]


def test_a_heading_that_says_nothing_of_it_lists_none():
    assert read("- Oven Olaf", title="Old friends") == []


@pytest.mark.parametrize("item", ["Why are they gone?", "All the bakers whom we have met in the north and south"])
def test_an_item_that_names_nobody_is_a_puzzle(item):
    place = scope()
    assert read(f"- {item}", place=place) == []
    assert [(each.text, each.why, each.line) for each in place.puzzles] == [
        (item, "This names no deprecated persona.", 3)
    ]
