"""The parts that personas play in a purchase."""

import pytest
from django.db.models import ProtectedError

from personas.models import PersonaPurchasingRole
from tests.personas.factories import PersonaPurchasingRoleFactory, PurchasingRoleFactory

from .checks import messages_of, refused_by_the_database

pytestmark = pytest.mark.django_db


def test_a_persona_plays_a_part_once():
    row = PersonaPurchasingRoleFactory()
    again = PersonaPurchasingRole(persona=row.persona, role=row.role, rank=2)
    assert messages_of(again) == ["The persona has this purchasing role already."]
    assert refused_by_the_database(again.save)


def test_two_parts_may_share_a_rank():
    row = PersonaPurchasingRoleFactory(rank=2)
    PersonaPurchasingRole(persona=row.persona, role=PurchasingRoleFactory(), rank=2).full_clean()


def test_ranks_start_at_one():
    row = PersonaPurchasingRoleFactory()
    row.rank = 0
    assert messages_of(row)[0] == "Ensure this value is greater than or equal to 1."
    assert refused_by_the_database(row.save)


def test_a_part_in_use_is_protected():
    with pytest.raises(ProtectedError):
        PersonaPurchasingRoleFactory().role.delete()


def test_how_a_row_calls_itself():
    row = PersonaPurchasingRoleFactory(persona__name="Parker", persona__role_label="", role__name="User")
    assert str(row) == "Parker: User"
