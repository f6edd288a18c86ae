"""Sessions are written, moved, cancelled and planned for several teams.

Whatever invited people must hear of raises the session's sequence, by which calendars tell old from new, and writes
the mails about it in the same transaction.
"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.admin.models import ADDITION
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from enablement import notices
from enablement.models import Resource, Session, SessionPersona
from enablement.services.seats import closed_because, promote
from enablement.times import state_of
from personas.history import log_change
from personas.models import Team

# What calendars and invited people must hear of: time, place, link, title and status.
HEARD = ("title", "precision", "starts_at", "minutes", "day", "when_words", "place", "join_url", "status")
CANCELLED = Session.Status.CANCELLED
# What a session shares with the others of its series as long as it isn't changed by itself.
FOLLOWED = ("title", "description", "minutes", "zone", "host_id", "capacity", "join_url", "place")


@transaction.atomic
def save_session(session: Session, *, by, message: str = "", at: datetime | None = None) -> list[str]:
    """Write a new or changed session. Returns the fields that changed and that people must hear of.

    `message` goes into its history; none where somebody else notes it there.
    """
    stored = Session.objects.select_for_update(no_key=True).filter(pk=session.pk).first() if session.pk else None
    changed = [name for name in HEARD if getattr(stored, name) != getattr(session, name)] if stored else []
    if stored:
        # A page may know of a later one.
        session.sequence = max(session.sequence, stored.sequence + bool(changed))
    else:
        session.created_by = session.created_by or by
    session.save()
    if message:
        log_change([session], by=by, message=message)
    if changed:
        tell(session, by=by, at=at or timezone.now())
    if stored and (grew(stored.capacity, session.capacity) or closed_because(stored, at or timezone.now())):
        promote(session, at=at)
    return changed


def tell(session: Session, *, by, at: datetime) -> None:
    """Write the mails about a change; of a session that is over nobody needs to hear."""
    if session.over_at and session.over_at <= at:
        return
    if session.status == CANCELLED:
        notices.session_cancelled(session, by=by)
    elif state_of(session, at) != "held":
        notices.session_changed(session, by=by)


def grew(before: int | None, after: int | None) -> bool:
    """Whether there is more room; None is room for everybody."""
    return before is not None and (after is None or after > before)


@transaction.atomic
def move_session(session: Session, *, start: datetime, by, at: datetime | None = None) -> None:
    """Give the session another exact start. In its series it keeps its place, and goes its own way from now on."""
    session.precision, session.starts_at, session.day = Session.Precision.EXACT, start, None
    session.is_detached = session.is_detached or session.series_id is not None
    save_session(session, by=by, message="Moved.", at=at)


@transaction.atomic
def cancel_session(session: Session, *, reason: str = "", by, at: datetime | None = None) -> bool:
    """Cancel the session, or skip it in its series: it keeps its address and everybody who registered. Returns whether
    it took place until now."""
    if session.status == CANCELLED:
        return False
    session.status, session.cancel_reason = CANCELLED, reason
    save_session(session, by=by, message=f"Cancelled: {reason}" if reason else "Cancelled.", at=at)
    return True


@transaction.atomic
def reinstate_session(session: Session, *, by, at: datetime | None = None) -> bool:
    """Let a cancelled session take place after all. Returns whether it was cancelled."""
    if session.status != CANCELLED:
        return False
    session.status, session.cancel_reason = Session.Status.SCHEDULED, ""
    save_session(session, by=by, message="Takes place after all.", at=at)
    return True


def overlapping(session: Session) -> list[Session]:
    """Other sessions of the same host at the same time, in their order."""
    return list(Session.objects.overlapping(session).order_upcoming()[:5])


@transaction.atomic
def plan_for_each_team(session: Session, *, teams: Iterable[Team], by) -> list[Session]:
    """Make the stored session one for the first of the teams, and the same again for each of the others, with its
    personas and resources. Their titles tell them apart. Returns all of them, the first one first."""
    teams = list(teams)
    if len(teams) < 2:
        return [session]
    title = session.title
    session.title = titled(title, teams[0])
    session.save(update_fields=["title"])
    session.teams.set(teams[:1])
    copies = [copy_for(session, title, team, by=by) for team in teams[1:]]
    log_change(copies, by=by, message=f"Planned together with “{session.title}”.", action=ADDITION)
    return [session, *copies]


def titled(title: str, team: Team) -> str:
    """The title with the team's name behind it, shortened where it would get too long."""
    ending = f" ({team.name})"
    return title[: Session._meta.get_field("title").max_length - len(ending)] + ending


def copy_for(session: Session, title: str, team: Team, *, by) -> Session:
    names = ("series_id", "description", "minutes", "zone", "host_id", "capacity", "join_url", "place")
    times = ("precision", "starts_at", "day", "when_words", "status")
    values = {name: getattr(session, name) for name in (*names, *times)}
    copy = Session.objects.create(title=titled(title, team), created_by=by, **values)
    copy.teams.set([team])
    copy_personas(session, [copy])
    copy_resources(session, copy)
    return copy


def copy_personas(session: Session, others: Iterable[Session]) -> None:
    """Have the others teach the personas that the session teaches, in the same editions."""
    links = list(session.persona_links.all())
    SessionPersona.objects.bulk_create(
        [
            SessionPersona(session=other, persona_id=link.persona_id, edition=link.edition)
            for other in others
            for link in links
        ]
    )


def copy_resources(session: Session, other: Session, *, without: Iterable[str] = ()) -> None:
    """Give the other session the resources of this one, except those of some kinds."""
    for resource in session.resources.exclude(kind__in=list(without)).prefetch_related("personas"):
        personas = list(resource.personas.all())
        names = ("kind", "title", "url", "edition", "made_on", "is_deprecated", "note", "order")
        copy = Resource.objects.create(session=other, **{name: getattr(resource, name) for name in names})
        copy.personas.set(personas)


@transaction.atomic
def save_resource(resource: Resource, *, by) -> None:
    """Write a resource; who was in its session hears of a recording that got its address."""
    stored = Resource.objects.filter(pk=resource.pk).first() if resource.pk else None
    resource.save()
    is_up = resource.kind == Resource.Kind.RECORDING and resource.url
    was_up = stored and stored.kind == resource.kind and stored.url
    if is_up and not was_up:
        notices.recording_is_up(resource, by=by)


IN_THE_WAY = (
    ("registrations", "registration"),
    ("guests", "guest"),
    ("resources", "resource"),
    ("questions", "question"),
    ("requirements", "requirement"),
)


def in_the_way(session: Session) -> str:
    """What hangs on the session, so that it can only be cancelled: "3 registrations, 1 resource"; else nothing."""
    counts = [(getattr(session, relation).count(), word) for relation, word in IN_THE_WAY]
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count)


@transaction.atomic
def delete_sessions(sessions, *, by) -> int:
    """Delete sessions on which nothing hangs; who is told is nobody. Raises ValidationError, and deletes none, when
    something hangs on one of them."""
    held = list(sessions.order_by("pk").select_for_update())
    for session in held:
        if things := in_the_way(session):
            raise ValidationError(f"“{session}” has {things}: cancel it instead.")
    sessions.model.objects.filter(pk__in=[session.pk for session in held]).delete()
    return len(held)
