"""Which sections are personas: only those with labels that describe people below them."""

import pytest

from personas.handbook.evidence import persona_sections
from personas.handbook.structure import make_sections

from .samples import outlined, words


def found(text: str) -> list[str]:
    """The titles of the sections that are personas."""
    root, vocabulary = outlined(text).root, words()
    make_sections(root, vocabulary)
    return [section.title for section in persona_sections(root, vocabulary)]


ALIKE = "## Bente\n\n### Loves\n\nBread\n\n### Hates\n\nRain\n\n## Mio\n\n### Loves\n\nFlour\n\n### Hates\n\nSun\n"
MIO = "\n\n## Mio\n\n- **Goals:** flour\n- **Pain points:** rain\n"


def test_two_known_labels_one_of_them_about_people():
    assert found("## Bente\n\n- **Goals:** bread\n- **Resources:** a book\n" + MIO) == ["Bente", "Mio"]


def test_labels_that_describe_no_people_are_not_enough():
    assert found("## Bente\n\n- **Resources:** a book\n- **A day at work:** long\n" + MIO) == ["Mio"]


def test_one_label_is_enough_beside_a_persona():
    assert found("## Bente\n\n**Goals:** bread\n" + MIO) == ["Bente", "Mio"]


def test_one_label_alone_is_not_enough():
    assert found("## Bente\n\n**Goals:** bread\n\n## Notes\n\nx\n") == []


def test_a_heading_alone_is_not_enough():
    assert found("## Bente\n\nBakes bread all day.\n" + MIO) == ["Mio"]


@pytest.mark.parametrize(
    "title",
    [
        "FAQ",
        "Recommendations",
        "Comparing Bente and Mio",
        "Other personas",
        "How does Bente bake?",
        "Goals",
        "Shop personas",
    ],
)
def test_no_persona_whatever_labels_stand_below(title):
    assert found(f"## {title}\n\n- **Goals:** bread\n- **Pain points:** flour\n" + MIO) == ["Mio"]


def test_a_list_of_other_titles_is_no_persona():
    assert found("## Similar professions\n\n- Cook\n- Waiter\n" + MIO) == ["Mio"]


def test_the_page_itself_may_be_the_persona():
    assert found("# Bente\n\n## Goals\n\nBread\n\n## Job titles\n\nBaker\n") == ["Bente"]


def test_a_group_is_not_a_persona():
    text = "# Shop\n\n## Night shift\n\n### Bente\n\n**Goals:** bread\n\n### Mio\n\n**Goals:** flour\n"
    assert found(text) == ["Bente", "Mio"]


def test_variants_inside_a_persona_are_personas_too():
    text = (
        "# Shop\n\n## Bente\n\n- **Goals:** bread\n- **Pain points:** flour\n\n"
        "### Night Bente\n\n- **Goals:** sleep\n- **Job titles:** baker\n\n"
        "### Baking at night\n\n- **Goals:** sleep\n\n## Notes\n\nx\n"
    )
    assert found(text) == ["Bente", "Night Bente"]


def test_alike_sections_with_unknown_labels_on_a_page_about_personas():
    text = f"# Shop personas\n\n{ALIKE}"
    assert found(text) == ["Bente", "Mio"]


def test_alike_sections_on_any_other_page_are_no_personas():
    text = f"# Shop tour\n\n{ALIKE}"
    assert found(text) == []


def test_names_with_text_under_a_type_are_personas():
    items = "- Bente: bakes. **Also called:** baker.\n- Mio: mills."
    text = f"## Buyer personas\n\n{items}\n\n## Tips\n\n- Bente: greet her.\n"
    assert found(text) == ["Bente", "Mio"]
