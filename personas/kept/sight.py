"""What somebody may see and do, without being anybody: the reader that shared pages are made for."""

import hashlib
from collections.abc import Callable
from functools import cache, cached_property

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from personas.data_version import Memory

from .own import NAME, READER

Permissions = frozenset[str] | None  # None are all there are
KEPT = 1000  # users whose rights are kept


class Sight:
    """Stands in for the user in views and templates. Whatever else they ask of a user isn't there: a page that needs
    more than this can't be shared. `permissions` and `starred` find, when it is asked for, what may be done and the
    primary keys of the personas that the page may show as starred."""

    is_authenticated = True
    is_active = True
    pk = READER

    def __init__(self, permissions: Callable[[], Permissions], is_staff: bool, starred: Callable[[], frozenset[int]]):
        self.is_staff = is_staff
        self._find_permissions = permissions
        self._find_starred = starred

    @cached_property
    def permissions(self) -> Permissions:
        return self._find_permissions()

    @cached_property
    def starred(self) -> frozenset[int]:
        return self._find_starred()

    def has_perm(self, permission: str, obj=None) -> bool:
        return self.permissions is None or permission in self.permissions

    def has_perms(self, permissions, obj=None) -> bool:
        return all(map(self.has_perm, permissions))

    def has_module_perms(self, app_label: str) -> bool:
        return self.permissions is None or any(each.startswith(f"{app_label}.") for each in self.permissions)

    def get_full_name(self) -> str:
        return NAME

    @cached_property
    def key(self) -> str:
        """The same for everybody who is shown the same."""
        rights = "all" if self.permissions is None else sorted(self.permissions)
        return hashlib.sha256(repr((rights, self.is_staff, sorted(self.starred))).encode()).hexdigest()


def sight_for(user, starred: Callable[[], frozenset[int]] = frozenset) -> Sight:
    """What the user may see and do."""
    return Sight(lambda: permissions_of(user), user.is_staff, starred)


def permissions_of(user) -> Permissions:
    """What the user may do; two queries, and none while the tables that say so stay as they are."""
    if user.is_superuser and user.is_active:
        return None
    return rights().recall(user.pk, lambda: frozenset(user.get_all_permissions()))


@cache
def rights() -> Memory:
    """What is made of the tables that say who may do what."""
    user = get_user_model()
    groups, own = user.groups.through, user.user_permissions.through
    return Memory(user, groups, own, Group.permissions.through, Permission, most=KEPT)
