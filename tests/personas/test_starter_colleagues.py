"""The starter's colleagues: in teams, unable to sign in, and never among people that somebody keeps."""

import pytest
from django.contrib.auth import get_user_model

from personas.starter.colleagues import COLLEAGUES, load_colleagues
from tests.personas.factories import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_they_join_the_teams_that_are_there():
    sales = TeamFactory(name="Sales")
    assert load_colleagues() == 4
    assert [user.get_full_name() for user in sales.members.order_by("pk")] == [*COLLEAGUES["Sales"]]
    assert load_colleagues() == 0


def test_nobody_can_be_them_or_write_to_them():
    TeamFactory(name="UX")
    load_colleagues()
    people = get_user_model().objects.all()
    assert {(user.has_usable_password(), user.email, user.is_staff) for user in people} == {(False, "", False)}


def test_nobody_is_added_to_people_that_somebody_keeps():
    TeamFactory(name="Sales")
    UserFactory()
    assert (load_colleagues(), get_user_model().objects.count()) == (0, 1)
