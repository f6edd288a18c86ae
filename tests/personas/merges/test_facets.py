"""Two facets are the same kind of statement."""

import pytest

from personas.merges import MergeError
from personas.models import Facet, FacetAlias, PersonaNote, PersonaTrait, Trait, TraitAlias
from tests.personas.factories import (
    FacetAliasFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
    TraitAliasFactory,
    TraitFactory,
)


@pytest.fixture
def challenges(db):
    return FacetFactory(name="Challenges", order=10)


@pytest.fixture
def pains(db):
    return FacetFactory(name="Pain points", order=20)


def statements_of(persona):
    rows = PersonaTrait.objects.filter(persona=persona)
    return list(rows.values_list("trait__facet__name", "trait__statement", "rank", "lead_in"))


def test_statements_and_names_move(merged, challenges, pains):
    FacetAliasFactory(term=pains, wording="Hurdles")
    row = PersonaTraitFactory(trait=TraitFactory(facet=pains, statement="Silos"))
    TraitAliasFactory(trait=row.trait, wording="Siloed teams")
    merged(challenges, pains)
    assert list(Facet.objects.all()) == [challenges]
    assert statements_of(row.persona) == [("Challenges", "Silos", 1, "")]
    assert list(TraitAlias.objects.values_list("facet__name", "wording")) == [("Challenges", "Siloed teams")]
    assert set(FacetAlias.objects.values_list("term__name", "key")) == {
        ("Challenges", "hurdle"),
        ("Challenges", "pain point"),
    }


def test_equal_statements_become_one(merged, challenges, pains):
    kept = TraitFactory(facet=challenges, statement="Silos between teams")
    gone = TraitFactory(facet=pains, statement="silos between teams.")
    rows = [PersonaTraitFactory(trait=trait) for trait in (kept, gone)]
    plan = merged(challenges, pains)
    assert [list(row.persona.persona_traits.values_list("trait", flat=True)) for row in rows] == [[kept.pk], [kept.pk]]
    assert list(Trait.objects.all()) == [kept]
    assert TraitAlias.objects.count() == 0
    assert [section.label for section in plan.sections] == ["Traits that become one", "Traits of personas that move"]


def test_statements_that_share_a_wording_become_one(merged, challenges, pains):
    kept = TraitFactory(facet=challenges, statement="Silos")
    gone = TraitFactory(facet=pains, statement="Siloed teams")
    TraitAliasFactory(trait=kept, wording="Walls")
    TraitAliasFactory(trait=gone, wording="walls")
    TraitAliasFactory(trait=gone, wording="SILOS")
    merged(challenges, pains)
    assert list(Trait.objects.all()) == [kept]
    assert set(TraitAlias.objects.values_list("facet", "trait", "wording")) == {
        (challenges.pk, kept.pk, "Walls"),
        (challenges.pk, kept.pk, "Siloed teams"),
    }


def test_lists_of_one_persona_follow_each_other_in_reading_order(merged, challenges, pains):
    persona = PersonaFactory()
    for facet, rows in ((pains, [("d", ""), ("e", "Then:")]), (challenges, [("a", ""), ("b", "First:"), ("c", "")])):
        for rank, (statement, lead_in) in enumerate(rows, start=1):
            trait = TraitFactory(facet=facet, statement=statement)
            PersonaTraitFactory(persona=persona, trait=trait, rank=rank, lead_in=lead_in)
    merged(pains, challenges)
    assert statements_of(persona) == [
        ("Pain points", "a", 1, ""),
        ("Pain points", "d", 2, ""),
        ("Pain points", "b", 3, "First:"),
        ("Pain points", "c", 4, ""),
        ("Pain points", "e", 5, "Then:"),
    ]


def test_a_persona_with_equal_statements_in_both_has_one(merged, challenges, pains):
    persona = PersonaFactory()
    for facet, detail in ((pains, "In spring."), (challenges, "In autumn.")):
        trait = TraitFactory(facet=facet, statement="Silos")
        PersonaTraitFactory(persona=persona, trait=trait, rank=5, detail=detail)
    merged(challenges, pains)
    (row,) = persona.persona_traits.all()
    assert (row.rank, row.detail) == (1, "In autumn.\n\nIn spring.")


def test_two_statements_of_one_facet_that_the_other_joins(merged, challenges, pains):
    persona = PersonaFactory()
    for rank, statement in enumerate(("Silos", "Walls"), start=1):
        PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=challenges, statement=statement), rank=rank)
    TraitAliasFactory(trait=TraitFactory(facet=pains, statement="silos"), wording="walls")
    merged(challenges, pains)
    assert statements_of(persona) == [("Challenges", "Silos", 1, "")]
    assert list(TraitAlias.objects.values_list("wording", flat=True)) == ["walls"]


def test_notes_of_one_persona_become_one(merged, challenges, pains):
    note = PersonaNoteFactory(facet=pains, body="It hurts.")
    PersonaNoteFactory(facet=challenges, persona=note.persona, body="It is hard.")
    alone = PersonaNoteFactory(facet=pains, body="Alone.")
    merged(challenges, pains)
    assert set(PersonaNote.objects.values_list("facet", "persona", "body")) == {
        (challenges.pk, note.persona.pk, "It is hard.\n\nIt hurts."),
        (challenges.pk, alone.persona.pk, "Alone."),
    }


def test_types_add_up(merged, challenges, pains):
    buyer, user = PersonaTypeFactory(name="Buyer"), PersonaTypeFactory(name="User")
    challenges.applies_to.add(buyer)
    pains.applies_to.add(buyer, user)
    merged(challenges, pains)
    assert set(challenges.applies_to.all()) == {buyer, user}


@pytest.mark.parametrize("restricted", ["challenges", "pains"])
def test_a_facet_for_all_types_keeps_applying_to_all(merged, challenges, pains, restricted):
    {"challenges": challenges, "pains": pains}[restricted].applies_to.add(PersonaTypeFactory())
    plan = merged(challenges, pains)
    assert list(challenges.applies_to.all()) == []
    assert plan.remarks == ["“Challenges” applies to all types of persona, as one of the facets did."]


def test_definitions_add_up_and_other_settings_are_told(merged, challenges, pains):
    challenges.description, pains.description, pains.comparable = "What is hard.", "What hurts.", True
    challenges.save(), pains.save()
    plan = merged(challenges, pains)
    challenges.refresh_from_db()
    assert (challenges.description, challenges.comparable) == ("What is hard.\n\nWhat hurts.", False)
    assert plan.remarks == ["“Pain points” was shown in comparisons; “Challenges” stays as it is: no."]


def test_a_facet_of_a_kind_of_its_own_has_to_stay(merged, challenges):
    titles = FacetFactory(name="Job titles", kind=Facet.Kind.JOB_TITLES)
    with pytest.raises(MergeError, match="Choose it as the one that stays"):
        merged(challenges, titles)
    merged(titles, challenges)
    assert list(Facet.objects.all()) == [titles]


def test_facets_of_different_kinds_of_their_own_are_refused(merged):
    titles = FacetFactory(name="Job titles", kind=Facet.Kind.JOB_TITLES)
    roles = FacetFactory(name="Role in the purchase", kind=Facet.Kind.PURCHASING_ROLES)
    with pytest.raises(MergeError, match="are of different kinds \\(job titles; purchasing roles\\)"):
        merged(titles, roles)


def test_statements_dont_go_into_prose(merged, challenges):
    prose = FacetFactory(name="A day", kind=Facet.Kind.PROSE)
    TraitFactory(facet=challenges)
    with pytest.raises(MergeError, match="Choose “Challenges” as the one that stays"):
        merged(prose, challenges)
    note = PersonaNoteFactory(facet=prose)
    merged(challenges, prose)
    assert list(PersonaNote.objects.values_list("pk", "facet")) == [(note.pk, challenges.pk)]


def test_many_equal_statements_are_a_matter_of_a_few_queries(merged, challenges, pains, django_assert_max_num_queries):
    for facet in (challenges, pains):
        for number in range(40):
            PersonaTraitFactory(trait=TraitFactory(facet=facet, statement=f"Nuisance {number}"))
    with django_assert_max_num_queries(160):
        merged(challenges, pains)
    assert Trait.objects.count() == 40
