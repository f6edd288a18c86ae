"""What retiring a persona would do: every row that could go to a successor, and what would become of it there."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from personas.models import Persona

from .uses import Pair, Use, UsedBy, uses_of_persona

JOINS = "Already with {}: the two become one."
NOT_ALLOWED = "You may not change these, so they stay as they are."


@dataclass(frozen=True)
class Choice:
    """A successor for a row: `joins` where she has the same already, so that this one goes."""

    to: Persona
    joins: bool = False


@dataclass(frozen=True)
class Line:
    """A row, whom it could go to, and what is to be known of that: why it goes to some or all of them not, or who has
    it already."""

    row: UsedBy
    choices: Sequence[Choice] = ()
    note: str = ""


@dataclass(frozen=True)
class Group:
    """The rows of a kind."""

    use: Use
    lines: Sequence[Line]
    why_not: str = ""

    @property
    def is_movable(self) -> bool:
        return any(line.choices for line in self.lines)

    @property
    def heading(self) -> str:
        return self.use.said(len(self.lines))


@dataclass(frozen=True)
class RetirementPlan:
    persona: Persona
    successors: Sequence[Persona]
    groups: Sequence[Group]

    @property
    def fingerprint(self) -> str:
        """What tells whether anything is other than it was shown: 16 hex digits."""
        told = [self.persona.pk, self.persona.status, [(each.pk, each.heading) for each in self.successors]]
        told += [(group.use.name, group.why_not, [said(line) for line in group.lines]) for group in self.groups]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def said(line: Line) -> tuple:
    choices = [(choice.to.pk, choice.joins) for choice in line.choices]
    return line.row.pk, line.row.label, line.note, choices


def plan_retirement(persona: Persona, successors: Sequence[Persona], *, by) -> RetirementPlan:
    """For `by`, who may do as much as their rights say. A few queries a kind of use."""
    groups = [group_of(use, rows, successors, by) for use, rows in uses_of_persona(persona)]
    return RetirementPlan(persona, list(successors), groups)


def group_of(use: Use, rows: list[UsedBy], successors: Sequence[Persona], by) -> Group:
    is_allowed = not use.permission or by.has_perm(use.permission)
    if use.move is None or not is_allowed or not successors:
        return Group(use, [Line(row, note=row.stays) for row in rows], "" if is_allowed else NOT_ALLOWED)
    taken, refused = set(use.taken(successors)), use.refused(successors)
    return Group(use, [line_of(row, successors, taken, refused) for row in rows])


def line_of(row: UsedBy, successors: Sequence[Persona], taken: set[Pair], refused: Mapping[Pair, str]) -> Line:
    if row.stays:
        return Line(row, note=row.stays)
    pairs = [(each, (each.pk, row.identity)) for each in successors]
    choices = [Choice(each, pair in taken) for each, pair in pairs if pair not in refused]
    notes = [refused[pair] for _, pair in pairs if pair in refused]
    if names := ", ".join(choice.to.heading for choice in choices if choice.joins):
        notes.append(JOINS.format(names))
    return Line(row, choices, " ".join(notes))
