import pytest
from django.contrib.auth.models import Group, Permission

from config.access.models import AuditEntry
from config.access.names import ROLES
from config.access.roles import install_roles, may_give, may_manage, role_names, set_roles
from tests.personas.factories import AdministratorFactory, GroupFactory, UserFactory

pytestmark = pytest.mark.django_db
ACTIONS = {"view", "add", "change", "delete"}


def rights(role) -> set[tuple[str, str]]:
    found = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    return set(found)


def in_role(*names, **fields):
    user = UserFactory(**fields)
    set_roles(user, names)
    return type(user).objects.get(pk=user.pk)


def test_a_migrated_database_has_the_roles_with_rights_in_every_app():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    apps = {role: {app for app, _ in rights(role)} for role in ROLES}
    assert apps == {
        "Reader": set(),
        "Persona editor": {"personas", "journeys", "enablement", "auth"},
        "Enablement manager": {"enablement", "personas", "auth"},
        "Administrator": {"personas", "journeys", "enablement", "auth", "access"},
    }


def test_administrators_have_every_right_of_the_other_roles():
    assert rights("Persona editor") | rights("Enablement manager") <= rights("Administrator")


@pytest.mark.parametrize("role", ROLES)
def test_no_role_deletes_accounts_or_hands_out_single_rights(role):
    assert (
        rights(role) & {("auth", "delete_user"), ("auth", "change_permission"), ("access", "delete_auditentry")}
        == set()
    )


def test_what_was_changed_by_hand_is_put_right_by_the_next_migration():
    group = Group.objects.get(name="Reader")
    group.permissions.add(Permission.objects.get(codename="change_persona"))
    Group.objects.get(name="Administrator").permissions.clear()
    before = rights("Persona editor")
    install_roles()
    assert (rights("Reader"), rights("Persona editor"), len(rights("Administrator")) > len(before)) == (
        set(),
        before,
        True,
    )


def test_a_role_with_rights_opens_the_admin_and_losing_it_closes_it():
    user, admin = UserFactory(), AdministratorFactory(username="boss")
    assert set_roles(user, ["Reader", "Persona editor"], by=admin)
    assert (user.is_staff, role_names(user)) == (True, ["Persona editor", "Reader"])
    assert not set_roles(user, ["Reader", "Persona editor"], by=admin)
    set_roles(user, ["Reader"], by=admin)
    user.refresh_from_db()
    assert (user.is_staff, role_names(user)) == (False, ["Reader"])
    entries = AuditEntry.objects.order_by("pk").values_list("kind", "actor_name", "subject", "detail")
    assert list(entries) == [
        ("roles_changed", "boss", user.username, "none → Persona editor, Reader"),
        ("roles_changed", "boss", user.username, "Persona editor, Reader → Reader"),
    ]


def test_only_the_memberships_that_are_looked_at_change():
    user = in_role("Persona editor", "Enablement manager")
    set_roles(user, ["Reader"], among=["Persona editor", "Reader"])
    assert role_names(user) == ["Enablement manager", "Reader"]


def test_nobody_manages_whoever_has_more_rights():
    administrator, editor = in_role("Administrator"), in_role("Persona editor")
    helper = UserFactory(permissions=["auth.change_user", "auth.view_user"])
    superuser = AdministratorFactory()
    assert [may_manage(administrator, each) for each in (editor, in_role("Administrator"), helper)] == [True] * 3
    assert [may_manage(administrator, superuser), may_manage(helper, editor), may_manage(helper, administrator)] == [
        False
    ] * 3
    assert may_manage(superuser, administrator)


def test_nobody_gives_rights_that_they_have_not_got():
    administrator, helper = in_role("Administrator"), UserFactory(permissions=["auth.change_user"])
    strong = GroupFactory()
    strong.permissions.add(Permission.objects.get(codename="delete_user"))
    reader, editor = (Group.objects.get(name=name) for name in ("Reader", "Persona editor"))
    assert [may_give(administrator, each) for each in (reader, editor, strong)] == [True, True, False]
    assert [may_give(helper, each) for each in (reader, editor)] == [True, False]
