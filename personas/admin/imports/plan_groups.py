"""A plan arranged for reading: first what needs a look, then one group a persona, guide or term."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property

from personas.handbook.marked_words import marked
from personas.handbook.plan import PAGE_PART, PERSONA_PART, Kind, Plan, PlanLine, group_key
from personas.handbook.selection import NO_CHOICES, Choices, needed_lines

from .plan_words import choosable_words

# A page of two megabytes can hold more lines than anybody reads; the counts above them are always complete.
SHOWN = 2000
GROUPS_SHOWN = 5000
TO_CHECK = (Kind.NOT_UNDERSTOOD, Kind.GUESS)


@dataclass(frozen=True)
class LineView:
    """A line as the page shows it; `needs` are the keys of the lines it can't be taken without."""

    line: PlanLine
    taken: bool = False
    needs: str = ""

    @property
    def part(self) -> str:
        """Where in its subject; what has no part is the persona herself, or her place on a page."""
        whole = "Place on the page" if self.line.kind == Kind.GONE else "Persona"
        return self.line.part or ("" if self.line.kind in TO_CHECK else whole)

    @property
    def has_pair(self) -> bool:
        return bool(self.line.old or self.line.new)

    @property
    def about(self) -> str:
        """What the line says beside old and new."""
        line = self.line
        return line.text if self.has_pair and line.text not in (line.old, line.new) else ""

    @cached_property
    def pair(self) -> tuple[str, str]:
        """Old and new as safe HTML; what was read as something else is no change of words."""
        return (self.line.old, self.line.new) if self.line.kind == Kind.GUESS else marked(self.line.old, self.line.new)

    @property
    def name(self) -> str:
        """What its tick box is called."""
        return f"{self.part}: {self.line.text}"

    @property
    def removes_persona(self) -> bool:
        return self.line.kind == Kind.GONE and self.line.part == PERSONA_PART and bool(self.line.key)


@dataclass
class Group:
    """The lines about one subject; those that say “unchanged” apart, and `hidden` ones only counted."""

    subject: str
    taken: bool = True
    lines: list[LineView] = field(default_factory=list)
    unchanged: list[PlanLine] = field(default_factory=list)
    hidden: int = 0

    @property
    def key(self) -> str:
        return group_key(self.subject)

    @property
    def has_pairs(self) -> bool:
        """Whether some line shows old and new side by side."""
        return any(view.has_pair for view in self.lines)

    @property
    def has_box(self) -> bool:
        """Whether the group can be taken or left as a whole: with one line, that line's box is enough."""
        return self.hidden > 0 or sum(bool(view.line.key) for view in self.lines) > 1


def lines_to_check(plan: Plan) -> list[LineView]:
    """What was not understood, then what was guessed, each in the order of the pages."""
    return [LineView(line) for kind in TO_CHECK for line in plan.lines if line.kind == kind][:SHOWN]


def groups_of(plan: Plan, choices: Choices = NO_CHOICES, apart: frozenset[str] = frozenset()) -> list[Group]:
    """The groups in the plan's order, with its first lines as far as they are shown; without those of the keys that
    stand apart."""
    groups: dict[str, Group] = {}
    needed, room = needed_lines(plan), {True: SHOWN, False: SHOWN}
    for line in plan.lines:
        if line.kind in TO_CHECK or is_noted(line) or (line.key and line.key in apart):
            continue
        is_unchanged = line.kind == Kind.UNCHANGED
        group = groups.setdefault(line.subject, Group(line.subject))
        if not room[is_unchanged]:
            group.hidden += not is_unchanged
            continue
        room[is_unchanged] -= 1
        if is_unchanged:
            group.unchanged.append(line)
        else:
            taken = choices.take(line, prune=plan.prune)
            group.lines.append(LineView(line, taken, " ".join(needed.get(line.key, ()))))
    for group in groups.values():
        group.taken = group.key not in choices.left
    return list(groups.values())


def is_noted(line: PlanLine) -> bool:
    """Whether the line is about the page itself: that isn't anybody's to take or leave."""
    return line.kind == Kind.NEW and line.part == PAGE_PART


def plan_context(plan: Plan, choices: Choices = NO_CHOICES) -> dict:
    """What the plan's page shows of it. `shown_keys` are those of all lines and groups that it has a tick box for."""
    counts = plan.counts()
    words = choosable_words(plan, choices)
    apart = frozenset(word.key for word in words)
    groups, to_check = groups_of(plan, choices, apart), lines_to_check(plan)
    changing = [group for group in groups if group.lines]
    folded = [group for group in groups if group.hidden and not group.lines][:GROUPS_SHOWN]
    keys = [view.line.key for group in changing for view in group.lines if view.line.key]
    keys += [group.key for group in [*changing, *folded] if group.has_box] + [word.key for word in words if word.key]
    noted = [line for line in plan.lines if is_noted(line)]
    shown = (
        len(to_check)
        + len(noted)
        + sum(len(group.lines) + len(group.unchanged) for group in groups)
        + len(apart - {""})
    )
    return {
        "plan": plan,
        "counts": [(kind, counts.get(kind, 0)) for kind in Kind],
        "to_check": to_check,
        "words": words,
        "changing": changing,
        "folded": folded,
        "noted": noted[:SHOWN],
        "staying": [group for group in groups if group.unchanged and not group.lines and not group.hidden],
        "hidden": len(plan.lines) - shown,
        "shown_keys": " ".join(keys),
    }
