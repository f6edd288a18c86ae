"""Lists that define the vocabulary."""

import pytest

from personas.handbook.definitions import read_definitions

from .samples import first_section, scope


def read(items: str, place=None) -> tuple:
    """(name, values) of the definitions in a list, and what is left of its section."""
    section = first_section(f"## Words\n\nBefore.\n\n{items}\n\n## Notes\n\nx\n")
    drafts = read_definitions(section, place or scope())
    return [(draft.term.name, draft.values) for draft in drafts], section.source


@pytest.mark.parametrize(
    "items",
    [
        "- Webinar: live\n- Case study: told\n- Analyst report: long",
        "- **Webinar:** live\n- **Case study**: told\n- **Analyst reports** : long",
        "- **Webinar** - live",
    ],
)
def test_definitions(items):
    values = {"Webinar": "live", "Case study": "told", "Analyst report": "long"}
    expected = [(name, {"description": text}) for name, text in values.items()]
    read_items, left = read(items)
    assert (read_items, left) == ((expected, "Before.") if items.count("\n") else ([], f"Before.\n\n{items}"))


def test_a_link_on_the_name_is_the_example():
    items = (
        "- [Webinar](https://a.example/w): live\n- [Case study](/c) – told\n"
        "- **[Analyst report](https://a.example/r)**: long"
    )
    assert read(items)[0] == [
        ("Webinar", {"description": "live", "example_url": "https://a.example/w"}),
        ("Case study", {"description": "told [Case study](/c)"}),
        ("Analyst report", {"description": "long", "example_url": "https://a.example/r"}),
    ]


def test_a_definition_keeps_emphasis_and_what_is_nested():
    items = "- Webinar: *live*\n  - with questions\n- Case study: told\n- Analyst report: long"
    assert read(items)[0][0] == ("Webinar", {"description": "*live*\n\n- with questions"})


def test_an_unknown_name_among_known_ones_is_new_and_a_misspelt_one_is_not():
    place = scope()
    items = "- Webinar: live\n- Case study: told\n- Analyst reprot: long\n- Bread stamp: odd\n- Newsletter: weekly"
    assert [name for name, _ in read(items, place)[0]] == [
        "Webinar",
        "Case study",
        "Analyst report",
        "Bread stamp",
        "Newsletter",
    ]
    assert [term.name for term in place.vocabulary.formats if term.is_new] == ["Bread stamp"]
    assert [(each.written, each.read_as, each.how) for each in place.readings] == [
        ("Analyst reprot", "Analyst report", "close match")
    ]


def test_purchasing_roles_can_be_defined_too():
    drafts, _ = read("- Influencer: asks\n- Initiator: starts\n- Researcher: reads")
    assert [name for name, _ in drafts] == ["Influencer", "Initiator", "Researcher"]


@pytest.mark.parametrize(
    "items",
    [
        "- Webinar: live\n- Case study: told",
        "- Webinar: live\n- Case study: told\n- Analyst report",
        "- Webinar: live\n- Case study: told\n- Analyst report: x\n- Oven: a\n- Mill: b\n- Shop: c\n- Cart: d",
    ],
)
def test_any_other_list_stays_where_it_is(items):
    assert read(items) == ([], f"Before.\n\n{items}")
