"""A plan of which some lines are taken and others left can be written, and says what it does."""

import pytest

from personas.handbook.apply import apply_plan
from personas.handbook.pages import HandbookError
from personas.handbook.plan import Kind, group_key, make_plan
from personas.handbook.selection import NO_CHOICES, Choices, needed_lines, selected, without_pieces
from personas.models import (
    Facet,
    Guide,
    HandbookPage,
    JobTitle,
    Persona,
    PersonaNote,
    PersonaTitle,
    PersonaTrait,
    Trait,
)
from tests.personas.factories import PersonaFactory

from .samples import BAKERS, load_text, page

pytestmark = pytest.mark.usefixtures("vocabulary")

TIPS = "\n    ## Tips\n\n    Greet **them**.\n\n    ### Mornings\n\n    Bring coffee.\n"
SHOES = "# Buyers\n\n## Bente\n\n- **Goals:** x\n- **Shoe size:** 40\n\n## Mio\n\n- **Goals:** x\n- **Aims:** y\n"


def key_of(plan, kind, subject, text) -> str:
    """The key of the one line of that kind about that subject with that text."""
    (line,) = [line for line in plan.lines if (line.kind, line.subject, line.text) == (kind, subject, text)]
    return line.key


def leaving(plan, *lines, groups=()):
    """The plan without those lines, given as (kind, subject, text), and without those groups."""
    left = {key_of(plan, *line) for line in lines} | {group_key(subject) for subject in groups}
    return selected(plan, Choices(left=frozenset(left)))


def taking(plan, *lines):
    return selected(plan, Choices(taken=frozenset(key_of(plan, *line) for line in lines)))


def apply_leaving(text, *lines, groups=(), **options):
    plan = leaving(make_plan([page(text)], **options), *lines, groups=groups)
    apply_plan(plan)
    return plan


def catalogue() -> list:
    models = (Persona, Trait, PersonaTrait, PersonaTitle, JobTitle, PersonaNote, Guide)
    return [sorted(map(str, model.objects.all())) for model in models]


def test_with_nothing_decided_the_plan_is_the_same():
    load_text(BAKERS)
    for prune in (False, True):
        plan = make_plan([page(BAKERS.split("    ## Miller")[0].replace("three", "four") + TIPS)], prune=prune)
        same = selected(plan, NO_CHOICES)
        assert (same.new, same.changed, same.removed) == (plan.new, plan.changed, plan.removed)
        assert (same.lines, same.is_partial) == (
            [line for line in plan.lines if prune or line.kind != Kind.GONE],
            not prune,
        )


def test_a_line_that_is_left_is_not_written_and_comes_again():
    apply_leaving(BAKERS, (Kind.NEW, "Baker Bente", "Late flour"))
    assert not Trait.objects.filter(statement="Late flour").exists()
    again = make_plan([page(BAKERS)])
    assert [(line.kind, line.text) for line in again.lines if line.kind in (Kind.NEW, Kind.CHANGED)] == [
        (Kind.NEW, "Late flour")
    ]
    apply_plan(again)
    assert make_plan([page(BAKERS)]).changes_anything is False


def test_a_persona_who_is_left_takes_all_that_hangs_on_her_along():
    apply_leaving(BAKERS, (Kind.NEW, "Baker Bente", "Baker Bente"))
    personas, traits, *_, guides = catalogue()
    assert (personas, traits, guides) == (["Miller Mio"], ["Less waste", "Wet grain"], [])
    assert [str(persona) for persona in HandbookPage.objects.get().personas.all()] == ["Miller Mio"]
    assert JobTitle.objects.filter(name="Oven lead").exists() is False


def test_a_group_that_is_left_is_left_whole():
    apply_leaving(BAKERS + TIPS, groups=["Miller Mio", "Tips"])
    assert catalogue()[0] == ["Baker Bente"]
    assert Guide.objects.count() == 0


def test_a_facet_that_is_left_takes_its_statements_along():
    plan = apply_leaving(SHOES, (Kind.NEW, "Shoe size", "Shoe size"))
    assert (Facet.objects.filter(name="Shoe size").exists(), catalogue()[1]) == (False, ["x", "y"])
    assert [line for line in plan.lines if line.text == "40"] == []


def test_a_facet_that_nobody_needs_any_more_is_left():
    apply_leaving(SHOES, (Kind.NEW, "Bente", "40"))
    assert Facet.objects.filter(name="Shoe size").exists() is False
    assert Persona.objects.filter(name="Bente").exists() is True


def test_a_reference_to_a_persona_who_is_left_is_cut():
    text = SHOES.replace("- **Shoe size:** 40", "- **Subset of:** [Mio](#mio)")
    apply_leaving(text, (Kind.NEW, "Mio", "Mio"))
    assert Persona.objects.get().parent is None


def test_a_change_can_be_left():
    load_text(BAKERS)
    text = BAKERS.replace("**three**", "**four**").replace("Late flour", "Later flour")
    apply_leaving(text, (Kind.CHANGED, "Baker Bente", "Bente runs **four** ovens."))
    assert (PersonaNote.objects.get().body, Trait.objects.filter(statement="Later flour").count()) == (
        "Bente runs **three** ovens.",
        1,
    )


def test_another_order_can_be_left():
    load_text(BAKERS)
    other = BAKERS.replace("Bread by six", "1st").replace("Less waste", "Bread by six", 1).replace("1st", "Less waste")
    plan = apply_leaving(other, (Kind.CHANGED, "Baker Bente", "The order"))
    assert (plan.changes_anything, make_plan([page(other)]).changes_anything) == (False, True)


def test_what_is_gone_is_removed_line_by_line():
    load_text(BAKERS)
    shorter = BAKERS.replace("      - Late flour\n", "      - Cold ovens\n").replace(", Oven lead", "")
    plan = taking(make_plan([page(shorter)]), (Kind.GONE, "Baker Bente", "Late flour"))
    apply_plan(plan)
    bente = Persona.objects.get(slug="baker-bente")
    assert [str(link.trait) for link in bente.persona_traits.all() if link.trait.facet.slug != "goals"] == [
        "Cold ovens"
    ]
    assert bente.persona_titles.count() == 2
    assert make_plan([page(shorter)]).changes_anything is False


def test_pruning_leaves_what_is_unticked():
    load_text(BAKERS)
    shorter = BAKERS.replace("      - Late flour\n", "").replace(", Oven lead", "")
    apply_leaving(shorter, (Kind.GONE, "Baker Bente", "Late flour"), prune=True)
    assert (Trait.objects.filter(persona_traits__persona__slug="baker-bente", statement="Late flour").count(), 1) == (
        1,
        PersonaTitle.objects.count(),
    )


def test_a_persona_no_longer_on_her_last_page_is_removed_when_her_line_is_taken():
    load_text(BAKERS)
    plan = make_plan([page(BAKERS.split("    ## Miller")[0])])
    apply_plan(taking(plan, (Kind.GONE, "Miller Mio", "Miller Mio")))
    assert catalogue()[0] == ["Baker Bente"]


LONG = BAKERS.replace("Bente runs **three** ovens.", "Bente runs **three** ovens.\n\n    She sings.\n\n    She rests.")


@pytest.mark.parametrize("prune", [False, True])
@pytest.mark.parametrize(
    ("kept", "gone"),
    [
        (["She sings.", "She rests."], []),
        (["She rests."], ["She sings."]),
        (["She sings."], ["She rests."]),
        ([], ["She sings.", "She rests."]),
    ],
)
def test_pieces_of_a_text_are_removed_one_by_one(prune, kept, gone):
    load_text(LONG)
    plan = make_plan([page(BAKERS.replace("three", "four"))], prune=prune)
    choices = Choices(
        frozenset(key_of(plan, Kind.GONE, "Baker Bente", text) for text in gone),
        frozenset(key_of(plan, Kind.GONE, "Baker Bente", text) for text in kept),
    )
    apply_plan(selected(plan, choices))
    assert PersonaNote.objects.get().body == "\n\n".join(["Bente runs **four** ovens.", *kept])


def test_a_piece_can_go_though_nothing_else_changes():
    load_text(LONG)
    plan = make_plan([page(LONG.replace("    She sings.\n\n", ""))])
    assert plan.changes_anything is False
    apply_plan(taking(plan, (Kind.GONE, "Baker Bente", "She sings.")))
    assert PersonaNote.objects.get().body == "Bente runs **three** ovens.\n\nShe rests."


def test_a_piece_can_go_while_the_change_of_the_text_is_left():
    load_text(LONG)
    plan = make_plan([page(BAKERS.replace("three", "four"))])
    (changed,) = [line.key for line in plan.lines if line.kind == Kind.CHANGED]
    gone = key_of(plan, Kind.GONE, "Baker Bente", "She sings.")
    apply_plan(selected(plan, Choices(frozenset([gone]), frozenset([changed]))))
    assert PersonaNote.objects.get().body == "Bente runs **three** ovens.\n\nShe rests."


def test_a_guide_goes_with_the_one_it_is_a_part_of():
    apply_leaving(BAKERS + TIPS, (Kind.NEW, "Tips", "Tips"))
    assert Guide.objects.count() == 0


def test_with_everything_left_nothing_is_written():
    plan = make_plan([page(BAKERS + TIPS)])
    nothing = selected(plan, Choices(left=frozenset(line.key for line in plan.lines if line.key)))
    assert (nothing.changes_anything, nothing.is_partial) == (False, True)


def test_choices_that_do_not_go_together_are_refused_in_a_sentence():
    PersonaFactory(name="Bente", role_label="", slug="bente-old")
    plan = make_plan([page(SHOES)])
    part = leaving(plan, (Kind.NEW, "Shoe size", "Shoe size"))
    PersonaFactory(name="Mio", role_label="", slug="mio-old")
    with pytest.raises(HandbookError, match="What is ticked doesn't go without something that isn't"):
        apply_plan(part)


def test_keys_are_the_same_in_every_plan():
    keys = [[line.key for line in make_plan([page(BAKERS + TIPS)]).lines] for _ in range(2)]
    assert keys[0] == keys[1]
    chosen = [key for key in keys[0] if key]
    assert len(set(chosen)) == len(chosen)


def test_a_line_knows_the_lines_it_needs():
    plan = make_plan([page(SHOES)])
    bente, shoes = key_of(plan, Kind.NEW, "Bente", "Bente"), key_of(plan, Kind.NEW, "Shoe size", "Shoe size")
    needed = needed_lines(plan)
    assert needed[key_of(plan, Kind.NEW, "Bente", "40")] == sorted([bente, shoes])
    assert needed[key_of(plan, Kind.NEW, "Bente", "x")] == [bente]
    assert bente not in needed


def test_what_a_form_shows_is_decided_and_the_rest_stays_as_it_was():
    before = Choices(frozenset("ab"), frozenset("cd"))
    assert before.decided(frozenset("acx"), frozenset("cz")) == Choices(frozenset("bc"), frozenset("adx"))


@pytest.mark.parametrize(
    ("going", "left"),
    [([], "a\n\n- b\n- c\n\nb"), (["b"], "a\n\n- b\n- c"), (["- b"], "a\n\n- c\n\nb"), (["a\n\n- b\n- c\n\nb"], "")],
)
def test_pieces_are_taken_out_of_a_text(going, left):
    assert without_pieces("a\n\n- b\n- c\n\nb", going) == left
