"""Who keeps the starter's personas: colleagues of the team for their type, with reviews around today."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from personas.models import Persona
from personas.starter.keeping import YEAR, load_keeping
from tests.personas.factories import PersonaFactory, PersonaTypeFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture
def people():
    """Two in Marketing, who keep buyers, and one in Product, who keeps what nobody else does."""
    marketing, product = TeamFactory(name="Marketing"), TeamFactory(name="Product")
    nadia, felix, grace = UserFactory.create_batch(3)
    marketing.members.add(felix, nadia)
    product.members.add(grace)
    return nadia, felix, grace


def test_those_of_a_team_take_turns_and_the_rest_is_kept_by_product(people):
    nadia, felix, grace = people
    buyer, other = PersonaTypeFactory(name="Buyer", slug="buyer"), PersonaTypeFactory(name="Partner", slug="partner")
    for name, kind in (("Ada", buyer), ("Bob", buyer), ("Cem", buyer), ("Dan", other)):
        PersonaFactory(name=name, role_label="", slug=name.lower(), type=kind)
    assert load_keeping(TODAY) == 4
    owners = {persona.slug: persona.owner for persona in Persona.objects.all()}
    assert owners == {"ada": nadia, "bob": felix, "cem": nadia, "dan": grace}
    assert load_keeping(TODAY) == 0


def test_reviews_lie_within_a_little_more_than_a_year(people):
    PersonaFactory.create_batch(38)
    load_keeping(TODAY)
    reviewed = Persona.objects.values_list("reviewed_on", "review_due_on")
    assert {due - on for on, due in reviewed} == {YEAR}
    assert max(on for on, _ in reviewed) < TODAY
    assert 1 <= Persona.objects.overdue_for_review(TODAY).count() <= 3


def test_nobody_keeps_what_is_retired():
    PersonaFactory(status="deprecated")
    assert (load_keeping(TODAY), Persona.objects.get().reviewed_on) == (0, None)


def test_without_colleagues_there_are_only_reviews():
    TeamFactory(name="Product")
    PersonaFactory()
    assert load_keeping(TODAY) == 1
    persona = Persona.objects.get()
    assert (persona.owner, persona.reviewed_on is not None) == (None, True)


@pytest.mark.parametrize("field", ["owner", "reviewed_on"])
def test_nothing_is_added_to_what_somebody_keeps(people, field):
    PersonaFactory(**{field: people[0] if field == "owner" else TODAY})
    PersonaFactory(name="Bob")
    assert (load_keeping(TODAY), Persona.objects.get(name="Bob").owner) == (0, None)


def test_deleting_a_colleague_leaves_personas_without_an_owner(people):
    persona = PersonaFactory()
    load_keeping(TODAY)
    get_user_model().objects.all().delete()
    persona.refresh_from_db()
    assert (persona.owner, persona.reviewed_on is not None) == (None, True)
