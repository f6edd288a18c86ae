"""Tables of personas and stages outside personas, in the forms in which different people draw them."""

import pytest

from journeys.models import Journey, Stage
from personas.handbook.plan import make_plan
from personas.models import Guide
from tests.journeys.factories import JourneyFactory, StageFactory
from tests.personas.factories import PersonaFactory
from tests.personas.handbook.samples import BAKERS, load, page

from .samples import content, journeys, marks, told

pytestmark = pytest.mark.django_db

EXPECTED = {
    ("Baker Bente", "Kneading"): "Takes part",
    ("Baker Bente", "Baking"): "Takes part",
    ("Miller Mio", "Milling"): "Takes part",
}
MARKED = {
    "personas down": """
    ## Product stages

    | Persona | Milling | Kneading | Baking |
    |---|---|---|---|
    | Baker Bente | | x | x |
    | Miller Mio | x | | |
""",
    "personas across": """
    ## Stages of the product

    | Stage | Baker Bente | Miller Mio |
    |---|---|---|
    | Milling | | ✓ |
    | Kneading | ✓ | - |
    | Baking | ✓ | – |
""",
    "links and emphasis": """
    ## 3. Stages

    |  | **Milling** | *Kneading* | 3. Baking |
    |:--|:-:|:-:|:-:|
    | [Bente](#baker-bente) (baker) | no | ✅ | ✅ |
    | [**Miller Mio**](#miller-mio) | yes | ❌ | |
""",
    "no heading speaks of it": """
    ## Who works where

    |  | Milling | Kneading | Baking |
    |---|---|---|---|
    | Baker Bente | | • | • |
    | Miller Mio | • | | |
""",
    "stages with lists of personas": """
    ## Stages

    | Stage | Personas |
    |---|---|
    | Milling | Miller Mio |
    | Kneading | Baker Bente |
    | Baking | **Baker Bente** |
""",
}


def with_table(table, people=BAKERS):
    return page(people + table)


@pytest.mark.parametrize("table", MARKED.values(), ids=MARKED)
def test_marks_are_read_whichever_way_round(vocabulary, table):
    load(with_table(table))
    assert marks() == EXPECTED
    assert [stages for _, _, stages in journeys()] == [["Milling", "Kneading", "Baking"]]
    assert not Guide.objects.exists()
    assert make_plan([with_table(table)]).changes_anything is False


OTHERS = """\
    # User personas

    ## Driver Dora

    - **Goals:**
      - No queue at the ramp
    - **Biggest challenges:**
      - Late bread
"""


@pytest.mark.parametrize("turned", [False, True])
def test_on_which_new_page_somebody_stands_makes_no_difference(vocabulary, turned):
    pages = [page(OTHERS + MARKED["no heading speaks of it"], "drivers.md"), page(BAKERS, "bakers.md")]
    load(*pages[:: -1 if turned else 1])
    assert (marks(), Guide.objects.count()) == (EXPECTED, 0)
    assert make_plan(pages).changes_anything is False


def test_words_say_how_involved_they_are(vocabulary):
    load(
        with_table("""
    ## Use cases

    | | Feeding a town | A wedding | Export |
    |---|---|---|---|
    | Baker Bente | **Leads** | informed | Secondary |
    | Miller Mio | involved | n/a | Primary: the flour is what sells. |
""")
    )
    assert marks() == {
        ("Baker Bente", "Feeding a town"): "Leads",
        ("Baker Bente", "A wedding"): "Is kept informed",
        ("Baker Bente", "Export"): "Takes part",
        ("Miller Mio", "Feeding a town"): "Takes part",
        ("Miller Mio", "Export"): "Leads",
    }
    assert told()["Miller Mio", "Export"] == ("Leads", "", "the flour is what sells.", [])
    assert [(name, kind) for name, kind, _ in journeys()] == [("Use cases", "use_cases")]


def test_other_scales_of_involvement(vocabulary):
    load(
        with_table("""
    ## Who does what in the buying process

    | | Need | Tasting | Order | Delivery |
    |---|:-:|:-:|:-:|:-:|
    | Baker Bente | A | R/A | C | I |
    | Miller Mio | High | medium | Low | - |
""")
    )
    assert told("Who does what in the buying process") == {
        ("Baker Bente", "Need"): ("Leads", "", "", []),
        ("Baker Bente", "Tasting"): ("Leads", "", "", []),
        ("Baker Bente", "Order"): ("Takes part", "", "", []),
        ("Baker Bente", "Delivery"): ("Is kept informed", "", "", []),
        ("Miller Mio", "Need"): ("Leads", "", "", []),
        ("Miller Mio", "Tasting"): ("Takes part", "", "", []),
        ("Miller Mio", "Order"): ("Is kept informed", "", "", []),
    }


def test_first_names(vocabulary):
    PersonaFactory(name="Shop Keeper Sonja", role_label="Shop Keeper")
    load(
        with_table("""
    ## Stages

    | | Milling | Selling | Eating |
    |---|---|---|---|
    | Sonja | | x | x |
    | Keeper | x | | |
""")
    )
    assert marks() == {("Shop Keeper Sonja", "Selling"): "Takes part", ("Shop Keeper Sonja", "Eating"): "Takes part"}


def test_cells_hold_content_and_words(vocabulary):
    load(
        with_table("""
    ## Recommended content by stage of the buying journey

    | Persona | Awareness | Decision |
    |---|---|---|
    | Baker Bente | Webinar, case studies | What does it cost? |
    | Miller Mio | Newsletter<br>Analyst report | We pay the freight. |
""")
    )
    assert told() == {
        ("Baker Bente", "Awareness"): ("Takes part", "", "", ["Webinar", "Case study"]),
        ("Baker Bente", "Decision"): ("Takes part", "What does it cost?", "", []),
        ("Miller Mio", "Awareness"): ("Takes part", "", "", ["Newsletter", "Analyst report"]),
        ("Miller Mio", "Decision"): ("Takes part", "", "We pay the freight.", []),
    }
    assert [(name, kind) for name, kind, _ in journeys()] == [("Stage of the buying journey", "buying")]


def test_two_tables_are_two_journeys_with_the_words_around_them(vocabulary):
    text = with_table("""
    ## Who matters when

    Ask the team before you change it.

    **Product stages**

    | | Milling | Kneading | Baking |
    |---|---|---|---|
    | Baker Bente | | x | x |

    **Use cases:**

    | | A wedding | Export | Fair |
    |---|---|---|---|
    | Miller Mio | x | | x |
""")
    load(text)
    assert journeys() == [
        ("Product stages", "product", ["Milling", "Kneading", "Baking"]),
        ("Use cases", "use_cases", ["A wedding", "Export", "Fair"]),
    ]
    assert Journey.objects.get(name="Product stages").description == "Ask the team before you change it."
    assert make_plan([text]).changes_anything is False


def test_a_known_journey_is_known_by_its_stages(vocabulary):
    journey = JourneyFactory(name="How bread comes about", kind="product")
    for name in ("Milling", "Kneading", "Baking"):
        StageFactory(journey=journey, name=name)
    load(with_table(MARKED["no heading speaks of it"]))
    assert [(name, stages) for name, _, stages in journeys()] == [
        ("How bread comes about", ["Milling", "Kneading", "Baking"])
    ]
    assert marks() == EXPECTED


def test_personas_of_the_database_are_known_by_name_or_role(vocabulary):
    PersonaFactory(name="Sonja", role_label="Shop Keeper")
    load(
        with_table("""
    ## Stages

    | | Milling | Selling | Eating |
    |---|---|---|---|
    | Shop keepers | | x | |
    | Sonja | | | x |
    | Nobody Known | x | | |
""")
    )
    assert marks() == {("Sonja", "Selling"): "Takes part", ("Sonja", "Eating"): "Takes part"}


def test_who_is_unknown_is_said(vocabulary):
    plan = make_plan([with_table(MARKED["personas down"] + "    | Gone Greta | x | | |\n")])
    assert [(line.text, line.subject) for line in plan.lines if line.kind == "not_understood"] == [
        ("Gone Greta", "Product stages")
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Persona | Team | Heads |\n    |--|--|--|\n    | Baker Bente | Ovens | 3 |\n    | Miller Mio | Mill | 2 |",
        "| Flour | Price |\n    |---|---|\n    | Rye | 2 |\n    | Wheat | 3 |",
        "| Stage | Length |\n    |---|---|\n    | Milling | 2 hours |\n    | Baking | 1 hour |",
    ],
)
def test_other_tables_stay_in_guides(vocabulary, table):
    load(with_table(f"\n    ## How we work\n\n    {table}\n"))
    assert not Stage.objects.exists()
    assert Guide.objects.count() == 1
    assert content() == {}
