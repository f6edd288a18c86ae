import pytest

from personas.matrix import Group, build
from personas.matrix.relations import Relations
from personas.matrix.subjects import column_of, heads_of, marks_of, subjects
from personas.matrix.ties import STATEMENTS
from personas.models import Persona
from tests.personas.factories import (
    ContentPreferenceFactory,
    FacetFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def goals():
    return FacetFactory(name="Goals", comparable=True, order=1)


@pytest.fixture
def ada():
    return PersonaFactory(name="Ada", role_label="", slug="ada")


@pytest.fixture
def bob():
    return PersonaFactory(name="Bob", role_label="", slug="bob")


def have(trait, *personas, **values):
    return [PersonaTraitFactory(persona=persona, trait=trait, **values) for persona in personas]


def printed(chosen, personas):
    """The names of the rows with their printed cells, by the builder that every page uses."""
    marks = marks_of(chosen, personas)
    matrix = build("", heads_of(chosen, marks), [column_of(persona) for persona in personas], marks)
    return [(row.head.name, [cell and cell.text for cell in row.cells]) for row in matrix.rows]


def test_subjects_are_filled_comparable_facets_and_the_kinds_of_their_own(goals):
    TraitFactory(facet=goals)
    TraitFactory(facet=FacetFactory(name="Quotes", comparable=False))
    FacetFactory(name="Nobody's", comparable=True)
    FacetFactory(name="How they read", kind="content_preferences", order=0)
    assert [(subject.key, subject.group.row_word) for subject in subjects()] == [
        ("how-they-read", "Content type"),
        ("goals", "Statement"),
        ("purchasing-roles", "Purchasing role"),
        ("job-titles", "Job title"),
    ]


def test_a_facet_that_took_the_name_of_a_kind_keeps_it(ada):
    have(TraitFactory(facet=FacetFactory(name="Job titles", comparable=True)), ada)
    assert [subject.key for subject in subjects()] == [
        "job-titles",
        "purchasing-roles",
        "content-types",
        "job-titles-2",
    ]


def test_rows_come_facet_by_facet_the_most_shared_first(goals, ada, bob):
    calm, speed = [TraitFactory(facet=goals, statement=text) for text in ("**Calm**", "Speed")]
    have(calm, ada, rank=1)
    have(speed, ada, bob, rank=2)
    PersonaTitleFactory(persona=bob, title__name="Buyer", rank=3)
    PersonaPurchasingRoleFactory(persona=ada, role__name="Researcher", rank=2)
    ContentPreferenceFactory(persona=bob, content_format__name="Podcast", tier=3)
    assert printed(subjects(), [ada, bob]) == [
        ("Speed", ["2", "2"]),
        ("Calm", ["1", None]),
        ("Researcher", ["2", None]),
        ("Podcast", [None, "Tertiary"]),
        ("Buyer", [None, "3"]),
    ]


def test_counts_are_of_the_personas_asked_for(goals, ada, bob):
    [tie, *_] = have(TraitFactory(facet=goals), ada, bob, PersonaFactory(), rank=3)
    assert [head.count for head in heads_of(subjects(), marks_of(subjects(), [ada, bob]))] == [2]
    both = Persona.objects.filter(slug__in=["ada", "bob"])
    assert [STATEMENTS.counts(both, terms) for terms in (None, [tie.trait_id], [])] == [{tie.trait_id: (2, 3)}] * 2 + [
        {}
    ]


def test_the_counts_of_marks_are_those_of_the_database(goals, ada, bob):
    for place in (3, 1):
        have(TraitFactory(facet=goals), ada, bob, rank=place)
    have(TraitFactory(facet=goals), bob)
    marks = marks_of(subjects(), [ada, bob])
    assert STATEMENTS.counts_in(marks) == STATEMENTS.counts([ada, bob], None)


def test_shades_fall_with_rank_and_tier_and_remarks_are_noted(goals, ada):
    for rank in range(1, 9):
        have(TraitFactory(facet=goals), ada, rank=rank, detail="above all" if rank == 1 else "")
    for tier in (1, 2, 3):
        ContentPreferenceFactory(persona=ada, tier=tier)
    marks = sorted(marks_of(subjects(), [ada]), key=lambda mark: (mark.row[0], mark.place))
    assert [mark.shade for mark in marks] == [5, 3, 1, 5, 4, 3, 2, 2, 1, 1, 1]
    assert [mark.noted for mark in marks if mark.row.startswith("s")] == [True] + [False] * 7


def test_the_rank_of_a_statement_makes_no_difference_but_a_tier_does(goals, ada, bob):
    trait = TraitFactory(facet=goals)
    have(trait, ada, rank=1)
    have(trait, bob, rank=5)
    kind = ContentPreferenceFactory(persona=ada, tier=1).content_format
    ContentPreferenceFactory(persona=bob, content_format=kind, tier=2)
    chosen = subjects()
    personas = [ada, bob]
    columns = [column_of(persona) for persona in personas]
    marks = marks_of(chosen, personas)
    matrix = build("", heads_of(chosen, marks), columns, marks)
    assert [row.is_different for row in matrix.rows] == [False, True]


def test_relations_lead_to_those_whom_the_reader_may_see(ada, bob):
    boss, secret = PersonaFactory(name="Boss", role_label=""), PersonaFactory(status="draft")
    for persona in (ada, bob):
        persona.reports_to = boss
    ada.parent = secret
    relations = Relations([ada, bob], UserFactory(), Group("relations", "Relations"))
    assert [(head.name, head.count, head.url) for head in relations.heads()] == [
        ("Reports to Boss", 2, boss.get_absolute_url())
    ]
    assert [mark.column for mark in relations.marks()] == ["ada", "bob"]


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_grow_with_nothing(goals, django_assert_num_queries, rows):
    personas = [PersonaFactory() for _ in range(rows)]
    for _ in range(rows):
        have(TraitFactory(facet=goals), *personas)
        have(TraitFactory(facet=FacetFactory(comparable=True)), *personas)
    with django_assert_num_queries(2):
        chosen = subjects()
    # Each tie, and what the statements are called.
    with django_assert_num_queries(4 + 1):
        heads_of(chosen, marks_of(chosen, personas))
