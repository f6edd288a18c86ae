"""How many members of each team have learned each persona: counted by the database, whatever the number of people."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Max, Q

from enablement.material import Change, material_changes
from enablement.models import Registration, Requirement
from personas.models import Team

from .standing import Standing

ATTENDED = Q(attendance=Registration.Attendance.ATTENDED)
LEARNED = ATTENDED | Q(watched_at__isnull=False)
TRAINED, PARTLY, NOT, STALE, OVERDUE = "trained", "partly", "not", "stale", "overdue"
STATES = {
    TRAINED: "Trained",
    PARTLY: "Partly",
    NOT: "Not yet",
    STALE: "Stale since a change",
    OVERDUE: "Overdue",
}
PERSONA = "session__persona_links__persona"


@dataclass(frozen=True)
class Cell:
    """A team and a persona: `trained` of its `members` have learned them, of whom `watched` saw a recording alone,
    `last` on that day and on that edition at most; what `stale` of them learned has changed since. `overdue` are the
    members whose time for it is over."""

    members: int
    trained: int = 0
    watched: int = 0
    stale: int = 0
    overdue: int = 0
    last: date | None = None
    edition: int | None = None

    @property
    def states(self) -> set[str]:
        """All of STATES that it is in."""
        how_far = TRAINED if self.trained >= self.members else PARTLY if self.trained else NOT
        return {how_far, *([STALE] if self.stale else []), *([OVERDUE] if self.overdue else [])}

    @property
    def percent(self) -> int:
        """Whole, and a hundred only for all of them."""
        return self.trained * 100 // self.members


class Board:
    """The cells of these teams and personas, by their primary keys. Teams without members have none."""

    def __init__(self, teams: Sequence[Team], personas: Collection[int], standings: Collection[Standing]):
        self.teams, self.personas = teams, list(personas)
        self.changes = material_changes(self.personas)
        self.late = overdue_by_cell(standings)
        # Where watching a recording isn't enough.
        self.strict = {
            (each.requirement.team_id, key)
            for each in standings
            if not each.requirement.recording_counts
            for key in each.personas
        }

    @cached_property
    def members(self) -> dict[int, int]:
        """How many people with an active account each team has."""
        through = Team.members.through.objects.filter(team__in=self.teams, user__is_active=True).order_by()
        return dict(through.values_list("team").annotate(Count("pk")))

    @cached_property
    def counts(self) -> dict[tuple[int, int], Sequence]:
        """What the database counts, by team and persona. One query."""
        # Of all personas: SQLite would look each of those asked for up again for every registration.
        is_wanted = {"user__teams__in": self.teams, "user__is_active": True}
        rows = Registration.objects.order_by().filter(LEARNED, **is_wanted).values_list("user__teams", PERSONA)
        people = {
            "learned": Count("user", distinct=True),
            "came": Count("user", filter=ATTENDED, distinct=True),
            "last": Max("session__sort_on"),
            "edition": Max("session__persona_links__edition"),
        }
        if self.changes:
            fresh = fresh_since(self.changes)
            people["fresh"] = Count("user", filter=fresh, distinct=True)
            people["fresh_came"] = Count("user", filter=fresh & ATTENDED, distinct=True)
        return {(team, persona): rest for team, persona, *rest in rows.annotate(**people)} if self.personas else {}

    def cell(self, team: int, persona: int) -> Cell | None:
        """None for a team that nobody is in."""
        members = self.members.get(team, 0)
        if not members:
            return None
        late = self.late.get((team, persona), 0)
        counted = self.counts.get((team, persona))
        if counted is None:
            return Cell(members, overdue=late)
        learned, came, last, edition, *fresh = counted
        is_strict = (team, persona) in self.strict
        trained = came if is_strict else learned
        still = (fresh[1] if is_strict else fresh[0]) if fresh else trained
        watched = 0 if is_strict else learned - came
        return Cell(members, trained, watched, trained - still, late, last if trained else None, edition)

    def states(self, persona: int) -> set[str]:
        """All states of the persona's cells."""
        cells = (self.cell(team.pk, persona) for team in self.teams)
        return set().union(*(cell.states for cell in cells if cell))


def fresh_since(changes: Mapping[int, Change]) -> Q:
    """Of what was learned, that which shows the personas as they are now: `material.is_older` for the database."""
    fresh = ~Q(**{f"{PERSONA}__in": list(changes)})
    for persona, change in changes.items():
        after = Q(session__sort_on__isnull=True) | Q(session__sort_on__gte=change.on)
        if change.edition is not None:
            edition = "session__persona_links__edition"
            after = Q(**{f"{edition}__gte": change.edition}) | Q(**{f"{edition}__isnull": True}) & after
        fresh |= Q(**{PERSONA: persona}) & after
    return fresh


def overdue_by_cell(standings: Collection[Standing]) -> dict[tuple[int, int], int]:
    """How many members are late with each persona; of several requirements the one with the most of them counts."""
    found: dict[tuple[int, int], int] = {}
    for standing in standings:
        for persona in standing.personas if standing.overdue else ():
            key = (standing.requirement.team_id, persona)
            found[key] = max(found.get(key, 0), standing.overdue)
    return found


def requirements_of(teams: Collection[Team]):
    """The requirements of these teams with what is said of them."""
    return Requirement.objects.filter(team__in=teams).select_related("team", "series")
