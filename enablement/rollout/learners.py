"""Who learned what, as sets of people: read as a few rows, whatever the number of seats, and laid over one another.

A set is a number: everybody has a bit in it, as in the census of personas.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property, reduce
from operator import and_, or_
from typing import NamedTuple

from django.db.models import Case, Q, Value, When

from enablement.material import Change, is_older
from enablement.models import Registration, Requirement, Session, SessionPersona
from personas.census.reading import Listed
from personas.models import Team

ATTENDED = Q(attendance=Registration.Attendance.ATTENDED)
LEARNED = ATTENDED | Q(watched_at__isnull=False)
FEW = 50  # people; of more, everybody's seats are read
People = int


class Taught(NamedTuple):
    """A session that teaches a persona: its primary key, its day, and which edition it teaches."""

    session: int
    on: date | None
    edition: int | None


class Learners:
    """Members of teams, given by primary keys, and what they learned. Every part is one query."""

    def __init__(self, members: Mapping[int, Collection[int]]):
        self.keys = sorted({user for users in members.values() for user in users})
        self.bit = {user: 1 << place for place, user in enumerate(self.keys)}
        self.teams: dict[int, People] = {team: self.people(users) for team, users in members.items()}

    def people(self, users: Collection[int]) -> People:
        """Those of these users who are members of any of the teams."""
        return reduce(or_, (self.bit.get(user, 0) for user in users), 0)

    def keys_of(self, people: People) -> list[int]:
        return [user for user in self.keys if self.bit[user] & people]

    @cached_property
    def in_sessions(self) -> tuple[dict[int, People], dict[int, People]]:
        """Who attended each session, and who learned something in it: attended, or watched the recording."""
        rows = Registration.objects.filter(LEARNED).order_by()
        rows = rows.filter(user__in=self.keys) if len(self.keys) <= FEW else rows
        rows = rows.annotate(came=Case(When(ATTENDED, then=Value(True)), default=Value(False)))
        came, learned = {}, defaultdict(int)
        for session, is_there, listed in rows.values_list("session", "came").annotate(listed=Listed("user")):
            people = self.people(map(int, listed.split(",")))
            learned[session] |= people
            if is_there:
                came[session] = people
        return came, dict(learned)

    @property
    def came(self) -> dict[int, People]:
        return self.in_sessions[0]

    @property
    def learned(self) -> dict[int, People]:
        return self.in_sessions[1]

    @cached_property
    def taught(self) -> dict[int, list[Taught]]:
        """The sessions in which anybody learned, by the personas whom they teach."""
        found = defaultdict(list)
        rows = SessionPersona.objects.order_by().values_list("persona", "session", "session__sort_on", "edition")
        for persona, session, *rest in rows:
            if session in self.learned:
                found[persona].append(Taught(session, *rest))
        return found

    def taught_in(self, persona: int) -> list[Taught]:
        return self.taught.get(persona, [])

    def of_persona(self, persona: int, *, recording_counts: bool, since: Change | None = None) -> People:
        """Who learned the persona; with a change, who learned her as she is `since` then."""
        sessions = self.learned if recording_counts else self.came
        return union(
            sessions.get(each.session, 0)
            for each in self.taught_in(persona)
            if since is None or not is_older(since, made_on=each.on, edition=each.edition)
        )

    def who_did(self, requirements: Collection[Requirement]) -> dict[int, People]:
        """Which members did what is asked of their team, by the requirement's primary key: learned in one of the
        sessions that are named, or of the series; where there are neither, each of the personas somewhere."""
        personas = pairs_of(Requirement.personas.through, "persona", requirements)
        sessions = pairs_of(Requirement.sessions.through, "session", requirements)
        in_series = defaultdict(list)
        series = {each.series_id for each in requirements} - {None}
        for key, session in Session.objects.filter(series__in=series).order_by().values_list("series", "pk"):
            in_series[key].append(session)
        return {
            each.pk: self.done(each, personas[each.pk], [*sessions[each.pk], *in_series[each.series_id]])
            for each in requirements
        }

    def done(self, requirement: Requirement, personas: Collection[int], sessions: Collection[int]) -> People:
        """Who of the team did it; `sessions` are those that are named, and those of the series."""
        members, counts = self.teams.get(requirement.team_id, 0), requirement.recording_counts
        if sessions or requirement.series_id:
            in_session = self.learned if counts else self.came
            return members & union(in_session.get(session, 0) for session in sessions)
        return reduce(and_, (self.of_persona(each, recording_counts=counts) for each in personas), members)


def union(sets) -> People:
    return reduce(or_, sets, 0)


def pairs_of(through, field: str, requirements: Collection[Requirement]) -> dict[int, list[int]]:
    """The primary keys at the other end of a relation of requirements, by the requirement's."""
    found = defaultdict(list)
    rows = through.objects.filter(requirement__in=requirements).order_by().values_list("requirement", field)
    for requirement, key in rows:
        found[requirement].append(key)
    return found


def learners_in(teams: Collection[Team]) -> Learners:
    """The members of these teams who have an active account. One query."""
    members = {team.pk: [] for team in teams}
    through = Team.members.through.objects.filter(team__in=teams, user__is_active=True).order_by()
    for team, user in through.values_list("team", "user"):
        members[team].append(user)
    return Learners(members)
