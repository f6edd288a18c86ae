"""Two statements say the same."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personas.merges import MergeError, plan_merge
from personas.models import Persona, PersonaTrait, Trait, TraitAlias
from tests.personas.factories import (
    FacetFactory,
    PersonaFactory,
    PersonaTraitFactory,
    TraitAliasFactory,
    TraitFactory,
)


@pytest.fixture
def facet(db):
    return FacetFactory(name="Challenges")


@pytest.fixture
def silos(facet):
    return TraitFactory(facet=facet, statement="Silos between teams")


@pytest.fixture
def siloed(facet):
    return TraitFactory(facet=facet, statement="Siloed teams")


def statements_of(persona):
    rows = PersonaTrait.objects.filter(persona=persona)
    return list(rows.values_list("trait__statement", "rank", "lead_in", "detail"))


def test_personas_of_the_one_have_the_other(merged, silos, siloed):
    row = PersonaTraitFactory(trait=siloed, rank=3, detail="Above all in spring.", lead_in="At work:")
    plan = merged(silos, siloed)
    assert statements_of(row.persona) == [("Silos between teams", 3, "At work:", "Above all in spring.")]
    assert list(Trait.objects.all()) == [silos]
    assert (plan.moved_count, plan.joined) == (1, [])


def test_the_wording_that_goes_and_its_aliases_stay_known(merged, silos, siloed):
    TraitAliasFactory(trait=siloed, wording="Teams that don't talk")
    TraitAliasFactory(trait=silos, wording="Walls")
    merged(silos, siloed)
    assert set(TraitAlias.objects.values_list("trait", "facet", "wording")) == {
        (silos.pk, silos.facet.pk, wording) for wording in ("Siloed teams", "Teams that don't talk", "Walls")
    }


def test_an_alias_that_says_the_statement_that_stays_is_dropped(merged, silos, siloed):
    TraitAlias.objects.bulk_create(
        [TraitAlias(trait=siloed, facet=silos.facet, wording="Silos Between Teams", key=silos.key)]
    )
    merged(silos, siloed)
    assert list(TraitAlias.objects.values_list("wording", flat=True)) == ["Siloed teams"]


def test_a_persona_with_both_keeps_the_better_place_and_both_details(merged, silos, siloed):
    persona = PersonaFactory()
    PersonaTraitFactory(persona=persona, trait=siloed, rank=1, detail="Above all in spring.")
    PersonaTraitFactory(persona=persona, trait=silos, rank=4, detail="Since the takeover.")
    merged(silos, siloed)
    assert statements_of(persona) == [("Silos between teams", 1, "", "Above all in spring.\n\nSince the takeover.")]


def test_equal_details_are_told_once(merged, silos, siloed):
    persona = PersonaFactory()
    PersonaTraitFactory(persona=persona, trait=siloed, rank=1, detail="Above all in spring.")
    PersonaTraitFactory(persona=persona, trait=silos, rank=4, detail="above all in spring")
    merged(silos, siloed)
    assert statements_of(persona) == [("Silos between teams", 1, "", "Above all in spring.")]


def test_words_that_lead_in_others_too_stay_with_them(merged, facet, silos, siloed):
    persona = PersonaFactory()
    other = TraitFactory(facet=facet, statement="No time")
    for rank, (trait, lead_in) in enumerate([(silos, "First:"), (siloed, "Later:"), (other, "")], start=1):
        PersonaTraitFactory(persona=persona, trait=trait, rank=rank, lead_in=lead_in)
    merged(silos, siloed)
    assert statements_of(persona) == [("Silos between teams", 1, "First:", ""), ("No time", 3, "Later:", "")]


def test_words_that_lead_in_nothing_else_become_a_detail(merged, silos, siloed):
    persona = PersonaFactory()
    PersonaTraitFactory(persona=persona, trait=silos, rank=1, lead_in="First:")
    PersonaTraitFactory(persona=persona, trait=siloed, rank=2, lead_in="Later:")
    merged(silos, siloed)
    assert statements_of(persona) == [("Silos between teams", 1, "First:", "Later:")]


def test_several_become_one_at_once(merged, facet, silos, siloed):
    third = TraitFactory(facet=facet)
    persona = PersonaFactory()
    for rank, trait in enumerate((third, siloed), start=1):
        PersonaTraitFactory(persona=persona, trait=trait, rank=rank)
    merged(silos, siloed, third)
    assert statements_of(persona) == [("Silos between teams", 1, "", "")]
    assert TraitAlias.objects.count() == 2


def test_statements_of_two_facets_are_refused(merged, silos):
    other = TraitFactory(facet=FacetFactory(name="Goals"), statement="Fewer silos")
    with pytest.raises(MergeError) as refused:
        merged(silos, other)
    assert str(refused.value) == (
        "“Fewer silos” belongs to the facet “Goals” and “Silos between teams” to “Challenges”: only statements of one"
        " facet say the same thing. Merge the facets, or move one of the two first."
    )
    assert Trait.objects.count() == 2


def test_a_statement_is_not_merged_with_itself(merged, silos):
    with pytest.raises(MergeError):
        merged(silos, silos)
    with pytest.raises(MergeError):
        merged(silos)


def test_history_tells_of_it_at_the_statement_and_at_the_personas(merged, silos, siloed):
    persona = PersonaTraitFactory(trait=siloed).persona
    bystander = PersonaTraitFactory(trait=silos).persona
    before = {row.pk: row.updated_at for row in Persona.objects.all()}
    merged(silos, siloed)
    assert set(LogEntry.objects.values_list("object_id", "change_message")) == {
        (str(silos.pk), "Merged “Siloed teams” into it."),
        (str(siloed.pk), "Merged into “Silos between teams”."),
        (str(persona.pk), "“Siloed teams” became one with “Silos between teams”."),
    }
    changed = [row.pk for row in Persona.objects.all() if row.updated_at != before[row.pk]]
    assert (changed, bystander.pk in changed) == ([persona.pk], False)


def test_the_plan_costs_the_same_for_one_persona_and_for_thirty(silos, siloed):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert plan_merge(silos, [siloed]).sections
        return len(captured)

    PersonaTraitFactory(trait=siloed)
    persona = PersonaTraitFactory(trait=siloed).persona
    PersonaTraitFactory(trait=silos, persona=persona)
    first = queries()
    for number in range(30):
        persona = PersonaTraitFactory(trait=siloed).persona
        if number % 2:
            PersonaTraitFactory(trait=silos, persona=persona)
    assert queries() == first


def test_the_preview_shows_fifty_of_a_kind_and_counts_all(silos, siloed):
    PersonaTraitFactory.create_batch(53, trait=siloed)
    (section,) = plan_merge(silos, [siloed]).sections
    assert (section.label, section.count, len(section.lines)) == ("Traits of personas that move", 53, 50)
