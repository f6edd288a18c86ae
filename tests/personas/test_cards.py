import pytest

from personas.cards import Highlight, cards_of

from .factories import (
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTraitFactory,
    PurchasingRoleFactory,
    TraitFactory,
)

pytestmark = pytest.mark.django_db


def say(persona, facet, *statements):
    for rank, statement in enumerate(statements, start=1):
        PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=facet, statement=statement), rank=rank)


@pytest.fixture
def facets():
    """Four facets in the order of the vocabulary; the second is not made for the summary."""
    in_summary = {"Quotes": False}
    return {
        name: FacetFactory(name=name, order=order, in_summary=in_summary.get(name, True))
        for order, name in enumerate(["Job", "Quotes", "Goals", "Challenges"])
    }


def test_a_card_holds_the_first_statements_of_the_first_facets_of_the_summary(facets):
    persona = PersonaFactory()
    PersonaNoteFactory(persona=persona, facet=FacetFactory(kind="introduction"), body="Wants **calm**. Rarely has it.")
    say(persona, facets["Challenges"], "Silos")
    say(persona, facets["Goals"], "Grow *fast*", "Stay small")
    say(persona, facets["Quotes"], "So it goes")
    say(persona, facets["Job"], "Lead")
    [card] = cards_of([persona])
    assert (card.persona, card.wants) == (persona, "Wants calm.")
    assert card.highlights == [Highlight("Job", "Lead"), Highlight("Goals", "Grow fast")]


def test_without_an_introduction_the_first_statement_says_what_a_persona_wants(facets):
    persona = PersonaFactory()
    for name in ("Job", "Goals", "Challenges"):
        say(persona, facets[name], f"First of {name}", f"Second of {name}")
    [card] = cards_of([persona])
    assert card.wants == "First of Job"
    assert card.highlights == [Highlight("Goals", "First of Goals"), Highlight("Challenges", "First of Challenges")]


def test_the_main_purchasing_roles_share_the_first_rank():
    persona = PersonaFactory()
    for name, rank in (("Decider", 3), ("Initiator", 2), ("Researcher", 2)):
        PersonaPurchasingRoleFactory(persona=persona, role=PurchasingRoleFactory(name=name), rank=rank)
    assert cards_of([persona])[0].purchasing_roles == ["Initiator", "Researcher"]


def test_cards_keep_the_order_and_do_not_mix_personas(facets):
    first, second = PersonaFactory(), PersonaFactory()
    say(first, facets["Job"], "Lead")
    say(second, facets["Job"], "Follow")
    assert [(card.persona, card.wants) for card in cards_of([second, first])] == [(second, "Follow"), (first, "Lead")]
    assert cards_of([]) == []
