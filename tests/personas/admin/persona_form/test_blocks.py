"""Which blocks a persona's form has, in which order."""

import pytest

from personas.models import Facet
from tests.personas.admin.persona_form.pages import ADD, page_of, save
from tests.personas.factories import (
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaTraitFactory,
    PersonaTypeFactory,
)

Kind = Facet.Kind


def blocks(response):
    return list(response.context["blocks"])


def test_facets_stand_in_their_order_and_what_is_no_facet_after_them(desk):
    for order, kind in enumerate([Kind.PROSE, Kind.CONTENT_PREFERENCES, Kind.LIST, Kind.GUIDANCE, Kind.INTRODUCTION]):
        FacetFactory(name=kind.label, kind=kind, order=9 - order)
    found = [block.heading for block in blocks(desk.get(page_of(PersonaFactory())))]
    assert found == [
        *(kind.label for kind in (Kind.INTRODUCTION, Kind.LIST, Kind.CONTENT_PREFERENCES, Kind.PROSE)),
        "Job titles",
        "Purchasing roles",
    ]


@pytest.mark.parametrize("filled", ["trait", "note", ""])
def test_a_block_for_other_types_is_hidden_unless_it_holds_something(desk, filled):
    user_type = PersonaTypeFactory(name="User")
    facet = FacetFactory()
    facet.applies_to.add(user_type)
    persona = PersonaFactory()
    if filled == "trait":
        PersonaTraitFactory(persona=persona, trait__facet=facet)
    if filled == "note":
        PersonaNoteFactory(persona=persona, facet=facet)
    block = blocks(desk.get(page_of(persona)))[0]
    assert (block.hidden, block.types) == (not filled, [user_type.pk])


def test_a_block_is_shown_to_the_types_it_is_for_and_while_none_is_chosen(desk):
    persona = PersonaFactory()
    FacetFactory().applies_to.add(persona.type)
    assert [blocks(desk.get(page))[0].hidden for page in (page_of(persona), ADD)] == [False, False]


def test_the_type_that_was_just_chosen_decides(desk):
    persona = PersonaFactory()
    FacetFactory().applies_to.add(persona.type)
    response = save(desk, persona, {"type": PersonaTypeFactory(name="User").pk, "name": ""})
    assert blocks(response)[0].hidden is True


def test_a_form_that_comes_back_ends_every_list_with_a_blank_row(desk):
    facets = FacetFactory.create_batch(2)
    data = {"persona_traits-0-trait": "Typed", "persona_traits-1-trait": "Typed, too", "name": ""}
    response = save(desk, PersonaFactory(), data)
    rows = [[row["trait"].value() for row in block.rows.rows] for block in blocks(response)[: len(facets)]]
    assert rows == [["Typed", ""], ["Typed, too", ""]]
