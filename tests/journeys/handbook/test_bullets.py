"""A journey inside a persona, in the forms in which different people write it."""

import pytest

from journeys.models import Journey, Touchpoint
from personas.handbook.plan import make_plan
from personas.models import ContentFormat, Facet, PersonaNote
from tests.journeys.factories import JourneyFactory, StageAliasFactory, StageFactory
from tests.personas.factories import FacetFactory
from tests.personas.handbook.samples import load, page

from .samples import content, journeys, told

pytestmark = pytest.mark.django_db

BENTE = """\
    # Buyer personas

    ## Baker Bente

    - **Goals:**
      - Bread by six
    - **Biggest challenges:**
      - Late flour

{journey}

    ## Miller Mio

    - **Goals:**
      - Less waste
    - **Biggest challenges:**
      - Wet grain
"""
EXPECTED = {
    ("Baker Bente", "Hunger"): ["Webinar", "Newsletter"],
    ("Baker Bente", "Tasting"): ["Case study"],
    ("Baker Bente", "Order"): ["Analyst report"],
}
SHAPES = {
    "label and bullets": """
    ### Recommended Buyer's Journey

    - Hunger: webinar, newsletter
    - Tasting: customer story
    - Order: analyst report
""",
    "bold labels": """
    ### The buying journey

    - **Hunger**: Webinar / Newsletter
    - **Tasting:** Case study
    - __Order:__ Analyst reports
""",
    "bold label without a colon": """
    ### Buyer journey

    * **Hunger** webinars and newsletters
    * **Tasting** case studies
    * **Order** analyst reports
""",
    "numbered": """
    ### Customer journey & content

    1. Hunger - webinars, newsletter
    2. Tasting – case study
    3. Order — analyst report
""",
    "stages numbered by word": """
    ### Purchase journey

    - Stage 1: Hunger: webinars, newsletter
    - Stage 2: Tasting: case study
    - Stage 3: Order: analyst report
""",
    "arrows": """
    ### Marketing funnel

    - *Hunger* → webinar, newsletter
    - *Tasting* -> case study
    - *Order* => analyst report
""",
    "nested": """
    ### Journey

    - Hunger
      - Webinars
      - Newsletter
    - Tasting
      - Case study
    - Order
      - Analyst report
""",
    "a bullet of the persona": """
    - **Recommended buyer journey:**
      - Hunger: webinar, newsletter
      - Tasting: case study
      - Order: analyst report
""",
    "headings": """
    ### Buyer's journey

    #### 1. Hunger

    - Webinar
    - Newsletter

    #### 2. Tasting

    Case study

    #### 3. Order

    - Analyst report
""",
    "bold lines above lists": """
    ### Buyer's journey

    **Hunger**

    - Webinar
    - Newsletter

    **Tasting**

    - Case study

    **Order**

    - Analyst report
""",
    "lines of a paragraph": """
    ### Buyer's journey

    Hunger: webinar, newsletter<br>
    Tasting: case study<br>
    Order: analyst report
""",
    "a table with a row a stage": """
    ### Buyer's journey

    | Stage | Recommended content |
    |---|---|
    | Hunger | Webinar, newsletter |
    | Tasting | Case study |
    | Order | Analyst report |
""",
    "a table with a column a stage": """
    ### Buyer's journey

    | Hunger | Tasting | Order |
    |---|---|---|
    | Webinar<br>Newsletter | Case study | Analyst report |
""",
    "links": """
    ### [Buyer's journey](/journey)

    - [Hunger](#hunger): [webinars](/w), [newsletter](/n)
    - [Tasting](#tasting): [case study](/c)
    - [Order](#order): [analyst report](/a)
""",
    "in brackets": """
    ### Buyer's journey

    - Hunger (webinar, newsletter)
    - Tasting (case study)
    - Order (analyst report)
""",
    "one line with arrows": """
    - **Buyer's journey:** Hunger → webinar, newsletter; Tasting → case study; Order → analyst report
""",
    "one line with labels": """
    **Buyer's journey:** Hunger: webinar, newsletter; Tasting: case study; Order: analyst report
""",
    "one line with brackets": """
    - **Buyer's journey**: Hunger (webinar, newsletter), Tasting (case study), Order (analyst report)
""",
}


def of(journey):
    return page(BENTE.format(journey=journey))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_shape_says_the_same(vocabulary, shape):
    load(of(shape))
    assert content() == EXPECTED
    assert [stages for _, _, stages in journeys()] == [["Hunger", "Tasting", "Order"]]
    assert {journey.kind for journey in Journey.objects.all()} == {"buying"}
    assert not PersonaNote.objects.exists()
    assert make_plan([of(shape)]).changes_anything is False


def test_a_stage_may_have_brackets_and_a_question_its_label(vocabulary):
    load(
        of("""
    **Recommended Buyer's Journey:**

    * Hunger (top of funnel): webinar
    * Order (the end of it): newsletter
      * What they ask: Who has bread?
""")
    )
    assert told() == {
        ("Baker Bente", "Hunger (top of funnel)"): ("Takes part", "", "", ["Webinar"]),
        ("Baker Bente", "Order (the end of it)"): ("Takes part", "Who has bread?", "", ["Newsletter"]),
    }


def test_the_words_around_a_name_are_left_out(vocabulary):
    load(of(SHAPES["label and bullets"]))
    assert journeys() == [("Buyer's Journey", "buying", ["Hunger", "Tasting", "Order"])]


def test_texts_become_messages_and_questions(vocabulary):
    load(
        of("""
    ### Buyer's journey

    - Hunger: Nobody has to wait for bread.
    - Tasting: Who else bakes with it?
      - Message: It rises **every** time.
      - Content: case study
    - Order: webinar (short ones), newsletter
""")
    )
    assert told() == {
        ("Baker Bente", "Hunger"): ("Takes part", "", "Nobody has to wait for bread.", []),
        ("Baker Bente", "Tasting"): (
            "Takes part",
            "Who else bakes with it?",
            "It rises **every** time.",
            ["Case study"],
        ),
        ("Baker Bente", "Order"): ("Takes part", "", "Webinar: short ones", ["Webinar", "Newsletter"]),
    }


def test_labels_below_a_stage_say_what_is_what(vocabulary):
    load(
        of("""
    ### Buyer's journey

    - **Hunger**
      - Involvement: leads
      - **Questions:** Who else bakes with it?
      - **Key message:** It rises every time.
      - Recommended content: case study, webinar
    - **Tasting**
      - Questions
        - What does it cost?
        - Where is it from?
      - Content
        - Webinar
""")
    )
    assert told() == {
        ("Baker Bente", "Hunger"): (
            "Leads",
            "Who else bakes with it?",
            "It rises every time.",
            ["Case study", "Webinar"],
        ),
        ("Baker Bente", "Tasting"): ("Takes part", "What does it cost?\n\nWhere is it from?", "", ["Webinar"]),
    }


def test_unknown_content_types_among_known_ones_are_new(vocabulary):
    load(of("\n    ### Buyer's journey\n\n    - Hunger: webinar, bread tasting\n    - Order: case study, flour lab\n"))
    assert content() == {
        ("Baker Bente", "Hunger"): ["Webinar", "bread tasting"],
        ("Baker Bente", "Order"): ["Case study", "flour lab"],
    }
    assert ContentFormat.objects.filter(name="flour lab").exists()


def test_known_stages_are_found_by_alias_and_slip(vocabulary):
    journey = JourneyFactory(name="How bakers buy", kind="buying")
    hunger = StageFactory(journey=journey, name="Awareness")
    StageAliasFactory(stage=hunger, wording="Hunger")
    StageFactory(journey=journey, name="Consideration")
    plan = load(
        of(
            "\n    ### Recommended journey\n\n    - Hunger: webinar\n    - Considerations: case study\n"
            "    - Order: newsletter\n"
        )
    )
    assert list(content("How bakers buy")) == [
        ("Baker Bente", "Awareness"),
        ("Baker Bente", "Consideration"),
        ("Baker Bente", "Order"),
    ]
    assert Journey.objects.count() == 1
    assert ("Hunger", "Awareness", "alias") in [(each.written, each.read_as, each.how) for each in plan.readings]


def test_two_personas_share_a_journey_and_a_page_may_have_two(vocabulary):
    text = BENTE.format(journey=SHAPES["label and bullets"]) + (
        "\n    ### Renewal journey\n\n    - Recall: newsletter\n    - Signing again: case study\n"
        "\n    ### Recommended Buyer's Journey\n\n    - Hunger: webinar\n    - Delivery: newsletter\n"
    )
    load(page(text))
    assert journeys() == [
        ("Buyer's Journey", "buying", ["Hunger", "Tasting", "Order", "Delivery"]),
        ("Renewal journey", "buying", ["Recall", "Signing again"]),
    ]
    assert content("Buyer's Journey") == EXPECTED | {
        ("Miller Mio", "Hunger"): ["Webinar"],
        ("Miller Mio", "Delivery"): ["Newsletter"],
    }
    assert make_plan([page(text)]).changes_anything is False


STAGES_DOWN = """
    ### Recommended content by stage

    | Stage | What she asks | Content she reads |
    |---|---|---|
    | Hunger | Who has bread? | Webinar |
    | Order | What is it? | Case study |
"""
MARKED = """
    ## Buying journey

    | | Hunger | Order |
    |---|---|---|
    | Baker Bente | leads | x |
"""


def test_a_table_of_stages_needs_no_word_for_a_journey(vocabulary):
    load(of(STAGES_DOWN))
    assert journeys() == [("Buyer's journey", "buying", ["Hunger", "Order"])]
    assert told() == {
        ("Baker Bente", "Hunger"): ("Takes part", "Who has bread?", "", ["Webinar"]),
        ("Baker Bente", "Order"): ("Takes part", "What is it?", "", ["Case study"]),
    }


@pytest.mark.parametrize("is_one_page", [True, False])
def test_what_a_page_tells_twice_is_laid_together(vocabulary, is_one_page):
    own, marked = BENTE.format(journey=STAGES_DOWN), BENTE.format(journey="") + MARKED
    pages = [page(own + MARKED)] if is_one_page else [page(own, "own.md"), page(marked, "marked.md")]
    load(*pages)
    assert told() == {
        ("Baker Bente", "Hunger"): ("Leads", "Who has bread?", "", ["Webinar"]),
        ("Baker Bente", "Order"): ("Takes part", "What is it?", "", ["Case study"]),
    }
    assert make_plan(pages).changes_anything is False


def test_what_an_editor_wrote_stays(vocabulary):
    load(of(SHAPES["label and bullets"]))
    Touchpoint.objects.update(involvement=1, key_message="Ours.")
    load(of(SHAPES["bold labels"]))
    assert set(Touchpoint.objects.values_list("involvement", "key_message")) == {(1, "Ours.")}


def test_what_is_no_stage_joins_the_introduction(vocabulary):
    text = of("\n    ### Buyer's journey\n\n    See the map.\n\n    - Hunger: webinar\n    - Order: newsletter\n")
    load(text)
    assert list(content()) == [("Baker Bente", "Hunger"), ("Baker Bente", "Order")]
    assert list(PersonaNote.objects.values_list("facet__name", "body")) == [("About", "See the map.")]
    assert make_plan([text]).changes_anything is False


@pytest.mark.parametrize(
    "passage",
    [
        "### Buyer's journey\n\n    Bente walks to work, which takes her an hour each way.",
        "### Career journey\n\n    - Apprentice\n    - Head baker",
        "### Resources\n\n    - Hunger: webinar\n    - Order: newsletter",
    ],
)
def test_other_passages_are_left_alone(vocabulary, passage):
    load(of(f"\n    {passage}\n"))
    assert not Journey.objects.exists()


def test_a_facet_of_that_name_has_precedence(vocabulary):
    FacetFactory(name="Buyer's journey", kind=Facet.Kind.LIST)
    load(of("\n    ### Buyer's journey\n\n    - Hunger: webinar\n    - Order: newsletter\n"))
    assert not Journey.objects.exists()


def test_a_draft_import_makes_a_draft_journey(vocabulary):
    load(of(SHAPES["label and bullets"]), status="draft")
    assert [journey.status for journey in Journey.objects.all()] == ["draft"]
