"""Last year's series again: the same rule from another first day on, with what of it is wanted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.admin.models import ADDITION
from django.db import transaction

from enablement.models import Resource, Series, Session
from enablement.recurrence import days_of, read_rule
from enablement.services.planning import FOLLOWED, copy_personas, copy_resources
from enablement.services.series import copy_links, copy_of, follow_series, set_personas
from enablement.times import nearest_start, zone_named
from personas.history import log_change

# What came out of last year's sessions is no material for this year's.
OUTCOMES = (Resource.Kind.RECORDING, Resource.Kind.NOTES, Resource.Kind.FEEDBACK)


@dataclass(frozen=True)
class Copied:
    """The new series, and the sessions that have no new date because they had none."""

    series: Series
    without_date: list[Session]


@transaction.atomic
def copy_series(
    series: Series,
    *,
    starts_on: date,
    title: str = "",
    personas: bool = True,
    resources: bool = False,
    by,
    at: datetime | None = None,
) -> Copied:
    """Plan the series once more from that day on, each session with the personas and, if wanted, the material of the
    one in its place. Registrations, recordings and notes stay where they were.

    Without a rule every date moves by as much as the first one. Raises ValidationError when the rule can't be followed
    from that day on.
    """
    new = copy_of(series, by=by)
    new.title, new.starts_on = title or series.title, starts_on
    new.rule = shifted_rule(series, starts_on)
    new.save()
    copy_links(series, new)
    if not personas:
        new.personas.clear()
    log_change([new], by=by, message=f"Copied from “{series}”.", action=ADDITION)
    old = list(series.sessions.exclude(status="cancelled").order_by("sort_on", "starts_at", "pk"))
    follow_series(new, by=by, at=at)
    pairs = pairs_by_rule(series, new) if new.rule else pairs_by_date(old, new, starts_on, by=by)
    for before, after in pairs:
        if personas:
            set_personas(after, [])
            copy_personas(before, [after])
        if resources:
            copy_resources(before, after, without=OUTCOMES)
    return Copied(new, [] if new.rule else [session for session in old if session.sort_on is None])


def shifted_rule(series: Series, starts_on: date) -> str:
    """The rule from another first day on: as many times as before, or until as many days later. Raises
    ValidationError."""
    if not series.rule:
        return ""
    rule = read_rule(series.rule, series.zone)
    if rule.until:
        rule = rule.ending(until=rule.until + (starts_on - series.starts_on))
    days_of(rule, starts_on)
    return str(rule)


def pairs_by_rule(series: Series, new: Series) -> list[tuple[Session, Session]]:
    """Old and new sessions in the same place of the rule."""
    days = days_of(read_rule(series.rule, series.zone), series.starts_on)
    places = {day: place for place, day in enumerate(days)}
    old = {places.get(each.occurrence_on): each for each in series.sessions.exclude(occurrence_on=None)}
    fresh = enumerate(new.sessions.order_by("occurrence_on"))
    return [(old[place], session) for place, session in fresh if place in old]


def pairs_by_date(old: list[Session], new: Series, starts_on: date, *, by) -> list[tuple[Session, Session]]:
    """Old sessions that have a date, each with a new one as many days later as the first one moved."""
    dated = [session for session in old if session.sort_on]
    later = starts_on - dated[0].sort_on if dated else timedelta()
    return [(session, later_copy(session, new, later, by=by)) for session in dated]


def later_copy(session: Session, series: Series, later: timedelta, *, by) -> Session:
    values = {name: getattr(session, name) for name in (*FOLLOWED, "precision", "when_words")}
    copy = Session(series=series, created_by=by, status=Session.Status.PLANNED, **values)
    if session.precision == "exact":
        there = session.starts_at.astimezone(zone_named(session.zone))
        copy.starts_at = nearest_start(there.date() + later, there.time(), zone_named(session.zone).key).at
    else:
        copy.day = session.day + later
    # Words beside an old date speak of the old one.
    copy.when_words = ""
    copy.save()
    copy.teams.set(session.teams.all())
    return copy
