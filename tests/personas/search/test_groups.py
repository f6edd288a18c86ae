"""Types and purchasing roles as results: the list of everybody they stand for."""

import pytest

from personas.search.finding import search
from tests.personas.factories import (
    EditorFactory,
    PersonaFactory,
    PersonaPurchasingRoleFactory,
    PersonaTypeAliasFactory,
    PersonaTypeFactory,
    PurchasingRoleAliasFactory,
    PurchasingRoleFactory,
)

pytestmark = pytest.mark.django_db
BUYERS = ("<mark>Buyer</mark> personas", "/personas/?type=buyer", "Type · 1 persona", "")


@pytest.fixture
def people():
    """A buyer who decides, a draft who does, too, and a type and a role without anybody."""
    buyer, decider = PersonaTypeFactory(name="Buyer"), PurchasingRoleFactory(name="Decision-maker")
    for status in ("published", "draft", "deprecated"):
        persona = PersonaFactory(type=buyer, status=status)
        PersonaPurchasingRoleFactory(persona=persona, role=decider)
    PersonaTypeAliasFactory(term=buyer, wording="Purse holder")
    PurchasingRoleAliasFactory(term=decider, wording="Signatory")
    PersonaTypeFactory(name="Partner")
    PurchasingRoleFactory(name="Gatekeeper")


def told(typed, user):
    group = search(typed, user, slice(9)).group("groups")
    return [(str(hit.title), hit.url, hit.note, str(hit.excerpt)) for hit in group.found.hits] if group else []


@pytest.mark.parametrize("typed", ["buyer", "buyers", "buyr"])
def test_a_type_leads_to_its_personas(people, seeker, typed):
    assert told(typed, seeker) == [BUYERS]


@pytest.mark.parametrize(
    ("typed", "title", "also"),
    [
        ("decision maker", "<mark>Decision</mark>-<mark>maker</mark>", ""),
        ("signatory", "Decision-maker", "Also: <mark>Signatory</mark>"),
    ],
)
def test_a_role_leads_to_those_who_play_it(people, seeker, typed, title, also):
    assert told(typed, seeker) == [(title, "/personas/?role=decision-maker", "Purchasing role · 1 persona", also)]


def test_drafts_are_counted_for_editors_alone(people):
    [(_, _, note, _)] = told("purse", EditorFactory())
    assert note == "Type · 2 personas"


@pytest.mark.parametrize("typed", ["partner", "gatekeeper"])
def test_a_group_of_nobody_is_no_answer(people, seeker, typed):
    assert told(typed, seeker) == []


def test_a_renamed_group_is_found_by_its_new_name(people, seeker):
    assert told("customer", seeker) == []
    buyer = PersonaTypeFactory(name="Buyer")
    buyer.name = "Customer"
    buyer.save()
    assert told("customer", seeker) == [("<mark>Customer</mark> personas", *BUYERS[1:])]


def test_a_new_wording_is_known_at_once(people, seeker):
    assert told("treasurer", seeker) == []
    PersonaTypeAliasFactory(term=PersonaTypeFactory(name="Buyer"), wording="Treasurer")
    assert told("treasurer", seeker) == [("Buyer personas", *BUYERS[1:3], "Also: <mark>Treasurer</mark>")]
