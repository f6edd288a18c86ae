"""What forgetting somebody would do, said before it is done."""

import hashlib
import re
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Q

from config.access.names import ADMINISTRATOR

from .registry import PersonalData, kinds

FORGOTTEN = re.compile(r"forgotten-[0-9a-f]{12}")
LAST = "This is the only account of an administrator: make somebody else an administrator first."
GONE = "This account has been forgotten already."


@dataclass(frozen=True)
class Effect:
    """How many rows of a kind there are, and what becomes of them."""

    kind: PersonalData
    count: int


@dataclass(frozen=True)
class ForgettingPlan:
    """The effects of forgetting an account, those that there are; `refusal` says why it can't be done."""

    user: object
    effects: list[Effect]
    refusal: str
    fingerprint: str


def plan_for(user) -> ForgettingPlan:
    """A query for each kind."""
    found = [(kind, sorted(map(str, kind.find(user).values_list("pk", flat=True)))) for kind in kinds()]
    told = [(kind.key, keys) for kind, keys in found]
    names = (user.pk, user.get_username(), user.email, user.is_active)
    digest = hashlib.sha256(repr((names, told)).encode()).hexdigest()[:24]
    effects = [Effect(kind, len(keys)) for kind, keys in found if keys]
    return ForgettingPlan(user, effects, refusal_of(user), digest)


def refusal_of(user) -> str:
    """Why the account can't be forgotten; nothing where it can."""
    if is_forgotten(user):
        return GONE
    others = administrators().exclude(pk=user.pk)
    return LAST if administrators().filter(pk=user.pk).exists() and not others.exists() else ""


def is_forgotten(user) -> bool:
    return not user.is_active and bool(FORGOTTEN.fullmatch(user.get_username()))


def administrators():
    """The accounts that can let others in."""
    able = Q(is_superuser=True) | Q(groups__name=ADMINISTRATOR)
    return get_user_model().objects.filter(able, is_active=True).distinct()
