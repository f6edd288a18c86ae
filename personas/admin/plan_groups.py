"""A plan arranged for reading: first what needs a look, then one group a persona, guide or term."""

from dataclasses import dataclass, field

from personas.handbook.plan import Kind, Plan, PlanLine

# A page of two megabytes can hold more lines than anybody reads; the counts above them are always complete.
SHOWN = 2000
TO_CHECK = (Kind.NOT_UNDERSTOOD, Kind.GUESS)


@dataclass
class Group:
    """The lines about one subject; those that say “unchanged” apart."""

    subject: str
    lines: list[PlanLine] = field(default_factory=list)
    unchanged: list[PlanLine] = field(default_factory=list)

    @property
    def has_pairs(self) -> bool:
        """Whether some line shows old and new side by side."""
        return any(line.old or line.new for line in self.lines)

    def add(self, line: PlanLine) -> None:
        (self.unchanged if line.kind == Kind.UNCHANGED else self.lines).append(line)


def lines_to_check(plan: Plan) -> list[PlanLine]:
    """What was not understood, then what was guessed, each in the order of the pages."""
    return [line for kind in TO_CHECK for line in plan.lines if line.kind == kind][:SHOWN]


def groups_of(plan: Plan) -> list[Group]:
    """The groups in the plan's order, of its first lines as far as they are shown."""
    groups: dict[str, Group] = {}
    others = [line for line in plan.lines if line.kind not in TO_CHECK]
    for line in others[:SHOWN]:
        groups.setdefault(line.subject, Group(line.subject)).add(line)
    return list(groups.values())


def plan_context(plan: Plan) -> dict:
    """What the plan's page shows of it."""
    counts = plan.counts()
    groups, to_check = groups_of(plan), lines_to_check(plan)
    shown = len(to_check) + sum(len(group.lines) + len(group.unchanged) for group in groups)
    return {
        "plan": plan,
        "counts": [(kind, counts.get(kind, 0)) for kind in Kind],
        "to_check": to_check,
        "changing": [group for group in groups if group.lines],
        "staying": [group for group in groups if not group.lines],
        "hidden": len(plan.lines) - shown,
    }
