"""Seats in a session and the line behind them.

Whoever changes them holds the session's row until the transaction ends, so that all who come at once come one after
the other.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from enablement.models import Registration, Session
from enablement.notices import seat_became_free
from enablement.times import over_at, state_of

GONE = "This session is no longer there."
OVER = "This session is over: nobody can register or leave any more."
CALLED_OFF = "This session is cancelled: nobody can register or leave any more."
REGISTERED, WAITLISTED, CANCELLED = (Registration.Status[name] for name in ("REGISTERED", "WAITLISTED", "CANCELLED"))


class Closed(Exception):
    """Nobody can take or leave a seat; the sentence says why."""


@transaction.atomic
def register(session: Session, user, *, at: datetime | None = None) -> Registration:
    """Give the user a seat, or the last place in the line when there is none. Whoever has either keeps it.

    Raises Closed when the session is over, cancelled or deleted.
    """
    held = opened(session, at)
    known = held.registrations.filter(user=user).first()
    if known and known.status != CANCELLED:
        return known
    # Nobody overtakes those who wait, whatever became of the capacity since.
    seat_waiting(held)
    registration = known or Registration(session=held, user=user)
    registration.status = WAITLISTED if seats_left(held) == 0 else REGISTERED
    registration.place = (held.registrations.aggregate(last=Max("place"))["last"] or 0) + 1
    registration.save()
    return registration


@transaction.atomic
def leave(session: Session, user, *, at: datetime | None = None) -> Registration | None:
    """Take the user's seat or place in the line back; the first in the line gets the seat. Returns what is left of the
    registration, None where there was none.

    Raises Closed when the session is over, cancelled or deleted.
    """
    held = opened(session, at)
    registration = held.registrations.filter(user=user).first()
    if registration and registration.status != CANCELLED:
        registration.status = CANCELLED
        registration.save(update_fields=["status", "updated_at"])
        seat_waiting(held)
    return registration


@transaction.atomic
def promote(session: Session, *, at: datetime | None = None) -> list[Registration]:
    """Give the seats that are free to the first in the line, after the capacity was raised or somebody's account went.
    Lowering it takes nobody's seat. Returns who got one, in order; nobody once the session is over."""
    try:
        held = opened(session, at)
    except Closed:
        return []
    return seat_waiting(held)


def seat_given_back(sender, instance: Registration, **kwargs) -> None:
    """When a registration went with its account, the first in the line gets the seat."""
    if instance.status == REGISTERED:
        transaction.on_commit(lambda: promote(Session(pk=instance.session_id)))


def opened(session: Session, at: datetime | None) -> Session:
    """The session as it is now, held for this transaction. Raises Closed."""
    # Rows that merely point to the session, such as mails, need not wait.
    held = Session.objects.select_for_update(no_key=True).filter(pk=session.pk).first()
    if held is None:
        raise Closed(GONE)
    if refusal := closed_because(held, at or timezone.now()):
        raise Closed(refusal)
    return held


def closed_because(session: Session, at: datetime) -> str:
    """Why nobody can take or leave a seat in it any more; empty while everybody can."""
    state = state_of(session, at)
    if state == "cancelled":
        return CALLED_OFF
    over = over_at(session)
    return OVER if state == "held" or (over is not None and over <= at) else ""


def seats_left(held: Session) -> int | None:
    """How many seats nobody has; None for as many as one likes."""
    if held.capacity is None:
        return None
    return max(held.capacity - held.registrations.filter(status=REGISTERED).count(), 0)


def seat_waiting(held: Session) -> list[Registration]:
    """Seat the first in the line as far as seats go, and have them told. Returns them in order. Accounts that nobody
    can use any more take no seat."""
    free = seats_left(held)
    if free == 0:
        return []
    waiting = held.registrations.filter(status=WAITLISTED, user__is_active=True).select_related("user")
    seated = list(waiting.order_by("place", "pk")[:free])
    held.registrations.filter(pk__in=[each.pk for each in seated]).update(status=REGISTERED, updated_at=timezone.now())
    for registration in seated:
        registration.status = REGISTERED
        registration.session = held
        seat_became_free(registration)
    return seated
