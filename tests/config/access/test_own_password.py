"""The page on which people change their own password."""

import hashlib

import pytest
from django.test import Client

from config.access.models import AuditEntry
from config.access.names import EDITOR
from config.access.own_password import DIFFERENT, WRONG
from config.access.roles import set_roles
from tests.personas.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/account/password/"
OLD, NEW = "seven green lanterns", "nine blue lanterns"


@pytest.fixture
def dana():
    user = UserFactory(username="dana")
    user.set_password(OLD)
    user.save()
    return user


def desk_of(user):
    client = Client()
    client.force_login(user)
    return client


def change(client, old=OLD, new=NEW, again=None):
    return client.post(PAGE, {"old_password": old, "new_password1": new, "new_password2": again or new})


def password_of(user) -> str:
    user.refresh_from_db()
    return next(word for word in (OLD, NEW) if user.check_password(word))


def test_a_new_password_signs_out_everywhere_else(dana):
    here, there = desk_of(dana), desk_of(dana)
    assert change(here).headers["Location"] == "/account/data/"
    assert password_of(dana) == NEW
    assert [here.get("/guides/").status_code, there.get("/guides/").status_code] == [200, 302]
    entry = AuditEntry.objects.get(kind="password_changed")
    assert (entry.actor_name, entry.subject, entry.detail) == ("dana", "", "")


@pytest.mark.django_db(transaction=True)
def test_pages_that_a_browser_kept_elsewhere_are_not_confirmed_any_more(dana):
    here, there = desk_of(dana), desk_of(dana)
    there.get("/guides/")
    tag = {"headers": {"If-None-Match": there.get("/guides/").headers["ETag"]}}
    assert there.get("/guides/", **tag).status_code == 304
    change(here)
    assert there.get("/guides/", **tag).status_code == 302


@pytest.mark.parametrize(
    ("sent", "field", "error"),
    [
        ({"old": "guess"}, "old_password", WRONG),
        ({"old": "nul\0"}, "old_password", "Null characters are not allowed."),
        ({"again": "other words"}, "new_password2", DIFFERENT),
        ({"new": "short"}, "new_password2", "This password is too short. It must contain at least 12 characters."),
        ({"new": "password1234"}, "new_password2", "This password is too common."),
        ({"new": "dana@example.com"}, "new_password2", "The password is too similar to the email address."),
        ({"new": ""}, "new_password1", "This field is required."),
    ],
)
def test_what_does_not_do_changes_nothing(dana, sent, field, error):
    response = change(desk_of(dana), **sent)
    assert (response.status_code, response.context["form"].errors[field]) == (200, [error])
    assert password_of(dana) == OLD


def test_passwords_known_from_break_ins_are_refused_here_too(dana, settings, tmp_path):
    settings.BREACHED_PASSWORDS = tmp_path / "breached.txt"
    settings.BREACHED_PASSWORDS.write_text(f"{hashlib.sha1(NEW.encode()).hexdigest().upper()}:1\n", encoding="ascii")
    client = desk_of(dana)
    assert "can&#x27;t be one that is known from a break-in" in client.get(PAGE).content.decode()
    assert "new_password2" in change(client).context["form"].errors
    assert password_of(dana) == OLD


def test_guessing_there_is_held_back_as_at_the_door(dana, settings):
    settings.AXES_FAILURE_LIMIT = 2
    client = desk_of(dana)
    assert [change(client, old="guess").status_code for _ in range(2)] == [200, 429]
    held = change(client)
    assert (held.status_code, held["Retry-After"]) == (429, "900")
    assert "you are still signed in" in held.content.decode()
    assert password_of(dana) == OLD


def test_who_has_no_password_here_is_told_so(dana, settings):
    settings.OIDC_ISSUER, settings.OIDC_NAME = "https://login.example.com", "Northwind"
    dana.set_unusable_password()
    dana.save()
    client = desk_of(dana)
    page = client.get(PAGE)
    assert (page.status_code, "You sign in with Northwind" in page.content.decode()) == (403, True)
    assert change(client, old="").status_code == 403
    assert PAGE not in client.get("/account/data/").content.decode()


def test_where_passwords_are_switched_off_nobody_changes_one(dana, settings):
    client = desk_of(dana)
    assert PAGE in client.get("/account/data/").content.decode()
    settings.PASSWORD_SIGN_IN = False
    assert [client.get(PAGE).status_code, change(client).status_code] == [403, 403]
    assert password_of(dana) == OLD


def test_the_admin_leads_to_the_same_page(dana):
    set_roles(dana, [EDITOR])
    assert desk_of(dana).get("/admin/password_change/").headers["Location"] == PAGE


def test_nobody_who_is_not_signed_in_gets_there(client):
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_there_is_no_other_way(dana, method):
    assert getattr(desk_of(dana), method)(PAGE).status_code == 405
