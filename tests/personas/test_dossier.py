import pytest

from personas.dossier import FEW, WHOLE, Dossier

from .factories import (
    ContentPreferenceFactory,
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTraitFactory,
    TraitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persona():
    return PersonaFactory(name="Ada")


@pytest.fixture
def dossier(persona):
    return Dossier(persona, UserFactory())


def say(persona, facet, count, **values):
    return [
        PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=facet), rank=rank, **values)
        for rank in range(1, count + 1)
    ]


def traits(section):
    return [row.trait for row in section.statements]


def names(sections):
    return [section.facet.name for section in sections]


def test_sections_follow_the_vocabulary_and_the_summary_takes_the_first_two_made_for_it(persona, dossier):
    facets = [
        FacetFactory(name=name, order=order, in_summary=name != "B")
        for order, name in ((4, "D"), (3, "C"), (2, "B"), (1, "A"))
    ]
    for facet in facets:
        say(persona, facet, WHOLE + 1)
    FacetFactory(name="Empty", in_summary=True)
    assert names(dossier.leading) == ["A", "C"]
    assert names(dossier.sections) == ["A", "B", "C", "D"]
    assert [len(section.leading) for section in dossier.leading] == [FEW, FEW]


def test_what_the_summary_shows_whole_is_not_repeated(persona, dossier):
    say(persona, FacetFactory(name="Short", order=1, in_summary=True), WHOLE)
    say(persona, FacetFactory(name="Explained", order=2, in_summary=True), 1, detail="More of it.")
    assert names(dossier.leading) == ["Short", "Explained"]
    assert names(dossier.sections) == ["Explained"]
    assert len(dossier.leading[0].leading) == WHOLE


def test_statements_come_by_rank_in_groups_under_their_lead_ins(persona, dossier):
    facet = FacetFactory()
    rows = say(persona, facet, 4)
    rows[0].rank, rows[3].rank = 4, 1
    rows[2].lead_in = "At work:"
    for row in rows:
        row.save()
    [section] = dossier.sections
    groups = [(group.lead_in, group.start, [each.trait for each in group.statements]) for group in section.groups]
    assert groups == [
        ("", 1, [rows[3].trait_id, rows[1].trait_id]),
        ("At work:", 3, [rows[2].trait_id, rows[0].trait_id]),
    ]


def test_a_facet_may_hold_statements_and_prose(persona, dossier):
    facet = FacetFactory()
    PersonaNoteFactory(persona=persona, facet=facet, body="x" * 701)
    [row] = say(persona, facet, 1)
    [section] = dossier.sections
    assert (traits(section), section.note, section.is_long) == ([row.trait_id], "x" * 701, True)


def test_the_introduction_stands_apart(persona, dossier):
    PersonaNoteFactory(persona=persona, facet=FacetFactory(kind="introduction"), body="She is.")
    assert (dossier.introduction, dossier.sections) == ("She is.", [])


def test_a_note_on_the_titles_stands_with_them(persona, dossier):
    facet = FacetFactory(kind="job_titles")
    PersonaNoteFactory(persona=persona, facet=facet, body="Never “chief”.")
    assert (dossier.titles_note, dossier.sections) == ("Never “chief”.", [])
    [row] = say(persona, facet, 1)
    assert [traits(section) for section in Dossier(persona, UserFactory()).sections] == [[row.trait_id]]


def test_sharing_counts_visible_personas_in_use_only(persona, dossier):
    [row] = say(persona, FacetFactory(), 1)
    for status in ("published", "published", "draft", "deprecated"):
        PersonaTraitFactory(persona=PersonaFactory(status=status), trait=row.trait)
    assert dossier.sections[0].statements[0].shared_with == 2
    assert Dossier(persona, EditorFactory()).sections[0].statements[0].shared_with == 3


def test_purchasing_roles_that_tie_share_a_rank(persona, dossier):
    first, second, third = [PersonaPurchasingRoleFactory(persona=persona, rank=rank) for rank in (1, 2, 2)]
    found = [(rank, [row.name for row in rows]) for rank, rows in dossier.purchasing_roles]
    assert found == [(1, [first.role.name]), (2, [second.role.name, third.role.name])]


def tiers(section):
    return {tier: [row.name for row in rows] for tier, rows in section.tiers}


def test_content_types_come_by_tier_where_the_vocabulary_puts_them(persona, dossier):
    facet = FacetFactory(kind="content_preferences")
    third, second, first = [
        ContentPreferenceFactory(persona=persona, tier=tier, rank=rank).content_format.name
        for tier, rank in ((3, 1), (2, 2), (2, 1))
    ]
    assert [(section.facet.key, tiers(section)) for section in dossier.sections] == [
        (facet.pk, {"Secondary": [first, second], "Tertiary": [third]})
    ]
    assert [row.name for row in dossier.first_tier] == [first, second]


def test_content_types_are_shown_without_a_facet_for_them_too(persona, dossier):
    preference = ContentPreferenceFactory(persona=persona)
    assert [(section.facet.name, tiers(section)) for section in dossier.sections] == [
        ("Content types", {"Primary": [preference.content_format.name]})
    ]


def related(dossier):
    return [(heading, [face.slug for face in faces]) for heading, faces in dossier.relations]


def test_relations_name_visible_personas_only(persona):
    wide, boss, old = PersonaFactory(), PersonaFactory(), PersonaFactory(status="deprecated")
    old.successors.add(persona)
    persona.parent, persona.reports_to = wide, boss
    subset, report = PersonaFactory(parent=persona), PersonaFactory(reports_to=persona)
    secret = PersonaFactory(parent=persona, status="draft")
    dossier = Dossier(persona, UserFactory())
    assert related(dossier) == [
        ("Subset of", [wide.slug]),
        ("Subsets", [subset.slug]),
        ("Reports to", [boss.slug]),
        ("Direct reports", [report.slug]),
        ("Took over from", [old.slug]),
    ]
    assert (set(dossier.neighbours), dossier.has_neighbours) == ({wide, subset, boss, report}, True)
    assert set(related(Dossier(persona, EditorFactory()))[1][1]) == {subset.slug, secret.slug}


def test_whom_she_took_over_from_is_no_neighbour(persona):
    PersonaFactory(status="deprecated").successors.add(persona)
    assert (len(Dossier(persona, UserFactory()).relations), Dossier(persona, UserFactory()).has_neighbours) == (
        1,
        False,
    )


def test_a_persona_without_anything_has_an_empty_dossier(dossier):
    assert (dossier.introduction, dossier.leading, dossier.sections, dossier.relations) == ("", (), [], ())
    assert (dossier.titles, dossier.purchasing_roles, dossier.first_tier, dossier.successors) == ((), (), (), [])
