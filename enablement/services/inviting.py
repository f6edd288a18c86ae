"""Teams are invited: who of them isn't yet, and what is written to them."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from enablement import notices
from enablement.effects import CANCELLED, CHANGED, LEFT, Effect, time_words
from enablement.models import Registration, Reminder, Session
from enablement.services.planning import cancel_session
from enablement.times import state_of
from personas.colleagues import called
from personas.history import log_change
from personas.models import Team

NAMED = 3
OVER = {"held": "It is over.", "cancelled": "It is cancelled."}


def members_of(session: Session, teams: Iterable[Team] | None = None):
    """The active members of these teams, or of the session's own."""
    wanted = list(teams) if teams else list(session.teams.all())
    return get_user_model().objects.filter(is_active=True, teams__in=wanted).distinct().order_by("username")


def invitees(session: Session, teams: Iterable[Team] | None = None) -> list:
    """Members who have neither a place in the session nor an invitation to it, and who can be written to."""
    registered = session.registrations.exclude(status=Registration.Status.CANCELLED).values("user")
    gone = [Reminder.State.FAILED, Reminder.State.DROPPED]
    invited = session.reminders.filter(kind=Reminder.Kind.INVITATION).exclude(state__in=gone).values("user")
    people = members_of(session, teams).exclude(pk__in=registered).exclude(pk__in=invited)
    return [user for user in people if notices.reachable(user)]


@transaction.atomic
def invite_teams(
    sessions: Iterable[Session], *, by, teams: Iterable[Team] | None = None, at: datetime | None = None
) -> list[Effect]:
    """Invite the members of each session's teams, or of these, who aren't yet. Returns what happened to each."""
    return [invite_to(session, list(teams or ()), by=by, at=at or timezone.now()) for session in sessions]


def invite_to(session: Session, teams: list[Team], *, by, at: datetime) -> Effect:
    state = state_of(session, at)
    if state in OVER or (session.over_at and session.over_at <= at):
        return left(session, OVER.get(state, "Its date has gone by."))
    everybody = members_of(session, teams).count()
    people = invitees(session, teams)
    if not people:
        empty = "It has no team with members: choose whom to invite."
        return left(session, "All members are invited or registered already." if everybody else empty)
    count = notices.invite(session, people, by=by)
    log_change([session], by=by, message=f"Invited {count} {'person' if count == 1 else 'people'}.")
    skipped = everybody - count
    others = f" {skipped} of the members {'is' if skipped == 1 else 'are'} invited or registered already, or have no "
    text = f"Invites {names_of(people)}." + (f"{others}mail address." if skipped else "")
    return Effect(CHANGED, session.title, time_words(session), text, count)


def names_of(people: list) -> str:
    first = ", ".join(called(user) for user in people[:NAMED])
    return f"{first} and {len(people) - NAMED} more" if len(people) > NAMED else first


def left(session: Session, why: str) -> Effect:
    return Effect(LEFT, session.title, time_words(session), why)


@transaction.atomic
def cancel_sessions(sessions: Iterable[Session], *, reason: str = "", by, at: datetime | None = None) -> list[Effect]:
    """Cancel each of them for that reason; those that are over or cancelled already stay. Returns what happened."""
    return [cancel_one(session, reason, by=by, at=at or timezone.now()) for session in sessions]


def cancel_one(session: Session, reason: str, *, by, at: datetime) -> Effect:
    state = state_of(session, at)
    if state in OVER:
        return left(session, OVER[state])
    now, people = time_words(session), len(notices.concerned(session))
    cancel_session(session, reason=reason, by=by, at=at)
    return Effect(CANCELLED, session.title, now, "Keeps its page, its address and who registered.", people)
