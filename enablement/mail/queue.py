"""Which sender sends which mail: each row is claimed by an update that only one can win, for the time of a lease."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q

from enablement.models import Reminder

State = Reminder.State
# A sender that didn't say what became of a mail in this time is thought dead: many times what sending takes, as the
# server has EMAIL_TIMEOUT seconds for each answer.
LEASE = timedelta(minutes=15)
# What must be left of it when a mail goes out, so that nobody else can have claimed it before the server took it.
SPARE = timedelta(minutes=10)
# How long to wait after each refusal; the one after the last is the end.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
MOST_ATTEMPTS = len(BACK_OFF) + 1
BATCH = 50
NOT_CLAIMED = {"claim": None, "leased_until": None}
DIED = "Every sender that tried was stopped before the server answered."
LONGEST_ERROR = 300


def claimable(at: datetime) -> Q:
    """Mails that are due and not put off, and those whose sender is thought dead."""
    waiting = Q(state=State.WAITING, due_at__lte=at) & (Q(next_try_at=None) | Q(next_try_at__lte=at))
    left_behind = Q(state=State.CLAIMED, leased_until__lte=at)
    return Q(attempts__lt=MOST_ATTEMPTS) & (waiting | left_behind)


def candidates(at: datetime) -> Iterator[int]:
    """Primary keys of mails that could be claimed, the longest due first."""
    yield from Reminder.objects.filter(claimable(at)).order_by("due_at", "pk").values_list("pk", flat=True)[:BATCH]


def claim(pk: int, at: datetime) -> Reminder | None:
    """The mail, for this sender alone until the lease is over; None when another one was faster."""
    mark = uuid.uuid4()
    free = Reminder.objects.filter(claimable(at), pk=pk)
    claimed = free.update(state=State.CLAIMED, claim=mark, leased_until=at + LEASE, attempts=F("attempts") + 1)
    if not claimed:
        return None
    found = Reminder.objects.filter(pk=pk, claim=mark)
    return found.select_related("user__reader_zone", "user__mail_preference", "session__host", "by").first()


def is_ours(reminder: Reminder, at: datetime) -> bool:
    """Whether the lease lasts long enough to hand the mail to the server now."""
    own = Reminder.objects.filter(pk=reminder.pk, claim=reminder.claim, state=State.CLAIMED)
    return own.filter(leased_until__gt=at + SPARE).exists()


def sent(reminder: Reminder, at: datetime) -> None:
    settle(reminder, state=State.SENT, sent_at=at, last_error="")


def dropped(reminder: Reminder, why: str) -> None:
    """Nobody needs it any more."""
    settle(reminder, state=State.DROPPED, last_error=why)


def refused(reminder: Reminder, at: datetime, why: str, *, for_good: bool = False) -> str:
    """To be tried again later, or given up: for good, or after so many attempts. Returns its new state."""
    if for_good or reminder.attempts >= MOST_ATTEMPTS:
        settle(reminder, state=State.FAILED, last_error=why)
        return State.FAILED
    later = at + BACK_OFF[reminder.attempts - 1]
    settle(reminder, state=State.WAITING, next_try_at=later, last_error=why)
    return State.WAITING


def settle(reminder: Reminder, *, last_error: str, **values) -> None:
    """Says what became of a mail; nothing when the lease ran out and another sender has it."""
    told = last_error.replace("\0", "")[:LONGEST_ERROR]
    own = Reminder.objects.filter(pk=reminder.pk, claim=reminder.claim)
    own.update(last_error=told, **NOT_CLAIMED, **values)


def give_up_dead(at: datetime) -> int:
    """Gives up the mails whose senders were stopped every time. Returns how many."""
    dead = Reminder.objects.filter(state=State.CLAIMED, leased_until__lte=at, attempts__gte=MOST_ATTEMPTS)
    return dead.update(state=State.FAILED, last_error=DIED, **NOT_CLAIMED)


def try_again(reminders, *, at: datetime) -> int:
    """Puts mails that were given up back into the queue. Returns how many."""
    given_up = reminders.filter(state=State.FAILED)
    return given_up.update(state=State.WAITING, attempts=0, next_try_at=None, due_at=at, **NOT_CLAIMED)
