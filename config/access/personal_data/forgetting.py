"""Forgetting somebody: everything registered meets its fate, and the account loses its name."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from config.access import audit
from config.access.names import ADMINISTRATOR

from .plan import ForgettingPlan, plan_for
from .registry import kinds

# What pages call whoever was forgotten.
FORMER = ("Former", "colleague")
STALE = "Something changed since this was shown: this is what would happen now. Nothing has been done yet."


class NotForgotten(Exception):
    """It can't be done, or not as it was shown; the sentence says why, `plan` is how it stands now."""

    def __init__(self, plan: ForgettingPlan, message: str):
        super().__init__(message)
        self.plan = plan


@transaction.atomic
def forget(user, *, by=None, fingerprint: str | None = None) -> str:
    """Delete what tells of the person and take their name from all that stays; for good. Returns the name that the
    account has from then on. `by` is None on the schedule; a fingerprint holds the deed to a plan that was shown.

    Raises NotForgotten.
    """
    hold_administrators()
    account = get_user_model().objects.select_for_update().get(pk=user.pk)
    plan = plan_for(account)
    if plan.refusal:
        raise NotForgotten(plan, plan.refusal)
    if fingerprint is not None and fingerprint != plan.fingerprint:
        raise NotForgotten(plan, STALE)
    name = f"forgotten-{secrets.token_hex(6)}"
    for kind in kinds():
        kind.forget(kind.find(account), account, name)
    make_nameless(account, name)
    own = by is not None and by.pk == account.pk
    detail = "by themselves" if own else "" if by else "on the schedule"
    audit.record("person_forgotten", by=account if own else by, subject=name, detail=detail)
    return name


def hold_administrators() -> None:
    """Two administrators who forget each other at once come one after the other: the second is then the last."""
    list(Group.objects.select_for_update().filter(name=ADMINISTRATOR))


def make_nameless(account, name: str) -> None:
    """Close the account, which ends its sessions and keys, and leave nothing in it that says whose it was."""
    account.groups.clear()
    account.user_permissions.clear()
    account.username, account.email = name, ""
    account.first_name, account.last_name = FORMER
    account.is_active = account.is_staff = account.is_superuser = False
    account.last_login, account.date_joined = None, timezone.now()
    account.set_unusable_password()
    account.save()
