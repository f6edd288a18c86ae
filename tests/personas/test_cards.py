import pytest

from personas.cards import Highlight, cards_of, listed, listed_at
from personas.models import Persona

from .factories import (
    EditorFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTraitFactory,
    PurchasingRoleFactory,
    StarFactory,
    TraitFactory,
)

pytestmark = pytest.mark.django_db


def cards(*personas):
    """The cards of these personas, in this order."""
    rows = {row.pk: row for row in listed(Persona.objects.with_overdue())}
    return cards_of([rows[persona.pk] for persona in personas])


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


def test_whom_a_list_shows_stand_in_its_order_as_far_as_the_reader_may_see_them():
    ada, bob, cid = PersonaFactory(), PersonaFactory(), PersonaFactory(status="draft")
    reader = StarFactory(persona=bob).user
    shown = listed_at([bob.pk, cid.pk, 0, ada.pk], reader)
    assert [(each.pk, each.is_starred) for each in shown] == [(bob.pk, True), (ada.pk, False)]
    assert len(listed_at([cid.pk], EditorFactory())) == 1


def test_a_card_holds_the_first_statements_of_the_first_facets_of_the_summary(facets):
    persona = PersonaFactory()
    PersonaNoteFactory(persona=persona, facet=FacetFactory(kind="introduction"), body="Wants **calm**. Rarely has it.")
    say(persona, facets["Challenges"], "Silos")
    say(persona, facets["Goals"], "Grow *fast*", "Stay small")
    say(persona, facets["Quotes"], "So it goes")
    say(persona, facets["Job"], "Lead")
    [card] = cards(persona)
    assert (card.persona.pk, card.said.wants) == (persona.pk, "Wants calm.")
    assert card.said.highlights == (Highlight("Job", "Lead"), Highlight("Goals", "Grow fast"))


def test_without_an_introduction_the_first_statement_says_what_a_persona_wants(facets):
    persona = PersonaFactory()
    for name in ("Job", "Goals", "Challenges"):
        say(persona, facets[name], f"First of {name}", f"Second of {name}")
    [card] = cards(persona)
    assert card.said.wants == "First of Job"
    firsts = Highlight("Goals", "First of Goals"), Highlight("Challenges", "First of Challenges")
    assert card.said.highlights == firsts


def test_the_main_purchasing_roles_share_the_first_rank():
    persona = PersonaFactory()
    for name, rank in (("Decider", 3), ("Initiator", 2), ("Researcher", 2)):
        PersonaPurchasingRoleFactory(persona=persona, role=PurchasingRoleFactory(name=name), rank=rank)
    assert cards(persona)[0].said.purchasing_roles == ("Initiator", "Researcher")


def test_cards_keep_the_order_and_do_not_mix_personas(facets):
    first, second = PersonaFactory(), PersonaFactory()
    say(first, facets["Job"], "Lead")
    say(second, facets["Job"], "Follow")
    said = [(card.persona.pk, card.said.wants) for card in cards(second, first)]
    assert said == [(second.pk, "Follow"), (first.pk, "Lead")]
    assert cards_of([]) == []
