"""A free page as a whole: who is on it, of which type, and what is left over."""

import pytest

from personas.handbook.outline import outline
from personas.handbook.reader import read_free_page

from .samples import BAKERS, page, words

LABELS = "\n\n- **Goals:** bread\n- **Pain points:** flour\n\n"


def read(text: str, vocabulary=None):
    vocabulary = vocabulary or words()
    source = page(text)
    return read_free_page(source, outline(source), vocabulary, list(vocabulary.types)[1])


def types(text: str) -> dict:
    return {each.name: (each.type.slug, each.type_is_fallback) for each in read(text).personas}


def test_the_title_names_the_type():
    assert types(BAKERS) == {"Baker Bente": ("buyer", False), "Miller Mio": ("buyer", False)}


def test_the_nearest_heading_names_the_type():
    text = f"# Buyer personas\n\n## Bente{LABELS}## Internal\n\n### Mio{LABELS}"
    assert types(text) == {"Bente": ("buyer", False), "Mio": ("internal", False)}


def test_a_heading_on_the_same_level_names_the_type_of_those_after_it():
    text = f"## Buyers\n\nWho pay.\n\n## Bente{LABELS}## Internal personas\n\nOurs.\n\n## Mio{LABELS}"
    assert types(text) == {"Bente": ("buyer", False), "Mio": ("internal", False)}


def test_a_label_of_her_own_names_the_type():
    text = f"# Buyer personas\n\n## Bente{LABELS}## Mio{LABELS}**Persona type:** internal\n"
    assert types(text) == {"Bente": ("buyer", False), "Mio": ("internal", False)}


def test_without_any_name_the_type_is_the_fallback():
    assert types(f"# Shop\n\n## Bente{LABELS}## Mio{LABELS}") == {"Bente": ("user", True), "Mio": ("user", True)}


def test_a_title_in_the_front_matter_names_the_type_too():
    text = f"---\ntitle: Internal personas\n---\n\n## Bente{LABELS}## Mio{LABELS}"
    assert types(text) == {"Bente": ("internal", False), "Mio": ("internal", False)}


def test_names_that_several_headings_share_are_no_persons():
    draft = read(f"# Users\n\n## Baker{LABELS}## Baker (nights){LABELS}## Bente (cook){LABELS}")
    assert [(each.name, each.role_label) for each in draft.personas] == [
        ("Baker", ""),
        ("Baker (nights)", ""),
        ("Bente", "cook"),
    ]


@pytest.mark.parametrize(
    "title", ["FAQ", "Recommendations", "Bente and Mio compared", "Other personas", "Comparing them"]
)
def test_other_sections_are_guides_and_no_personas(title):
    draft = read(f"# Buyers\n\n## Bente{LABELS}## {title}\n\nText **here**.\n\n- one\n- two\n")
    assert [each.name for each in draft.personas] == ["Bente"]
    assert [(guide.title, guide.body) for guide in draft.guides] == [(title, "Text **here**.\n\n- one\n- two")]


def test_the_text_of_personas_is_in_no_guide():
    assert read(BAKERS).guides == []


def test_deprecated_personas_are_listed_and_their_section_stays_a_guide():
    draft = read(
        f"# Buyers\n\n## Bente{LABELS}## Retired personas\n\n- Oven Olaf [slides](https://a.example)\n- Bente\n"
    )
    assert [(each.name, each.values.get("status")) for each in draft.personas] == [
        ("Bente", None),
        ("Oven Olaf", "deprecated"),
    ]
    assert [guide.body for guide in draft.guides] == ["- Oven Olaf [slides](https://a.example)\n- Bente"]


def test_definitions_join_the_vocabulary_and_leave_their_section():
    draft = read(
        f"# Buyers\n\n## Bente{LABELS}## Words\n\nOurs:\n\n- Webinar: live\n- Case study: told\n- Newsletter: mail\n"
    )
    assert [(each.term.name, each.values["description"]) for each in draft.terms] == [
        ("Webinar", "live"),
        ("Case study", "told"),
        ("Newsletter", "mail"),
    ]
    assert [(guide.title, guide.body) for guide in draft.guides] == [("Words", "Ours:")]


@pytest.mark.parametrize("after", ["", f"## Users\n\n### Mio{LABELS}", f"# Users\n\n## Mio{LABELS}"])
def test_headings_with_nothing_left_below_them_are_puzzles(after):
    draft = read(f"# Buyers\n\n## Bente{LABELS}## Tours\n\n{after}")
    assert [(each.text, each.why, each.line) for each in draft.puzzles] == [
        ("Tours", "A heading with no text of its own left below it.", 8)
    ]


def test_a_page_without_a_title_goes_by_its_file_name():
    draft = read(f"## Bente{LABELS}## Mio{LABELS}")
    assert (draft.title, draft.name) == ("people.md", "people.md")
