"""What people are to hear of: each verb writes mails to send, in the caller's transaction, and sends nothing itself.

Nobody gets a mail of a kind about a session twice on the same occasion, however often a verb is called. Whether the
mail is still true and still wanted is looked at once more when it is sent.
"""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from enablement.models import Registration, Reminder, Resource, Session

Kind, State = Reminder.Kind, Reminder.State
# Mail about them is on its way or has arrived: whoever has it must hear of changes.
TOLD = (State.CLAIMED, State.SENT)


def invite(session: Session, users, *, by=None, at: datetime | None = None) -> int:
    """Invites those of the users who can be written to and weren't invited yet, or whose invitation was given up.
    Returns how many invitations are to be sent."""
    users = [user for user in users if reachable(user)]
    again = Reminder.objects.filter(kind=Kind.INVITATION, session=session, user__in=users)
    again = again.filter(state__in=[State.FAILED, State.DROPPED])
    revived = again.update(
        state=State.WAITING, attempts=0, next_try_at=None, last_error="", due_at=at or timezone.now()
    )
    known = set(Reminder.objects.filter(kind=Kind.INVITATION, session=session).values_list("user", flat=True))
    new = [user.pk for user in users if user.pk not in known]
    return revived + write(Kind.INVITATION, session, new, by=by, at=at)


def session_changed(session: Session, *, by=None, at: datetime | None = None) -> int:
    """Tells everybody who has a seat, waits or was invited how the session is now. Earlier changes that weren't sent
    yet are left out. Returns how many mails are to be sent."""
    return tell_state(Kind.CHANGE, session, [Kind.CHANGE, Kind.CANCELLATION], by=by, at=at)


def session_cancelled(session: Session, *, by=None, at: datetime | None = None) -> int:
    """Tells everybody who has a seat, waits or was invited that it doesn't take place. Whatever else was to be sent
    about it is left out. Returns how many mails are to be sent."""
    return tell_state(Kind.CANCELLATION, session, [kind for kind in Kind if kind != Kind.RECORDING], by=by, at=at)


def tell_state(kind, session: Session, instead_of, *, by, at) -> int:
    """Tells of the session as its sequence numbers it, instead of mails of those kinds that nobody began to send."""
    occasion = f"sequence {session.sequence}"
    earlier = session.reminders.filter(kind__in=instead_of, state=State.WAITING)
    earlier.exclude(kind=kind, occasion=occasion).update(state=State.DROPPED)
    return write(kind, session, concerned(session), by=by, at=at, occasion=occasion)


def seat_became_free(registration: Registration, *, at: datetime | None = None) -> int:
    """Tells somebody from the waiting list that they have a seat now. Returns how many mails are to be sent."""
    people = [registration.user_id] if reachable(registration.user) else []
    # Whoever leaves and waits again has another place in the line: that seat is another occasion.
    return write(Kind.SEAT, registration.session, people, at=at, occasion=f"place {registration.place}")


def recording_is_up(resource: Resource, *, by=None, at: datetime | None = None) -> int:
    """Tells everybody who had a seat or waited for one. Nobody for a recording without an address, or of no session.
    Returns how many mails are to be sent."""
    if not resource.url or resource.session is None:
        return 0
    people = holding(resource.session).values_list("user", flat=True)
    return write(Kind.RECORDING, resource.session, people, by=by, at=at, occasion=f"resource {resource.pk}")


def reachable(user) -> bool:
    """Whether mail can reach the user at all."""
    return bool(user.is_active and user.email)


def holding(session: Session):
    """The registrations of the session that hold a seat or a place in the line, of people who can be written to."""
    active = session.registrations.exclude(status=Registration.Status.CANCELLED).filter(user__is_active=True)
    return active.exclude(user__email="")


def concerned(session: Session) -> set[int]:
    """Who has to hear of a change: who holds a seat or a place in the line, and who was told of the session and didn't
    take leave since."""
    left = session.registrations.filter(status=Registration.Status.CANCELLED).values("user")
    told = session.reminders.filter(Q(kind=Kind.INVITATION), state__in=TOLD, user__is_active=True)
    invited = told.exclude(user__email="").exclude(user__in=left).values_list("user", flat=True)
    return {*holding(session).values_list("user", flat=True), *invited}


def write(kind, session, people, *, by=None, at=None, occasion="") -> int:
    """Writes a mail to each of the people's ids, except where there is one of that kind on that occasion already.
    Returns how many people there were."""
    due = at or timezone.now()
    rows = [
        Reminder(kind=kind, user_id=person, session=session, occasion=occasion, due_at=due, by=by)
        for person in sorted(people)
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
