"""Which rows go to whom: as the page asks for it, a kind at a time or row by row."""

from collections.abc import Mapping
from dataclasses import dataclass

from personas.retirement import RetirementPlan
from personas.retirement.plan import Group, Line

from ..used_by import url_for

STAYS = "stays"
ALL, ROW = "all-", "row-"
LISTED = 100  # rows of a kind that can be chosen one by one


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownLine:
    line: Line
    name: str
    url: str
    options: list[Option]


@dataclass(frozen=True)
class ShownGroup:
    """The rows of a kind; the first are listed, `more` go where all go."""

    group: Group
    name: str
    options: list[Option]
    lines: list[ShownLine]

    @property
    def more(self) -> int:
        return len(self.group.lines) - len(self.lines)


def all_name(group: Group) -> str:
    return f"{ALL}{group.use.name}"


def row_name(group: Group, line: Line) -> str:
    return f"{ROW}{group.use.name}-{line.row.pk}"


def made_in(data: Mapping[str, str]) -> list[tuple[str, str]]:
    """The choices that were sent, so that a page that doesn't show them can send them on."""
    return [(name, value) for name, value in data.items() if name.startswith((ALL, ROW))]


def shown(plan: RetirementPlan, data: Mapping[str, str], user) -> list[ShownGroup]:
    """The plan as the page shows it to the user; `data` is what was sent, if anything was chosen yet."""
    return [shown_group(plan, group, data, user) for group in plan.groups]


def shown_group(plan: RetirementPlan, group: Group, data: Mapping[str, str], user) -> ShownGroup:
    named = [(str(each.pk), f"To {each.heading}") for each in plan.successors]
    # Who is the only one to take over takes all of it, unless somebody says otherwise.
    usual = named[0][0] if len(named) == 1 else STAYS
    options = options_of([(STAYS, "Stay as they are"), *named], data.get(all_name(group)), usual)
    lines = [shown_line(group, line, data, user) for line in group.lines[:LISTED]]
    return ShownGroup(group, all_name(group), options if group.is_movable else [], lines)


def shown_line(group: Group, line: Line, data: Mapping[str, str], user) -> ShownLine:
    named = [(str(choice.to.pk), f"To {choice.to.heading}") for choice in line.choices]
    pairs = [("", "As chosen for all"), (STAYS, "Stays as it is"), *named] if named else []
    name = row_name(group, line)
    return ShownLine(line, name, url_for(user, line.row.about), options_of(pairs, data.get(name), ""))


def options_of(pairs: list[tuple[str, str]], sent: str | None, usual: str) -> list[Option]:
    """The options with the one chosen that was sent, or else the usual one."""
    chosen = sent if sent in dict(pairs) else usual
    return [Option(value, label, value == chosen) for value, label in pairs]


def chosen_in(data: Mapping[str, str], plan: RetirementPlan) -> dict[tuple[str, int], int]:
    """What was sent, by the name of the use and the row: to which successor, by primary key."""
    keys = {str(each.pk): each.pk for each in plan.successors}
    found = {}
    for group in plan.groups:
        for line in group.lines:
            sent = data.get(row_name(group, line), "") or data.get(all_name(group), "")
            if sent in keys:
                found[group.use.name, line.row.pk] = keys[sent]
    return found
