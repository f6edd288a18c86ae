"""Words that nobody knows yet, and those called the same as known ones."""

import pytest

from personas.handbook.plan import make_plan
from personas.handbook.synonyms import Synonym
from personas.models import (
    ContentFormat,
    Facet,
    FacetAlias,
    PersonaTrait,
    PersonaType,
    PurchasingRole,
    PurchasingRoleAlias,
)
from tests.personas.factories import FacetAliasFactory

from .samples import load, page

pytestmark = pytest.mark.usefixtures("vocabulary")

TEXT = "# Buyers\n\n## Bente\n\n- **Goals:** x\n- **Shoe size:** 40\n- **Purchasing role:** Taste judge / Initiator\n"
SHOES = Synonym(Facet, "Shoe size", "biggest challenge")


def test_unknown_words_are_listed_and_those_of_vocabulary_pages_are_not():
    words = make_plan([page(TEXT)]).unknown
    assert [(word.model, word.wording, word.line) for word in words] == [
        (Facet, "Shoe size", 6),
        (PurchasingRole, "Taste judge", 7),
    ]
    defining = page("---\ndramatis: vocabulary\n---\n\n# V\n\n## Facets\n\n### Shoe size\n", "v.md")
    assert [word.wording for word in make_plan([defining, page(TEXT)]).unknown] == ["Taste judge"]


def test_a_synonym_becomes_an_alias_and_the_page_is_read_by_it():
    judge = Synonym(PurchasingRole, "Taste judge", "decision maker")
    load(page(TEXT), synonyms=[SHOES, judge])
    assert FacetAlias.objects.get(wording="Shoe size").term.name == "Biggest challenges"
    assert PurchasingRoleAlias.objects.get(wording="Taste judge").term.name == "Decision-maker"
    assert not Facet.objects.filter(name="Shoe size").exists()
    facets = PersonaTrait.objects.order_by("pk").values_list("trait__facet__name", flat=True)
    assert sorted(facets) == ["Biggest challenges", "Goals"]


def test_the_plan_is_that_of_an_alias_made_before():
    told = make_plan([page(TEXT)], synonyms=[SHOES])
    FacetAliasFactory(term=Facet.objects.get(name="Biggest challenges"), wording="Shoe size")
    made = make_plan([page(TEXT)])
    assert [line for line in told.lines if line.part != "Alias of a facet"] == made.lines


def test_importing_again_changes_nothing():
    load(page(TEXT), synonyms=[SHOES])
    for synonyms in ([], [SHOES]):
        assert make_plan([page(TEXT)], synonyms=synonyms).changes_anything is False


@pytest.mark.parametrize(
    "synonym",
    [
        Synonym(Facet, "Shoe size", "no such facet"),
        Synonym(Facet, "Goals", "biggest challenge"),
        Synonym(Facet, "Aims", "biggest challenge"),
        Synonym(Facet, "…", "goal"),
        Synonym(Facet, "x" * 101, "goal"),
        Synonym(ContentFormat, "Shoe size", "goal"),
    ],
    ids=["a term that is gone", "a name", "another's alias", "no words", "too long", "another vocabulary"],
)
def test_a_synonym_that_does_not_hold_is_passed_over(synonym):
    plan = make_plan([page(TEXT)], synonyms=[synonym])
    assert (plan.synonyms, plan.lines) == ([], make_plan([page(TEXT)]).lines)


def test_in_an_empty_catalogue_a_word_can_be_one_of_the_starter_vocabulary():
    for model in (Facet, PurchasingRole, ContentFormat, PersonaType):
        model.objects.all().delete()
    load(page(TEXT), synonyms=[SHOES])
    assert FacetAlias.objects.get(wording="Shoe size").term.key == "biggest challenge"
