"""What `forget_people` does: accounts that were closed long enough ago, and names that are old."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from config.access import audit
from config.access.models import AuditEntry

from .forgetting import NotForgotten, forget
from .plan import is_forgotten, refusal_of
from .registry import Ageing, ageing


@dataclass
class Outcome:
    """How many people were forgotten, or would be, how many accounts begin to count their days, and how many rows of
    each kind lost their names or were deleted."""

    people: int = 0
    noticed: int = 0
    aged: list[tuple[Ageing, int]] = field(default_factory=list)


def is_anything_forgotten() -> bool:
    """Whether any of the settings says when."""
    return bool(settings.FORGET_CLOSED_DAYS or any(each.days() for each in ageing()))


def forget_by_age(*, at: datetime | None = None, is_rehearsal: bool = False) -> Outcome:
    """Forget what the settings say is old. Any number may run at once, and each may be stopped at any time. A
    rehearsal only counts. Accounts come first: the audit log says when they were closed."""
    at, outcome = at or timezone.now(), Outcome()
    if settings.FORGET_CLOSED_DAYS:
        forget_closed(at - timedelta(days=settings.FORGET_CLOSED_DAYS), outcome, is_rehearsal)
    for each in ageing():
        if each.days():
            outcome.aged.append((each, forget_old(each, at - timedelta(days=each.days()), is_rehearsal)))
    return outcome


def forget_closed(before: datetime, outcome: Outcome, is_rehearsal: bool) -> None:
    """Those whose account was closed before that moment. Of some nobody wrote down when they were closed: their days
    begin now."""
    for user in get_user_model().objects.filter(is_active=False).order_by("pk"):
        closed_at = closing_of(user)
        if is_forgotten(user) or refusal_of(user):
            continue
        if closed_at is None:
            outcome.noticed += 1
            if not is_rehearsal:
                audit.record("account_closed", subject=user.get_username(), detail="noticed on the schedule")
        elif closed_at < before and (is_rehearsal or is_done(user)):
            outcome.people += 1


def is_done(user) -> bool:
    """Whether the person was forgotten just now, and not by somebody else meanwhile."""
    try:
        forget(user)
    except (NotForgotten, get_user_model().DoesNotExist):
        return False
    return True


def closing_of(user) -> datetime | None:
    """When the account was closed, as far as it is written down; None when it was opened again since, or it isn't."""
    entries = AuditEntry.objects.filter(kind__in=["account_closed", "account_opened"], subject=user.get_username())
    last = entries.order_by("-at", "-pk").first()
    return last.at if last and last.kind == "account_closed" else None


@transaction.atomic
def forget_old(kind: Ageing, before: datetime, is_rehearsal: bool) -> int:
    rows = kind.find(before)
    count = rows.count()
    if count and not is_rehearsal:
        kind.forget(rows)
    return count
