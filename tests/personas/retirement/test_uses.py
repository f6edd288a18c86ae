"""What uses a persona: that nothing is forgotten, and what stands in the way of deleting her."""

import pytest

from enablement.models import Subscription
from personas.history.parts import owned_models
from personas.merges.links import links_to
from personas.models import (
    ContentPreference,
    Edition,
    HandbookPage,
    ImportGuess,
    Persona,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTrait,
    Star,
)
from personas.retirement import Use, in_words, register_use, used_elsewhere
from personas.retirement.uses import uses
from tests.journeys.factories import TouchpointFactory
from tests.personas.factories import PersonaFactory, PersonaTitleFactory

# What a persona says of herself, what readers keep for themselves, and what an import remembers.
OWN = {PersonaTrait, PersonaNote, PersonaPurchasingRole, ContentPreference}
PRIVATE = {Star, Subscription}
REMEMBERED = {HandbookPage.personas.through, ImportGuess, Edition}


def told(found):
    return {pk: in_words(counts) for pk, counts in found.items()}


def test_all_that_leads_to_a_persona_is_a_use_unless_it_is_known_to_be_none():
    links = {link for link in links_to(Persona) if link.model not in OWN | PRIVATE | REMEMBERED}
    own_choice = Persona.successors.through._meta.get_field("from_persona")
    assert links - {own_choice} == {use.link for use in uses()}
    assert set(owned_models()) <= {use.link.model for use in uses()}


def test_two_uses_can_not_have_one_name():
    with pytest.raises(ValueError, match="titles"):
        register_use(Use("titles", "", "", None, list))


@pytest.mark.django_db
def test_what_is_her_own_is_in_nobodys_way_and_all_else_is_counted():
    free, used = PersonaFactory(), PersonaFactory()
    PersonaTitleFactory(persona=free)
    TouchpointFactory.create_batch(2, persona=used)
    PersonaFactory(reports_to=used)
    assert told(used_elsewhere([free.pk, used.pk])) == {used.pk: "1 persona that reports to it and 2 touchpoints"}


@pytest.mark.django_db
def test_those_who_go_together_are_in_no_ones_way():
    boss = PersonaFactory()
    worker = PersonaFactory(reports_to=boss)
    row = TouchpointFactory(persona=worker)
    both = [boss.pk, worker.pk]
    assert used_elsewhere(both, without=[row]) == {}
    # Whoever stays herself keeps those whom she names.
    assert told(used_elsewhere(both)) == {worker.pk: "1 touchpoint", boss.pk: "1 persona that reports to it"}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_many_cost_what_one_costs(count, django_assert_num_queries):
    keys = [PersonaTitleFactory().persona_id for _ in range(count)]
    with django_assert_num_queries(11):
        assert used_elsewhere(keys) == {}
