from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from personas.at_address import persona_at
from personas.models import Persona

from .factories import EditorFactory, PersonaFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_she_is_the_persona_of_the_database_with_type_and_owner():
    owner = UserFactory(first_name="Dana", last_name="Dee")
    made = PersonaFactory(slug="ada", owner=owner, reviewed_on=date(2026, 1, 2), reports_to=PersonaFactory())
    found, stored = persona_at("ada", UserFactory()), Persona.objects.get(pk=made.pk)
    assert [getattr(found, each.attname) for each in Persona._meta.concrete_fields] == [
        getattr(stored, each.attname) for each in Persona._meta.concrete_fields
    ]
    assert (found.type.pk, found.type.name, found.type.slug) == (made.type.pk, made.type.name, made.type.slug)
    assert (found.owner.pk, found.owner.get_full_name(), found.owner.username) == (
        owner.pk,
        "Dana Dee",
        owner.username,
    )


def test_whom_somebody_may_not_see_is_nobody():
    PersonaFactory(slug="ada", status="draft")
    PersonaFactory(slug="bob", status="deprecated")
    for _ in range(2):
        found = [
            [each and each.slug for each in (persona_at("ada", user), persona_at("bob", user), persona_at("x", user))]
            for user in (EditorFactory(), UserFactory(), AnonymousUser())
        ]
        assert found == [["ada", "bob", None], [None, "bob", None], [None, None, None]]


def test_a_review_is_overdue_from_the_day_after_it_was_due():
    PersonaFactory(slug="ada", review_due_on=date(2026, 3, 4))
    overdue = []
    for day in ("2026-03-04 12:00Z", "2026-03-05 12:00Z", "2026-03-04 12:00Z"):
        with time_machine.travel(day):
            overdue.append(bool(persona_at("ada", UserFactory()).is_overdue))
    assert overdue == [False, True, False]


def test_one_query(django_assert_num_queries):
    PersonaFactory(slug="ada", owner=UserFactory())
    user = EditorFactory()
    user.has_perm("personas.change_persona")  # asked before the count starts
    with django_assert_num_queries(1):
        ada = persona_at("ada", user)
        assert (ada.type.name, ada.owner.username) == ("Buyer", ada.owner.get_username())
