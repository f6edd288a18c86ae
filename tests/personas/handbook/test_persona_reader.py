"""One persona's section as a draft."""

import pytest

from personas.handbook.persona_reader import read_persona

from .samples import first_section, scope


def read(text: str, place=None):
    return read_persona(first_section(f"{text}\n\n## Notes\n\nx\n"), place or scope())


def test_name_and_role_stand_in_the_heading():
    persona = read("## Bente (Head Baker)\n\n**Goals:** bread")
    assert (persona.name, persona.role_label, persona.slug, persona.line) == (
        "Bente",
        "Head Baker",
        "bente-head-baker",
        1,
    )


def test_a_guessed_role_is_remarked():
    place = scope()
    persona = read("## Oven Olaf\n\n**Goals:** bread", place)
    assert (persona.name, persona.role_label, persona.heading) == ("Oven Olaf", "Oven", "Oven Olaf")
    assert [(each.written, each.read_as, each.how) for each in place.readings] == [
        ("Oven Olaf", "Oven", "role guessed from the name")
    ]


@pytest.mark.parametrize(
    "heading", ["Bente (deprecated)", "Bente [Retired]", "Bente – retired", "~~Bente~~", "~~Bente~~ (deprecated)"]
)
def test_a_heading_may_say_that_the_persona_is_deprecated(heading):
    persona = read(f"## {heading}\n\n**Goals:** bread")
    assert (persona.name, persona.role_label, persona.values) == ("Bente", "", {"status": "deprecated"})


def test_a_role_is_no_status():
    assert read("## Bente (Head Baker)\n\n**Goals:** bread").values == {}


def test_the_text_below_the_heading_is_the_introduction():
    persona = read("## Bente\n\nBakes *bread*.\n\nSells it.\n\n**Goals:** more")
    assert persona.facets["about"].note == "Bakes *bread*.\n\nSells it."


def test_a_picture_before_all_labels_is_the_portrait():
    persona = read("## Bente\n\n![A baker](/img/bente.png)\n\nBakes.\n\n**Goals:** more")
    assert persona.values == {"portrait_source": "/img/bente.png", "portrait_alt": "A baker"}
    assert persona.facets["about"].note == "Bakes."


def test_a_picture_below_a_label_stays_there():
    persona = read("## Bente\n\n**A day at work**\n\nEarly.\n\n![Oven](/oven.png)")
    assert (persona.values, persona.facets["day at work"].note) == ({}, "Early.\n\n![Oven](/oven.png)")


def test_an_unknown_label_becomes_a_new_facet():
    place = scope()
    persona = read(
        "## Bente\n\n**Goals:** more\n\n**Shoe size:**\n\n- 40\n\n**Daily song:**\n\nOne. Two. Three.", place
    )
    new = [(term.name, term.kind, term.line) for term in place.vocabulary.facets if term.is_new]
    assert new == [("Shoe size", "list", 5), ("Daily song", "prose", 9)]
    assert [each.text for each in persona.facets["shoe size"].statements] == ["40"]
    assert persona.facets["daily song"].note == "One. Two. Three."


def test_a_misspelt_label_is_understood_and_remarked():
    place = scope()
    persona = read("## Bente\n\n### Bigest challenges\n\n- Flour", place)
    assert [each.text for each in persona.facets["biggest challenge"].statements] == ["Flour"]
    assert [(each.written, each.read_as, each.how, each.line) for each in place.readings] == [
        ("Bigest challenges", "Biggest challenges", "close match", 3)
    ]


def test_a_label_with_nothing_below_it_is_a_puzzle():
    place = scope()
    read("## Bente\n\n### Goals\n\n### Shoes\n\n- clogs", place)
    assert [(each.text, each.why, each.line, each.subject) for each in place.puzzles] == [
        ("Goals", "A label with nothing below it.", 3, "Bente")
    ]


@pytest.mark.parametrize("label", ["???", "x" * 101])
def test_a_label_that_can_be_no_facet_stays_in_the_introduction(label):
    persona = read(f"## Bente\n\n### {label}\n\n- clogs")
    assert persona.facets["about"].note == f"**{label}**\n\n- clogs"


def test_an_introduction_may_say_of_whom_the_persona_is_a_subset():
    persona = read("## Bente\n\nBente is a subset of the [Baker](/people#baker).\n\n**Goals:** more")
    assert persona.parent == "baker"
    assert persona.facets["about"].note == "Bente is a subset of the [Baker](/people#baker)."


def test_any_other_link_in_an_introduction_is_only_a_link():
    assert read("## Bente\n\nBente trusts the [Baker](#baker).\n\n**Goals:** more").parent == ""


def test_the_same_label_twice_is_one_facet():
    persona = read("## Bente\n\n**Goals:**\n\n- Bread\n\n**Aims:**\n\n- Buns")
    assert [each.text for each in persona.facets["goal"].statements] == ["Bread", "Buns"]


def test_a_heading_of_guidance_inside_a_persona_becomes_a_facet():
    place = scope()
    read("## Bente\n\n**Goals:** more\n\n### Recommendations\n\n- Greet her", place)
    assert [(term.name, term.kind) for term in place.vocabulary.facets if term.is_new] == [("Recommendations", "list")]
