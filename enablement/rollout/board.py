"""How many members of each team have learned each persona."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from enablement.material import material_changes
from enablement.models import Requirement
from personas.models import Team

from .learners import Learners, People
from .standing import Standing

TRAINED, PARTLY, NOT, STALE, OVERDUE = "trained", "partly", "not", "stale", "overdue"
STATES = {
    TRAINED: "Trained",
    PARTLY: "Partly",
    NOT: "Not yet",
    STALE: "Stale since a change",
    OVERDUE: "Overdue",
}


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

    def __init__(self, personas: Collection[int], learners: Learners, standings: Collection[Standing]):
        self.learners = learners
        self.changes = material_changes(list(personas))
        self.late = overdue_by_cell(standings)
        # Where watching a recording isn't enough.
        self.strict = {
            (each.requirement.team_id, key)
            for each in standings
            if not each.requirement.recording_counts
            for key in each.personas
        }
        self.counted, self.who_of = cache(self.count), cache(self.who)

    def who(self, persona: int) -> tuple[People, People, People, People]:
        """Who learned the persona, and who attended; and the same of those who learned her as she is now."""
        change, of_persona = self.changes.get(persona), self.learners.of_persona
        learned, came = (of_persona(persona, recording_counts=counts) for counts in (True, False))
        if change is None:
            return learned, came, learned, came
        return learned, came, *(of_persona(persona, recording_counts=counts, since=change) for counts in (True, False))

    def count(self, team: int, persona: int) -> Cell | None:
        """The cell without day and edition; None for a team that nobody is in."""
        members = self.learners.teams[team]
        if not members:
            return None
        late = self.late.get((team, persona), 0)
        learned, came, fresh, fresh_came = (people & members for people in self.who_of(persona))
        is_strict = (team, persona) in self.strict
        trained, still = (came, fresh_came) if is_strict else (learned, fresh)
        watched = 0 if is_strict else (learned & ~came).bit_count()
        return Cell(members.bit_count(), trained.bit_count(), watched, (trained & ~still).bit_count(), late)

    def cell(self, team: int, persona: int) -> Cell | None:
        cell, members = self.counted(team, persona), self.learners.teams[team]
        if cell is None:
            return None
        there = [each for each in self.learners.taught_in(persona) if self.learners.learned[each.session] & members]
        days = [each.on for each in there if each.on] if cell.trained else []
        editions = [each.edition for each in there if each.edition is not None]
        return replace(cell, last=max(days, default=None), edition=max(editions, default=None))

    def states(self, persona: int) -> set[str]:
        """All states of the persona's cells."""
        cells = (self.counted(team, persona) for team in self.learners.teams)
        return set().union(*(cell.states for cell in cells if cell))


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
