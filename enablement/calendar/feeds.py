"""Which sessions a subscribed calendar holds, and what of them its owner may read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Case, Prefetch, When

from enablement.calendar.document import file_of
from enablement.calendar.events import Told, lines_of
from enablement.models import Registration, Series, Session, SessionPersona
from enablement.querysets import SessionQuerySet
from enablement.seating import Seats, seats_of
from enablement.times import reader_zone
from personas.models import Persona, Team

PAST = timedelta(days=366)
MOST = 2000
WAITS = "You are on the waiting list."
SEAT = "You have a seat."


@dataclass(frozen=True)
class Feed:
    """A calendar: what kind, of whom or what, its name, and its sessions of all times."""

    kind: str
    key: str
    name: str
    sessions: SessionQuerySet


def feed_of(kind: str, key: str, owner) -> Feed:
    """The calendar of that kind as its owner may see it: `everything`, `mine`, or one of a `team`, `series`, `persona`
    (whose `key` is the slug) or `session` (the UUID).

    Raises ObjectDoesNotExist when there is no such calendar for them.
    """
    if kind not in KINDS or bool(key) != (kind not in WITHOUT_KEY):
        raise ObjectDoesNotExist(f"There are no calendars of “{kind}”.")
    name, sessions = KINDS[kind](Session.objects.visible_to(owner), key, owner)
    return Feed(kind, key, name, sessions)


def everything(sessions, key, owner):
    return "All persona sessions", sessions


def mine(sessions, key, owner):
    own = Registration.objects.filter(user=owner).exclude(status=Registration.Status.CANCELLED)
    return "My persona sessions", sessions.filter(pk__in=own.values("session"))


def of_team(sessions, key, owner):
    team = Team.objects.get(slug=key)
    return f"Persona sessions for {team.name}", sessions.for_teams([team])


def of_series(sessions, key, owner):
    series = Series.objects.visible_to(owner).get(slug=key)
    return series.title, sessions.of_series(series)


def of_persona(sessions, key, owner):
    persona = Persona.objects.visible_to(owner).get(slug=key)
    return f"Sessions on {persona.heading}", sessions.teaching(persona)


def of_session(sessions, key, owner):
    try:
        session = sessions.get(uuid=UUID(key))
    except ValueError:
        raise ObjectDoesNotExist("There is no such session.") from None
    return session.title, sessions.filter(pk=session.pk)


KINDS = {
    "everything": everything,
    "mine": mine,
    "team": of_team,
    "series": of_series,
    "persona": of_persona,
    "session": of_session,
}
WITHOUT_KEY = ("everything", "mine")


def write_feed(feed: Feed, owner, *, base: str, at: datetime) -> bytes:
    """The calendar's file: what happens from a year ago on and has a day; `base` is the site's address. The number of
    queries doesn't depend on how much that is."""
    dated = feed.sessions.filter(precision__in=["exact", "day"], sort_on__gte=(at - PAST).date())
    # Where that is too much, what is over gives way first.
    is_over = Case(When(sort_on__lt=at.date(), then=1), default=0)
    nearest = dated.order_by(is_over, Case(When(sort_on__gte=at.date(), then="sort_on")), "-sort_on", "pk")
    sessions = sorted(with_personas(nearest, owner)[:MOST], key=lambda session: (session.sort_on, session.pk))
    return file_of(events_for(sessions, owner, base=base, at=at), name=feed.name, zone=reader_zone(owner))


def write_session(session: Session, user, *, base: str, at: datetime) -> bytes:
    """The file of one session that has a date, to take into a calendar by hand."""
    [shown] = with_personas(Session.objects.filter(pk=session.pk), user)
    return file_of(events_for([shown], user, base=base, at=at))


def with_personas(sessions, user):
    """Adds `visible_links`: whom each session teaches, as far as the user may see them."""
    links = SessionPersona.objects.filter(persona__in=Persona.objects.visible_to(user)).select_related("persona")
    links = links.only("session", "persona__name", "persona__role_label")
    return sessions.prefetch_related(Prefetch("persona_links", links, to_attr="visible_links"))


def events_for(sessions: list[Session], user, *, base: str, at: datetime) -> list[bytes]:
    """An event each, with the join link only where the session's page would show it to the user."""
    seats = seats_of(sessions, user, at)
    return [lines_of(session, told(session, seats[session.pk], base)) for session in sessions]


def told(session: Session, seats: Seats, base: str) -> Told:
    return Told(
        base=base,
        join_url=session.join_url if seats.shows_join_link else "",
        personas=tuple(link.persona.heading for link in session.visible_links),
        seat=SEAT if seats.has_seat else WAITS if seats.waits else "",
    )
