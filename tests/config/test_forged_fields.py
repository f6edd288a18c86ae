"""Fields that a form doesn't have are nobody's way to do something in somebody else's name, or to give themselves
rights."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from config.access.personal_data.plan import plan_for
from personas.models import ApiToken
from tests.config.access import world as worlds
from tests.config.access.table import PAGES, lines, row_of, rows
from tests.config.leading import leads_away

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("no_rendering")]
FORM = "application/x-www-form-urlencoded"
PEOPLE = ("user", "user_id", "owner", "owner_id", "by", "asked_by", "created_by", "host", "username", "pk", "id")
ELSEWHERE = dict.fromkeys(("next", "back", "back_to", "_changelist_filters", "return_to"), "//evil.example/")
RIGHTS = {"is_staff": "1", "is_superuser": "1", "groups": "1", "user_permissions": "1", "permissions": "1"}
STATES = {"attendance": "attended", "attendance_source": "manual", "status": "registered", "watched_at": "2026-01-01"}
WHAT_ADMINISTRATORS_KNOW = "is_active", "is_staff", "is_superuser", "username", "email", "password"


def accounts() -> list[tuple]:
    return list(get_user_model().objects.order_by("pk").values_list("pk", *WHAT_ADMINISTRATORS_KNOW, "groups"))


def strongest() -> list[tuple]:
    """Who may do everything, and who was given rights that no role has."""
    people = get_user_model().objects.order_by("pk")
    return list(people.values_list("pk", "is_superuser", "user_permissions"))


def rows_of(user) -> list[tuple]:
    """How much of each kind tells of somebody."""
    return [(effect.kind.key, effect.count) for effect in plan_for(user).effects]


class Forger:
    """Somebody of a role who sends to addresses what their forms don't have."""

    def __init__(self, world, letter: str):
        self.names, self.client = world.names[letter], Client(raise_request_exception=False)
        self.client.force_login(world.users[letter])
        self.cookies = self.client.cookies.copy()

    def changes(self, asked, forged: dict, state) -> list[str]:
        """Where what `state` answers is another after it, or whence it leads to another site."""
        before, found = state(), []
        for row in asked:
            sent = "&".join(filter(None, [row.sent.format(**self.names), urlencode(ELSEWHERE | forged)]))
            with transaction.atomic():
                response = self.client.post(row.address.format(**self.names), data=sent, content_type=FORM)
                found += [row.address] if state() != before or leads_away(response) else []
                transaction.set_rollback(True)
            self.client.cookies = self.cookies.copy()
        return found


def test_nobody_acts_in_anothers_name():
    world, people = worlds.build(), get_user_model().objects
    # The history is looked through for the name, so it has to be one that no sentence has.
    people.filter(username="other").update(username="zaphod", first_name="", last_name="")
    other = people.get(username="zaphod")
    forged = dict.fromkeys(PEOPLE, str(other.pk)) | RIGHTS | STATES
    asked = [row for row in map(row_of, lines(PAGES)) if "R" in row.post and not row.address.startswith("/accounts/")]
    assert Forger(world, "R").changes(asked, forged, lambda: (accounts(), rows_of(other))) == []


def test_not_even_an_administrator_takes_all_rights():
    world = worlds.build()
    forged = dict.fromkeys(PEOPLE, str(world.users["A"].pk)) | RIGHTS
    asked = [row for row in rows() if "A" in row.post and not row.address.endswith(("/delete/", "/history/"))]
    assert Forger(world, "A").changes(asked, forged, strongest) == []


def test_nobody_makes_a_key_for_another():
    world = worlds.build()
    client, other = Client(), get_user_model().objects.get(username="other")
    client.force_login(world.users["E"])
    response = client.post("/admin/personas/apitoken/add/", {"name": "Mine", "owner": other.pk, "_save": ""})
    assert (response.status_code, ApiToken.objects.get(name="Mine").owner) == (200, world.users["E"])
