"""Accounts and groups in the admin, as administrators keep them, and what they can't reach."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from config.access.models import AuditEntry
from config.access.roles import role_names, set_roles
from tests.personas.factories import AdministratorFactory, GroupFactory, UserFactory

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/auth/user/"
PASSWORDS = {"password1": "seven green lanterns", "password2": "seven green lanterns", "usable_password": "true"}


def desk_of(role, **fields):
    user = UserFactory(**fields)
    set_roles(user, [role])
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def pks(*names):
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


def form_of(user, **changes):
    sent = {name: getattr(user, name) for name in ("username", "first_name", "last_name", "email")}
    return sent | ({"is_active": "on"} if user.is_active else {}) | changes


def test_an_administrator_makes_an_account_and_gives_it_a_role():
    desk = desk_of("Administrator", username="boss")
    response = desk.post(f"{PEOPLE}add/", {"username": "dana", **PASSWORDS})
    user = User.objects.get(username="dana")
    assert (response.status_code, response["Location"]) == (302, f"{PEOPLE}{user.pk}/change/")
    desk.post(f"{PEOPLE}{user.pk}/change/", form_of(user, groups=pks("Persona editor")))
    user.refresh_from_db()
    assert (role_names(user), user.is_staff) == (["Persona editor"], True)
    entries = AuditEntry.objects.filter(actor_name="boss", kind__in=["account_made", "roles_changed"]).order_by("pk")
    assert list(entries.values_list("kind", "subject", "detail")) == [
        ("account_made", "dana", ""),
        ("roles_changed", "dana", "none → Persona editor"),
    ]


def test_forged_fields_make_nobody_a_superuser():
    desk, user = desk_of("Administrator"), UserFactory()
    right = Permission.objects.get(codename="delete_user").pk
    forged = {"is_superuser": "on", "is_staff": "on", "user_permissions": [right]}
    assert desk.post(f"{PEOPLE}{user.pk}/change/", form_of(user, **forged)).status_code == 302
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff, user.user_permissions.count()) == (False, False, 0)
    desk.post(f"{PEOPLE}add/", {"username": "eve", **PASSWORDS, **forged})
    assert not User.objects.get(username="eve").is_superuser


def test_superusers_are_out_of_an_administrators_reach():
    desk, root = desk_of("Administrator"), AdministratorFactory(username="root", first_name="Root")
    for path in ("change", "delete", "password"):
        sent = form_of(root, first_name="Taken") | PASSWORDS
        assert desk.post(f"{PEOPLE}{root.pk}/{path}/", sent).status_code == 403
    root.refresh_from_db()
    assert root.first_name == "Root"
    assert desk.get(f"{PEOPLE}{root.pk}/change/").status_code == 200


def test_a_group_that_may_more_can_be_neither_given_nor_changed():
    desk, user, strong = desk_of("Administrator"), UserFactory(), GroupFactory(name="Strong")
    strong.permissions.add(Permission.objects.get(codename="delete_user"))
    response = desk.post(f"{PEOPLE}{user.pk}/change/", form_of(user, groups=[strong.pk]))
    assert (response.status_code, role_names(user)) == (200, [])
    assert desk.post(f"/admin/auth/group/{strong.pk}/change/", {"name": "Weak"}).status_code == 403
    assert desk.post(f"/admin/auth/group/{strong.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_new_group_has_no_right_that_its_maker_lacks():
    desk = desk_of("Administrator")
    own, foreign = (Permission.objects.get(codename=name).pk for name in ("change_persona", "delete_user"))
    refused = desk.post("/admin/auth/group/add/", {"name": "Desk", "permissions": [own, foreign]})
    made = desk.post("/admin/auth/group/add/", {"name": "Desk", "permissions": [own]})
    assert (refused.status_code, made.status_code) == (200, 302)
    assert list(Group.objects.get(name="Desk").permissions.values_list("pk", flat=True)) == [own]


@pytest.mark.parametrize("path", ["change", "delete"])
def test_the_four_roles_stay_as_they_are(path, admin_client):
    [pk] = pks("Persona editor")
    assert admin_client.post(f"/admin/auth/group/{pk}/{path}/", {"name": "X", "post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    admin_client.post("/admin/auth/group/", many)
    assert Group.objects.get(pk=pk).name == "Persona editor"


def test_rights_that_a_group_gets_later_open_the_admin_to_its_members():
    desk, user, group = desk_of("Administrator"), UserFactory(), GroupFactory(name="Desk")
    set_roles(user, ["Desk"])
    right = Permission.objects.get(codename="change_persona").pk
    desk.post(f"/admin/auth/group/{group.pk}/change/", {"name": "Desk", "permissions": [right]})
    user.refresh_from_db()
    assert user.is_staff


def test_nobody_closes_their_own_account():
    desk = desk_of("Administrator")
    sent = form_of(desk.user, groups=pks("Administrator"))
    del sent["is_active"]
    response = desk.post(f"{PEOPLE}{desk.user.pk}/change/", sent)
    assert "ask another administrator" in response.content.decode()
    desk.user.refresh_from_db()
    assert desk.user.is_active


@pytest.mark.parametrize("role", ["Persona editor", "Enablement manager"])
def test_others_look_accounts_up_by_name_and_see_no_more(role):
    desk, other = desk_of(role), UserFactory(username="dana", first_name="Dana", email="hidden@example.com")
    pages = [desk.get(PEOPLE), desk.get(f"{PEOPLE}{other.pk}/change/"), desk.get(f"{PEOPLE}?q=hidden")]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert ["hidden@" in page.content.decode() for page in pages] == [False] * 3
    assert pages[2].context["cl"].result_count == 0
    assert desk.post(f"{PEOPLE}{other.pk}/change/", form_of(other, first_name="X")).status_code == 403
    assert desk.post(f"{PEOPLE}{other.pk}/password/", PASSWORDS).status_code == 403
    asked = [f"{PEOPLE}?{name}__startswith=h" for name in ("email", "password", "groups__name")]
    assert [desk.get(each).status_code for each in asked] == [400] * 3


def test_the_list_takes_as_many_queries_for_one_as_for_thirty(django_assert_num_queries):
    desk = desk_of("Administrator")
    desk.get(PEOPLE)
    counts = []
    for _ in range(2):
        with django_assert_num_queries(9):
            counts.append(desk.get(PEOPLE).context["cl"].result_count)
        for user in UserFactory.create_batch(29):
            set_roles(user, ["Reader"])
    assert counts == [1, 30]
