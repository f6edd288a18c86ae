"""Series: their sessions follow the rule and what the series says; those changed by themselves are left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.admin.models import ADDITION
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from enablement import notices
from enablement.effects import ADDED, CANCELLED, CHANGED, DELETED, LEFT, Effect, changes_text, time_words
from enablement.models import Series, Session, SessionPersona
from enablement.recurrence import Occurrence, days_of, occurrences, read_rule
from enablement.services.planning import FOLLOWED, cancel_session, in_the_way, save_session
from enablement.times import moment_words, utc_beside, zone_named
from personas.history import log_change

NO_LONGER = "The series no longer has this day."


@dataclass(frozen=True)
class Said:
    """What a series says for its sessions at some moment."""

    values: dict
    hour: object
    teams: frozenset[int]
    personas: frozenset[int]

    @classmethod
    def by(cls, series: Series) -> Said:
        """What the stored series says."""
        return cls(
            {name: getattr(series, name) for name in FOLLOWED},
            series.starts_at,
            frozenset(series.teams.values_list("pk", flat=True)),
            frozenset(series.personas.values_list("pk", flat=True)),
        )

    def changed(self, after: Said) -> list[str]:
        return [name for name in FOLLOWED if self.values[name] != after.values[name]]

    def retimed(self, after: Said) -> bool:
        return self.hour != after.hour or self.values["zone"] != after.values["zone"]


def occurrences_of(series: Series) -> list[Occurrence]:
    """When its rule puts its sessions; nowhere without a rule. Raises ValidationError for a rule that can't be
    followed."""
    if not series.rule or series.starts_on is None or series.starts_at is None:
        return []
    return occurrences(series.rule, series.starts_on, series.starts_at, series.zone)


@transaction.atomic
def follow_series(series: Series, *, before: Said | None = None, by, at: datetime | None = None) -> list[Effect]:
    """Bring the sessions of the series, which is stored, in line with it: `before` is what it said until now.

    A day that stays keeps its session; days that are new get one; a session whose day is gone is cancelled, or deleted
    when nothing hangs on it. What is over, cancelled or changed by itself stays. Returns what happened to each.
    """
    work = Following(series, before or Said.by(series), Said.by(series), by, at or timezone.now())
    return work.done()


@dataclass
class Following:
    """The work of `follow_series`."""

    series: Series
    before: Said
    after: Said
    by: object
    at: datetime
    effects: list[Effect] = field(default_factory=list)

    def done(self) -> list[Effect]:
        self.wanted = {each.day: each for each in occurrences_of(self.series)}
        sessions = sessions_of(self.series)
        self.adopt(sessions)
        for session in sessions:
            self.follow(session)
        self.add({session.occurrence_on for session in sessions}, fresh=not sessions)
        return self.effects

    def adopt(self, sessions: list[Session]) -> None:
        """A session that was planned by hand on one of the rule's days is that day's."""
        taken = {session.occurrence_on for session in sessions}
        for session in sessions:
            day = session.sort_on
            if session.occurrence_on is None and session.precision == "exact" and day in self.wanted.keys() - taken:
                session.occurrence_on = day
                taken.add(day)
                session.save(update_fields=["occurrence_on"])

    def follow(self, session: Session) -> None:
        if session.status != "planned" and session.status != "scheduled":
            return
        if session.over_at and session.over_at <= self.at:
            return
        is_gone = bool(self.wanted) and session.occurrence_on and session.occurrence_on not in self.wanted
        if session.is_detached:
            self.leave(session, is_gone)
        elif is_gone:
            self.remove(session)
        else:
            self.change(session)

    def leave(self, session: Session, is_gone: bool) -> None:
        """Say of a session that was changed by itself that it stays, where anything would have happened to it."""
        anything = self.before != self.after or is_gone
        if anything:
            self.note(LEFT, session, "Was changed by itself, so it is left alone.")

    def remove(self, session: Session) -> None:
        if things := in_the_way(session):
            people = len(notices.concerned(session))
            self.note(CANCELLED, session, f"{NO_LONGER} It has {things}, so it stays as cancelled.", people)
            cancel_session(session, reason=NO_LONGER, by=self.by, at=self.at)
        else:
            self.note(DELETED, session, NO_LONGER)
            session.delete()

    def change(self, session: Session) -> None:
        now = time_words(session)
        names = self.take_over(session)
        if session.occurrence_on in self.wanted and self.before.retimed(self.after):
            names += self.retime(session)
        links = self.take_over_links(session)
        if not names and not links:
            return
        heard = save_session(session, by=self.by, message="Changed with its series.", at=self.at)
        people = len(notices.concerned(session)) if heard else 0
        self.effects.append(Effect(CHANGED, session.title, now, changes_text([*names, *links], session), people))

    def take_over(self, session: Session) -> list[str]:
        """Fields that the series changed, unless the session says something of its own there."""
        old, new = self.before.values, self.after.values
        names = [name for name in self.before.changed(self.after) if getattr(session, name) == old[name]]
        for name in names:
            setattr(session, name, new[name])
        return names

    def retime(self, session: Session) -> list[str]:
        start = self.wanted[session.occurrence_on].at
        if session.precision != "exact" or session.starts_at == start:
            return []
        session.starts_at = start
        return ["starts_at"]

    def take_over_links(self, session: Session) -> list[str]:
        """Teams and personas that the series changed, unless the session has others."""
        names = []
        teams = {team.pk for team in session.teams.all()}
        if self.before.teams != self.after.teams and teams == self.before.teams:
            session.teams.set(self.after.teams)
            names.append("teams")
        personas = {link.persona_id for link in session.persona_links.all()}
        if self.before.personas != self.after.personas and personas == self.before.personas:
            set_personas(session, self.after.personas)
            names.append("personas")
        return names

    def add(self, taken: set[date | None], *, fresh: bool) -> None:
        """Sessions for days that have none; in a series that has sessions already only for days to come."""
        new = [each for day, each in self.wanted.items() if day not in taken and (fresh or each.at > self.at)]
        values = self.after.values
        sessions = [
            Session(
                series=self.series,
                occurrence_on=each.day,
                precision=Session.Precision.EXACT,
                starts_at=each.at,
                status=Session.Status.SCHEDULED,
                created_by=self.by,
                **values,
            )
            for each in new
        ]
        Session.objects.bulk_create(sessions)
        link_all(sessions, self.after)
        if sessions:
            message = f"Planned by the rule of “{self.series}”."
            log_change(sessions, by=self.by, message=message, action=ADDITION)
        for session, each in zip(sessions, new, strict=True):
            self.note(ADDED, session, each.note)

    def note(self, kind: str, session: Session, text: str, people: int = 0) -> None:
        self.effects.append(Effect(kind, session.title, time_words(session), text, people))


def sessions_of(series: Series) -> list[Session]:
    """All of its sessions in their order, held for this transaction."""
    links = Prefetch("persona_links", SessionPersona.objects.order_by("pk"))
    rows = series.sessions.select_for_update(no_key=True).prefetch_related("teams", links)
    return list(rows.order_by("sort_on", "starts_at", "pk"))


def set_personas(session: Session, personas) -> None:
    """Have the session teach just these; the editions of those who stay are kept."""
    session.persona_links.exclude(persona__in=personas).delete()
    known = set(session.persona_links.values_list("persona", flat=True))
    SessionPersona.objects.bulk_create(
        [SessionPersona(session=session, persona_id=pk) for pk in sorted(personas) if pk not in known]
    )


def link_all(sessions: list[Session], said: Said) -> None:
    """Give new sessions the teams and personas of their series."""
    through = Session.teams.through
    through.objects.bulk_create(
        [through(session_id=session.pk, team_id=pk) for session in sessions for pk in sorted(said.teams)]
    )
    SessionPersona.objects.bulk_create(
        [SessionPersona(session=session, persona_id=pk) for session in sessions for pk in sorted(said.personas)]
    )


@transaction.atomic
def split_series(session: Session, *, by) -> Series:
    """Part the series before the session, so that it and the later ones can go another way. Returns the series that
    they are in: a new one, or the old one when there is none before.

    Their addresses stay. Raises ValidationError for a session that no rule made.
    """
    series = Series.objects.select_for_update(no_key=True).get(pk=session.series_id)
    first = session.occurrence_on
    if not series.rule or first is None:
        raise ValidationError("Only sessions made by a rule have later ones: change this one, or all of them.")
    days = days_of(read_rule(series.rule, series.zone), series.starts_on)
    earlier, later = [day for day in days if day < first], [day for day in days if day >= first]
    if not earlier or not later:
        return series
    new = copy_of(series, by=by)
    rule = read_rule(series.rule, series.zone)
    new.rule = str(rule.ending(count=len(later)) if rule.count else rule)
    new.starts_on = first
    new.save()
    copy_links(series, new)
    series.rule = str(rule.ending(count=len(earlier)) if rule.count else rule.ending(until=first - timedelta(days=1)))
    series.save(update_fields=["rule", "updated_at"])
    move_later(series, new, first)
    session.series = new
    log_change([series], by=by, message=f"Ends before {first:%Y-%m-%d}; “{new.slug}” goes on from there.")
    log_change([new], by=by, message=f"Goes on from “{series.slug}”.", action=ADDITION)
    return new


def copy_of(series: Series, *, by) -> Series:
    """A new series, not stored yet, that says the same."""
    values = {name: getattr(series, name) for name in (*FOLLOWED, "rule", "starts_on", "starts_at")}
    return Series(created_by=by, **values)


def copy_links(series: Series, new: Series) -> None:
    new.teams.set(series.teams.all())
    new.personas.set(series.personas.all())


def move_later(series: Series, new: Series, first: date) -> None:
    """The sessions from that day on go to the new series; where one of the old was required, they still count."""
    moving = list(series.sessions.filter(occurrence_on__gte=first))
    for requirement in series.requirements.all():
        requirement.sessions.add(*moving)
    series.sessions.filter(pk__in=[session.pk for session in moving]).update(series=new)


@transaction.atomic
def change_series(series: Series, *, by, at: datetime | None = None, values: dict, hour=None) -> list[Effect]:
    """Give the series other values for fields, and its sessions another hour, and have its sessions follow."""
    before = Said.by(series)
    for name, value in values.items():
        setattr(series, name, value)
    series.starts_at = hour or series.starts_at
    series.save()
    return follow_series(series, before=before, by=by, at=at)


def next_dates(series: Series, at: datetime, count: int = 6) -> list[str]:
    """When the next sessions by the rule are, in words; raises ValidationError for a rule that can't be followed."""
    zone = zone_named(series.zone)
    coming = [each for each in occurrences_of(series) if each.at > at][:count]
    return [occurrence_words(each, zone) for each in coming]


def occurrence_words(occurrence: Occurrence, zone) -> str:
    there = occurrence.at.astimezone(zone)
    return f"{moment_words(there, zone.key)}{utc_beside(there)}" + (f". {occurrence.note}" if occurrence.note else "")
