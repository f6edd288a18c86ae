"""Whole pages in the ways in which people write them: who is found on them, and what becomes of the rest."""

import pytest

from personas.models import ContentPreference, Guide, Persona

from .samples import load_text

pytestmark = pytest.mark.usefixtures("vocabulary")


def goals() -> dict[str, list[str]]:
    """The goals of all personas by their headings."""
    return {
        persona.heading: [
            each.trait.statement for each in persona.persona_traits.all() if each.trait.facet.name == "Goals"
        ]
        for persona in Persona.objects.order_by("pk")
    }


def test_people_whose_addresses_would_be_one_stay_apart():
    text = "# Users\n\n" + "".join(
        f"## {name} baker\n\n### Goals\n\n- {name}\n\n### Pain points\n\n- x\n\n" for name in ("C#", "C++", "C")
    )
    for _ in range(2):
        load_text(text)
        assert goals() == {"C# baker": ["C#"], "C++ baker": ["C++"], "C baker": ["C"]}


def test_headings_that_repeat_below_people_are_parts_of_them():
    part = "### Work\n\n#### Goals\n\n- {}\n\n#### Pain points\n\n- x\n\n### Home\n\n#### Hobbies\n\n- chess\n\n"
    load_text("# Users\n\n## Bente\n\nBakes.\n\n" + part.format("Bread") + "## Mio\n\n" + part.format("Flour"))
    assert goals() == {"Bente": ["Bread"], "Mio": ["Flour"]}
    assert Guide.objects.count() == 0


def test_an_empty_label_at_the_end_costs_nothing():
    load_text("# Users\n\n## Bente\n\n**Goals**\n\n- Bread\n\n**Job titles:** Baker\n\n**Pain points:**\n")
    assert goals() == {"Bente": ["Bread"]}


def test_an_italic_line_is_no_label():
    load_text(
        "# Users\n\n## Bente\n\n*Head of the bakery*\n\nBakes.\n\n- **Goals:** Bread\n- **Pain points:** Flour\n"
    )
    assert Persona.objects.get().notes.get().body == "*Head of the bakery*\n\nBakes."


def test_nothing_below_advice_is_a_persona():
    labels = "- **Goals:** Bread\n- **Pain points:** Flour\n\n"
    load_text(
        f"# Users\n\n## Bente\n\n{labels}## How to write one\n\n### Step one\n\n{labels}## FAQ\n\n### Mio\n\n{labels}"
    )
    assert list(goals()) == ["Bente"]


def test_people_below_a_heading_for_deprecated_ones_are_deprecated():
    labels = "- **Goals:** Bread\n- **Pain points:** Flour\n\n"
    load_text(f"# Users\n\n## Bente\n\n{labels}## Retired personas\n\n### Mio\n\n{labels}")
    assert list(Persona.objects.order_by("pk").values_list("name", "status")) == [
        ("Bente", "published"),
        ("Mio", "deprecated"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "- Goals\n  - Bread\n- Pain points\n  - Flour",
        "Goals\n\n- Bread\n\nPain points\n\n- Flour",
        "- Goals - Bread\n- Pain points - Flour",
        "### 1.1 Goals\n\n- Bread\n\n### 1.2 Pain points\n\n- Flour",
        "### Goals &amp; Pain\n\n- Salt\n\n### Goals\n\n- Bread\n\n### Pain points\n\n- Flour",
        "**Goals:** Bread<br>**Pain points:** Flour",
        "Wants more. **Goals:** Bread. **Pain points:** Flour. Sings.",
        "| Label | Text |\n|---|---|\n| Goals | Bread |\n| Pain points | Flour |\n\nSings.",
    ],
)
def test_labels_in_many_forms(body):
    load_text(f"# Users\n\n## 1. Bente\n\n{body}\n")
    assert [name.rstrip(".") for name in goals()["Bente"]] == ["Bread"]


@pytest.mark.parametrize(
    "body",
    [
        "#### Primary\n\n- Webinar\n\n#### Secondary\n\n- Podcast",
        "**Primary**\n\n- Webinar\n\n**Secondary**\n\n- Podcast",
        "- Primary: Webinar\n- Secondary: Podcast",
        "- **Primary**\n  - Webinar\n- **Secondary**\n  - Podcast",
    ],
)
def test_tiers_in_many_forms(body):
    load_text(f"# Users\n\n## Bente\n\n### Goals\n\n- Bread\n\n### Gains information by\n\n{body}\n")
    assert list(ContentPreference.objects.values_list("content_format__name", "tier")) == [
        ("Webinar", 1),
        ("Podcast", 2),
    ]


def test_toml_front_matter_has_a_title():
    load_text('+++\ntitle = "Buyers"\n+++\n\n## Bente\n\n- **Goals:** Bread\n- **Pain points:** Flour\n')
    assert Persona.objects.get().type.slug == "buyer"


def test_items_that_become_personas_leave_their_list_and_the_others_stay():
    load_text("# Users\n\n- **Bente**\n  - **Goals:** Bread\n  - **Pain points:** Flour\n- Visit us\n  - on Mondays\n")
    assert goals() == {"Bente": ["Bread"]}
    assert Guide.objects.get().body == "- Visit us\n  - on Mondays"


def test_what_is_nested_in_an_unlabelled_item_stays_with_it():
    load_text(
        "# Users\n\n## Bente\n\n- **A day at work:** Dim.\n- Oven\n  - two\n- **Goals:** Bread\n- **Pain points:** x\n"
    )
    notes = {note.facet.name: note.body for note in Persona.objects.get().notes.all()}
    assert notes == {"A day at work": "Dim.\n\n- Oven\n  - two"}
