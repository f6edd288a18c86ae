"""Pages that still speak of what was merged: they are understood, and importing them again changes nothing."""

from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from personas.handbook.pages import Page
from personas.handbook.plan import Kind, make_plan
from personas.handbook.writer import write_handbook, write_vocabulary
from personas.merges import merge
from personas.models import (
    ContentFormat,
    Facet,
    Persona,
    PersonaTrait,
    PersonaType,
    PurchasingRole,
    Trait,
    TraitAlias,
)
from personas.wording import one_line, wording_key
from tests.personas.factories import (
    EditorFactory,
    FacetFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitAliasFactory,
    TraitFactory,
)

from .samples import load, load_text

VOCABULARY = """\
    ---
    dramatis: vocabulary
    title: Vocabulary
    ---

    # Vocabulary

    ## Persona types

    ### Buyer

    ### Purchaser

    ## Facets

    ### Challenges

    <!-- term
    kind: list
    applies_to:
      - Purchaser
    -->

    What is hard.

    ### Pain points

    <!-- term
    kind: list
    applies_to:
      - Buyer
    -->

    What hurts.

    ### Reached by

    <!-- term
    kind: content_preferences
    -->

    ### Role in the purchase

    <!-- term
    kind: purchasing_roles
    -->

    ## Content types

    ### Podcast

    <!-- term
    example_url: https://example.com/a
    -->

    Heard.

    ### Audio

    <!-- term
    example_url: https://example.com/b
    aliases:
      - Radio
    -->

    Listened to.

    ## Purchasing roles

    ### Initiator

    ### Finder

    ## Other wordings of statements

    ### Challenges

    - Silos between teams
      - Walls
    """
PERSONAS = """\
    ---
    dramatis: personas
    title: Buyer personas
    type: purchaser
    ---

    # Buyer personas

    ## Baker Bente

    ### Challenges

    First:

    - **Silos between teams:** Since the takeover.
    - No time

    Later:

    - **Siloed teams:** In spring.
    - No flour

    ### Pain points

    - Her back
    - no time

    ### Reached by

    - Primary
      - Podcast (short ones)
    - Secondary
      - Audio (on the way)

    ### Role in the purchase

    1. Initiator
    2. Finder (for renewals)
    """


def pages():
    return [Page("vocabulary.md", dedent(VOCABULARY)), Page("personas-buyer.md", dedent(PERSONAS))]


def merged(model, kept, gone, field="name"):
    merge(model.objects.get(**{field: kept}), [model.objects.get(**{field: gone})], by=EditorFactory())


@pytest.fixture
def after_merges(db):
    """The pages' catalogue after an editor merged whatever can be merged."""
    load(*pages())
    merged(Trait, "Silos between teams", "Siloed teams", "statement")
    merged(Facet, "Challenges", "Pain points")
    merged(ContentFormat, "Podcast", "Audio")
    merged(PurchasingRole, "Initiator", "Finder")
    merged(PersonaType, "Buyer", "Purchaser")


def test_the_same_pages_change_nothing_after_a_merge(after_merges):
    plan = make_plan(pages())
    assert [(line.kind, line.text) for line in plan.lines if line.kind in (Kind.NEW, Kind.CHANGED)] == []
    assert not plan.changes_anything


def test_one_of_the_pages_changes_nothing_after_a_merge(after_merges):
    assert [make_plan([page]).changes_anything for page in pages()] == [False, False]


HALVES = ("**Silos between teams:** Since the takeover.", "**Siloed teams:** In spring.")


def half(number, detail=""):
    """One of two pages about one persona; each has one of the two statements that were merged."""
    text = f"""\
        # Page {number}

        ## Baker Bente

        - **Challenges:**
          - {detail or HALVES[number]}
          - No time
        - **Role in the purchase:** Initiator
    """
    return Page(f"page-{number}.md", dedent(text))


@pytest.fixture
def details(db):
    """The details of a persona's statements that two pages brought, each one of them, after a merge."""
    load(pages()[0], half(0), half(1))
    merged(Trait, "Silos between teams", "Siloed teams", "statement")
    rows = PersonaTrait.objects.filter(trait__statement="Silos between teams")
    assert rows.get().detail == "In spring.\n\nSince the takeover."
    return rows.values_list("detail", flat=True)


@pytest.mark.parametrize("numbers", [(0,), (1,), (0, 1)])
def test_pages_with_one_detail_each_leave_the_joined_one(details, numbers):
    plan = load(*map(half, numbers))
    assert (plan.changes_anything, list(details)) == (False, ["In spring.\n\nSince the takeover."])


def test_a_detail_that_is_news_still_counts(details):
    load(half(1, "**Siloed teams:** In autumn."))
    assert list(details) == ["In autumn."]


def test_pruning_takes_the_page_at_its_word(details):
    load(half(1), prune=True)
    assert list(details) == ["In spring."]


def test_what_the_merge_left(after_merges):
    (persona,) = Persona.objects.all()
    assert list(persona.persona_traits.values_list("trait__statement", "rank", "lead_in", "detail")) == [
        ("Her back", 1, "", ""),
        ("Silos between teams", 2, "First:", "Since the takeover.\n\nIn spring."),
        ("No time", 3, "", ""),
        ("No flour", 4, "Later:", ""),
    ]
    assert list(persona.purchasing_roles.values_list("role__name", "rank", "qualifier")) == [
        ("Initiator", 1, "for renewals")
    ]


def test_the_plan_says_how_wordings_were_read(after_merges):
    read = {(line.subject, line.part, line.old, line.new) for line in make_plan(pages()).lines if line.kind == "guess"}
    assert {
        ("Baker Bente", "Challenges", "Siloed teams", "Silos between teams"),
        ("", "Facet", "Pain points", "Challenges"),
        ("", "Content type", "Audio", "Podcast"),
        ("", "Persona type", "Purchaser", "Buyer"),
    } <= read


def test_a_page_as_people_write_it_is_read_by_aliases_too(after_merges):
    text = """\
        # Buyer personas

        ## Robin

        - **Pain points:**
          - Walls
          - siloed teams
          - Dust
        - **Role in the purchase:** Finder
    """
    load_text(text)
    robin = Persona.objects.get(name="Robin")
    assert list(robin.persona_traits.values_list("trait__statement", "rank")) == [
        ("Silos between teams", 1),
        ("Dust", 2),
    ]


def test_there_and_back_again_is_the_same_to_the_letter(after_merges):
    first = write_handbook()
    emptied()
    load(*first)
    assert write_handbook() == first
    assert TraitAlias.objects.count() == 2


def emptied():
    for model in (PersonaTrait, TraitAlias, Trait, Persona, Facet, ContentFormat, PurchasingRole, PersonaType):
        model.objects.all().delete()


def test_an_alias_that_is_a_statement_here_is_told_and_left_out(db):
    load(*pages())
    trait = TraitFactory(facet=Facet.objects.get(name="Challenges"), statement="Fences")
    page = Page("vocabulary.md", dedent(VOCABULARY).replace("- Walls", "- Walls\n  - Fences"))
    plan = make_plan([page])
    assert not plan.changes_anything
    assert [(puzzle.subject, puzzle.text) for puzzle in plan.puzzles] == [("Challenges", "Fences")]
    assert trait.aliases.count() == 0


def test_a_statement_reworded_over_an_alias_of_another_stays_itself(db):
    """No form lets that happen; rows written past the forms may."""
    facet = FacetFactory(name="Challenges")
    TraitAliasFactory(trait=TraitFactory(facet=facet, statement="Silos"), wording="Walls")
    row = PersonaTraitFactory(trait=TraitFactory(facet=facet, statement="walls"))
    load(*write_handbook())
    assert list(PersonaTrait.objects.values_list("pk", "trait__statement")) == [(row.pk, "walls")]


def test_types_that_a_facet_applies_to_are_written_and_read(db):
    facet = FacetFactory(name="Challenges")
    facet.applies_to.add(PersonaTypeFactory(name="User"), PersonaTypeFactory(name="Buyer"))
    assert "applies_to:\n  - Buyer\n  - User\n" in write_vocabulary().text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40), max_size=4))
def test_whatever_wording_an_editor_typed_comes_back(db, texts):
    emptied()
    PersonaTypeFactory(name="User", order=1)
    facet = FacetFactory(name="Challenges", order=1)
    keys = set()
    wordings = [one_line(text) for text in texts]
    wordings = [text for text in wordings if text and not (wording_key(text) in keys or keys.add(wording_key(text)))]
    if not wordings:
        return
    trait = TraitFactory(facet=facet, statement=wordings[0])
    for text in wordings[1:]:
        TraitAliasFactory(trait=trait, wording=text)
    first = write_vocabulary()
    emptied()
    load(first)
    assert write_vocabulary() == first
