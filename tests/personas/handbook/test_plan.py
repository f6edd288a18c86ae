"""The plan says what an import would do, and writes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from personas.handbook.outline import DEEPEST
from personas.handbook.pages import HandbookError
from personas.handbook.plan import Kind, make_plan
from personas.models import Guide, Persona, PersonaTrait, PersonaType

from .samples import BAKERS, load, load_text, page, writing_queries

pytestmark = pytest.mark.usefixtures("vocabulary")


def lines(plan, kind: str) -> list[tuple]:
    return [(line.subject, line.part, line.text) for line in plan.lines if line.kind == kind]


def changes(plan) -> list[tuple]:
    return [(line.subject, line.part, line.text, line.old, line.new) for line in plan.lines if line.kind == "changed"]


def test_a_plan_never_writes():
    with CaptureQueriesContext(connection) as captured:
        plan = make_plan([page(BAKERS)], prune=True)
    assert (writing_queries(captured), plan.changes_anything, Persona.objects.count()) == ([], True, 0)


def test_what_is_new_with_its_line():
    plan = make_plan([page(BAKERS)])
    assert [(line.subject, line.part, line.text, line.page, line.line) for line in plan.lines][:9] == [
        ("Baker Bente", "", "Baker Bente", "people.md", 3),
        ("Miller Mio", "", "Miller Mio", "people.md", 17),
        ("Baker Bente", "Goals", "Bread by six", "people.md", 8),
        ("Baker Bente", "Goals", "Less waste", "people.md", 9),
        ("Baker Bente", "Biggest challenges", "Late flour", "people.md", 11),
        ("Miller Mio", "Goals", "Less waste", "people.md", 20),
        ("Miller Mio", "Biggest challenges", "Wet grain", "people.md", 22),
        ("Baker Bente", "About", "Bente runs **three** ovens.", "people.md", 5),
        ("Baker Bente", "Job title", "Head baker", "people.md", 12),
    ]


def test_the_same_page_again_is_all_unchanged():
    first = load_text(BAKERS)
    again = make_plan([page(BAKERS)])
    counts = again.counts()
    assert (counts[Kind.UNCHANGED], again.changes_anything) == (first.counts()[Kind.NEW], False)
    assert [counts[kind] for kind in (Kind.NEW, Kind.CHANGED, Kind.GONE)] == [0, 0, 0]


def test_changed_words_with_old_and_new():
    load_text(BAKERS)
    plan = make_plan([page(BAKERS.replace("**three** ovens", "**four** ovens"))])
    assert changes(plan) == [
        (
            "Baker Bente",
            "About",
            "Bente runs **four** ovens.",
            "Bente runs **three** ovens.",
            "Bente runs **four** ovens.",
        )
    ]


def test_what_disappeared_is_named_and_kept():
    load_text(BAKERS)
    plan = load_text(BAKERS.replace("      - Late flour\n", "      - Cold ovens\n"))
    assert lines(plan, "gone") == [("Baker Bente", "Biggest challenges", "Late flour")]
    assert lines(plan, "new") == [("Baker Bente", "Biggest challenges", "Cold ovens")]
    challenges = PersonaTrait.objects.filter(persona__name="Baker Bente", trait__facet__slug="biggest-challenges")
    assert sorted(challenges.values_list("trait__statement", flat=True)) == ["Cold ovens", "Late flour"]


def test_another_order_is_one_line():
    load_text(BAKERS)
    plan = make_plan(
        [
            page(
                BAKERS.replace("Bread by six", "first")
                .replace("Less waste", "Bread by six", 1)
                .replace("first", "Less waste")
            )
        ]
    )
    assert changes(plan) == [("Baker Bente", "Goals", "The order", "", "")]


def test_guesses_come_before_known_aliases_and_spellings_are_no_news():
    plan = make_plan(
        [page("# Buyers\n\n## Bente\n\n- **Aims:** bread\n- **Bigest challenges:** flour\n- **job title:** baker\n")]
    )
    assert [(line.text, line.old, line.new, line.line) for line in plan.lines if line.kind == "guess"] == [
        ("close match", "Bigest challenges", "Biggest challenges", 6),
        ("alias", "Aims", "Goals", 5),
    ]


def test_a_new_facet_is_flagged():
    plan = make_plan(
        [page("# Buyers\n\n## Bente\n\n- **Goals:** bread\n- **Shoe size:** 40\n- **Also called:** baker\n")]
    )
    assert [line for line in lines(plan, "new") if line[1] == "Facet"] == [("Shoe size", "Facet", "Shoe size")]


def test_not_understood_with_its_line():
    plan = make_plan([page("# Buyers\n\n## Bente\n\n**Goals:** bread\n\n**Also called:** baker\n\n### Shoes\n")])
    assert [(line.text, line.part, line.line) for line in plan.lines if line.kind == "not_understood"] == [
        ("Shoes", "A label with nothing below it.", 9)
    ]


def test_pruning_is_part_of_the_fingerprint_and_so_is_every_line():
    plans = [make_plan([page(text)], prune=prune) for text in (BAKERS, BAKERS + "\n") for prune in (False, True)]
    other = make_plan([page(BAKERS.replace("Wet", "Dry"))])
    assert [plan.fingerprint == plans[0].fingerprint for plan in [*plans, other]] == [True, False, True, False, False]


def test_a_type_by_argument_counts_only_where_no_heading_names_one():
    labels = "- **Goals:** bread\n- **Also called:** baker\n\n"
    text = f"# Shop\n\n## Bente\n\n{labels}## Buyers\n\n### Mio\n\n{labels}"
    load_text(text, type_slug="internal")
    assert dict(Persona.objects.values_list("name", "type__slug")) == {"Bente": "internal", "Mio": "buyer"}


@pytest.mark.parametrize("default", ["internal", "user"])
def test_a_type_by_default(default, settings):
    settings.DEFAULT_PERSONA_TYPE = default
    load_text("# Shop\n\n## Bente\n\n- **Goals:** bread\n- **Also called:** baker\n")
    assert Persona.objects.get().type.slug == default


def test_a_default_type_that_is_not_there_is_the_first(settings):
    settings.DEFAULT_PERSONA_TYPE = "robot"
    load_text("# Shop\n\n## Bente\n\n- **Goals:** bread\n- **Also called:** baker\n")
    assert Persona.objects.get().type == PersonaType.objects.first()


def test_an_unknown_type_is_refused():
    with pytest.raises(HandbookError) as refused:
        make_plan([page(BAKERS)], type_slug="robot")
    assert str(refused.value) == "There is no persona type “robot”. Known are: buyer, internal, user."


def test_a_page_without_personas_is_refused():
    with pytest.raises(HandbookError) as refused:
        make_plan([page("# Tips\n\nGreet everybody.\n", "tips.md")])
    assert str(refused.value) == (
        "tips.md has no personas: below none of its headings stand labels such as goals or job titles."
    )


def test_a_value_that_does_not_fit_is_refused_with_its_line():
    text = f"---\ndramatis: personas\n---\n\n## Bente\n\n<!-- persona\nrole: {'x' * 121}\n-->\n"
    with pytest.raises(HandbookError) as refused:
        make_plan([page(text)])
    assert str(refused.value) == (
        f"people.md, line 5: “Bente ({'x' * 73}” can't be kept. "
        "Ensure this value has at most 120 characters (it has 121)."
    )


def crowd(number: int) -> str:
    """A page with that many bakers, all with the same goal and one of their own."""
    people = (
        f"## Bente {n}\n\n- **Goals:**\n  - Bread\n  - Bread {n}\n- **Also called:** Baker {n}" for n in range(number)
    )
    return "# Buyers\n\n" + "\n\n".join(people) + "\n\n## Tips\n\nGreet.\n"


@pytest.mark.parametrize("imported", [False, True])
def test_a_plan_takes_the_same_number_of_queries_for_one_persona_and_for_thirty(imported):
    few, many = page(crowd(1)), page(crowd(30))
    if imported:
        load(many)
        load(page(crowd(1), "few.md"))
    for source in (few, many):
        with CaptureQueriesContext(connection) as captured:
            plan = make_plan([source])
        # Of those who would go it asks once what uses them, a query a kind.
        assert len(captured) == (26 if imported else 24) + (11 if plan.gone else 0)


markdown = st.lists(
    st.sampled_from(
        ["## Bente", "# Buyers", "**Goals:**", "- **Pain points:** x", "- ", "  - a", "1. b", "> c", "| a | b |",
         "| - | - |",
         "***", "```", "<br>", "<!--", "-->", "[a]: /b", "[a](#b)", "---", "title: x", "{: .x}", "### Purchasing role",
         "Influencer / x", "### How they learn", "- Primary: Webinar (x", "**Deprecated:** 2026-99-01", "\t", "é漢",
         "### Subset of", "Persona type: x", "<!-- persona", "dramatis: personas", "\\", "**a", "~~b~~", "",
         "## Retired", "\x85"]
    )
    | st.text(max_size=12),
    min_size=1,
    max_size=14,
).map("\n".join)  # fmt: skip


def outcome(pages) -> str:
    """What planning came to: a sentence, or the number of new rows."""
    try:
        return str(len(make_plan(pages).new))
    except HandbookError as error:
        return str(error)


@given(markdown)
@example("---\ndramatis: personas\n---\n\n# x\n\n## \n\n### Goals\n\n- \n")
@example("---\ndramatis: guide\ntitle: x")
@example("- " * (DEEPEST // 2) + "x")
@settings(
    max_examples=25, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_markdown_is_planned_or_refused_in_a_sentence(text):
    bente = page(f"# Buyers\n\n## Bente\n\n- **Goals:** x\n- **Also called:** y\n\n{text}")
    assert [outcome([bente]), outcome([page(text)]), outcome([bente, page(text, "b.md")])].count("") == 0


def test_no_guide_is_planned_twice():
    load_text(BAKERS + "\n    ## Tips\n\n    Greet.\n")
    plan = load_text(BAKERS + "\n    ## Tips\n\n    Greet.\n\n    ## Tours\n\n    x\n")
    assert (lines(plan, "new"), Guide.objects.count()) == ([("Tours", "Guide", "Tours")], 2)
