"""Keys of other programs: shown once, of one's own rights, and never again."""

import pytest
from django.urls import reverse

from personas.api.keys import token_of
from personas.models import ApiToken
from tests.personas.admin.conftest import signed_in
from tests.personas.admin.form_data import what_it_showed
from tests.personas.factories import ApiTokenFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

ADD = reverse("admin:personas_apitoken_add")
LIST = reverse("admin:personas_apitoken_changelist")


def test_the_key_is_shown_once_and_works(desk, editor):
    response = desk.post(ADD, {"name": "CRM"})
    key = response.context["key"]
    assert (token_of(key).owner, "no-store" in response["Cache-Control"]) == (editor, True)
    assert key in response.content.decode()
    pages = [desk.get(LIST), desk.get(reverse("admin:personas_apitoken_change", args=[ApiToken.objects.get().pk]))]
    assert not any(key in page.content.decode() or token_of(key).digest in page.content.decode() for page in pages)


def test_a_key_has_no_more_rights_than_its_maker(desk, editor):
    other = UserFactory(is_superuser=True)
    desk.post(ADD, {"name": "CRM", "owner": other.pk})
    assert ApiToken.objects.get().owner == editor


def test_an_administrator_makes_keys_of_others(administrator_desk):
    other = UserFactory()
    administrator_desk.post(ADD, {"name": "CRM", "owner": other.pk})
    assert ApiToken.objects.get().owner == other


def test_keys_of_others_are_out_of_reach(desk):
    token = ApiTokenFactory(name="Of somebody else")
    address = reverse("admin:personas_apitoken_delete", args=[token.pk])
    assert "Of somebody else" not in desk.get(LIST).content.decode()
    assert desk.post(address, {"post": "yes"}).status_code == 302
    assert ApiToken.objects.count() == 1


def test_a_change_renames_and_nothing_else(desk, editor):
    token = ApiTokenFactory(owner=editor)
    address = reverse("admin:personas_apitoken_change", args=[token.pk])
    desk.post(
        address, what_it_showed(desk, address) | {"name": "CRM of the north", "owner": UserFactory().pk, "digest": "x"}
    )
    changed = ApiToken.objects.get()
    assert (changed.name, changed.owner, changed.digest) == ("CRM of the north", editor, token.digest)


def test_without_a_name_there_is_no_key(desk):
    response = desk.post(ADD, {"name": "  "})
    assert (response.status_code, ApiToken.objects.count()) == (200, 0)


def test_others_make_none(client):
    desk = signed_in(UserFactory(is_staff=True))
    assert (desk.get(ADD).status_code, desk.post(ADD, {"name": "CRM"}).status_code) == (403, 403)
    assert EditorFactory().has_perm("personas.add_apitoken")
