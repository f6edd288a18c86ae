"""The four roles: what each may do. They are groups that every migration makes and keeps as they are written here."""

from collections.abc import Collection
from fnmatch import fnmatchcase

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from config.access import audit
from config.access.names import ADMINISTRATOR, EDITOR, MANAGER, READER


def kept(app: str, model: str = "*") -> tuple[str, ...]:
    """Seeing, adding, changing and deleting rows of a model, or of all models of an app."""
    return tuple(f"{app}.{action}_{model}" for action in ("view", "add", "change", "delete"))


CATALOGUE = (*kept("personas"), *kept("journeys"))
# Everybody who is signed in may read what is published, so a reader needs no right of their own.
RIGHTS = {
    READER: (),
    EDITOR: (*CATALOGUE, "enablement.view_question", "enablement.change_question", "auth.view_user"),
    MANAGER: (
        *kept("enablement"),
        *kept("personas", "team"),
        *kept("personas", "teamalias"),
        *kept("personas", "apitoken"),
        "auth.view_user",
    ),
    # Accounts are closed, not deleted: what somebody did stays theirs.
    ADMINISTRATOR: (
        *CATALOGUE,
        *kept("enablement"),
        *("auth.view_user", "auth.add_user", "auth.change_user", *kept("auth", "group")),
        "access.*",
    ),
}


def install_roles(**signal) -> None:
    """Make the roles that are missing, and give each exactly the rights that stand here; after every migration."""
    permissions = [(f"{app}.{name}", pk) for app, name, pk in known_permissions(signal.get("using"))]
    for role, rights in RIGHTS.items():
        group, _ = Group.objects.using(signal.get("using")).get_or_create(name=role)
        group.permissions.set(pk for name, pk in permissions if any(fnmatchcase(name, each) for each in rights))


def known_permissions(using: str | None):
    fields = ("content_type__app_label", "codename", "pk")
    return Permission.objects.using(using).order_by("pk").values_list(*fields)


def is_role(group: Group) -> bool:
    """Whether the group is one of the four, which nobody changes by hand."""
    return group.name in RIGHTS


def role_names(user) -> list[str]:
    """The names of the groups that the user is in, by name."""
    return sorted(user.groups.values_list("name", flat=True))


@transaction.atomic
def set_roles(user, names: Collection[str], *, by=None, request=None, among: Collection[str] | None = None) -> bool:
    """Put the user into the groups of these names; `among` says which memberships are looked at, others stay. Returns
    whether anything changed, which is then recorded, as done by `by`."""
    before = role_names(user)
    considered = Q() if among is None else Q(name__in=among)
    user.groups.remove(*user.groups.filter(considered).exclude(name__in=names))
    user.groups.add(*Group.objects.filter(name__in=names))
    return roles_were_set(user, before, by=by, request=request)


def roles_were_set(user, before: Collection[str], *, by=None, request=None) -> bool:
    """To be told after groups changed: lets those with rights into the admin and all others not, and records it."""
    after = role_names(user)
    if after == sorted(before):
        return False
    let_in(user)
    audit.record(
        "roles_changed", by=by, subject=user.get_username(), detail=change_words(before, after), request=request
    )
    return True


def change_words(before: Collection[str], after: Collection[str]) -> str:
    """ "Reader → Administrator, Reader"."""
    return " → ".join(", ".join(sorted(names)) or "none" for names in (before, after))


def let_in(user) -> None:
    """The admin is for whoever has something to do there."""
    is_staff = user.is_superuser or Permission.objects.filter(Q(group__user=user) | Q(user=user)).exists()
    if is_staff != user.is_staff:
        user.is_staff = is_staff
        get_user_model().objects.filter(pk=user.pk).update(is_staff=is_staff)


def may_manage(actor, user) -> bool:
    """Whether the actor may change the account: nobody reaches rights through it that they haven't got themselves."""
    if actor.is_superuser:
        return True
    return not user.is_superuser and user.get_all_permissions() <= actor.get_all_permissions()


def may_give(actor, group: Group) -> bool:
    """Whether the actor has every right of the group."""
    own = actor.get_all_permissions()
    return actor.is_superuser or all(
        f"{app}.{name}" in own for app, name in group.permissions.values_list("content_type__app_label", "codename")
    )
