"""Who reports to whom around a persona, and which personas it is part of or made of, as trees of bounded size."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from personas.models import Persona

HIGHEST = 8  # steps up from the persona
LOWEST = 3  # steps down from it
WIDEST = 20  # drawn below one persona
MOST = 100  # drawn in all, beside those above the persona


@dataclass
class Branch:
    """A persona with those below it that are drawn; `left_out` more are below it and drawn nowhere."""

    persona: Persona
    is_here: bool
    branches: list["Branch"]
    left_out: int


@dataclass
class Tree:
    """A tree from its top down; `goes_on` when somebody stands above the top."""

    top: Branch
    goes_on: bool


@dataclass
class OrgChart:
    """The trees in which a persona stands, None where it stands alone."""

    reporting: Tree | None
    family: Tree | None


class Hierarchy:
    """Rows that each have at most one other above them; circles do no harm."""

    def __init__(self, above: Mapping[int, int]):
        self.above = above
        self.below: dict[int, list[int]] = defaultdict(list)
        for one, upper in above.items():
            self.below[upper].append(one)

    def path_to(self, one: int) -> list[int]:
        """From the top, or HIGHEST steps up, down to the row itself."""
        path = [one]
        while (upper := self.above.get(path[0])) and upper not in path and len(path) <= HIGHEST:
            path.insert(0, upper)
        return path

    def drawn_around(self, one: int) -> set[int]:
        """The rows to draw: the path, LOWEST steps below the row, then who stands beside the path, nearest first."""
        path = self.path_to(one)
        drawn, level = set(path), [one]
        for _ in range(LOWEST):
            level = [lower for each in level for lower in self.add_below(each, drawn, len(path) + MOST)]
        for each in reversed(path[:-1]):
            self.add_below(each, drawn, len(path) + MOST)
        return drawn

    def add_below(self, one: int, drawn: set[int], most: int) -> list[int]:
        """Adds those right below the row to the drawn ones, as many as there is room for. Returns those added."""
        fresh = [lower for lower in self.below.get(one, []) if lower not in drawn]
        added = fresh[: max(0, min(WIDEST, most - len(drawn)))]
        drawn.update(added)
        return added


def org_chart(persona: Persona, user) -> OrgChart:
    """The chart around the persona, of those that the user may see. Two queries, however many there are."""
    visible = Persona.objects.visible_to(user)
    rows = list(visible.values_list("pk", "reports_to", "parent"))
    known = {pk for pk, *_ in rows}
    reporting = Hierarchy({pk: boss for pk, boss, _ in rows if boss in known})
    family = Hierarchy({pk: parent for pk, _, parent in rows if parent in known})
    people = visible.in_bulk(reporting.drawn_around(persona.pk) | family.drawn_around(persona.pk))
    return OrgChart(tree(reporting, persona.pk, people), tree(family, persona.pk, people))


def tree(hierarchy: Hierarchy, here: int, people: Mapping[int, Persona]) -> Tree | None:
    """The hierarchy around the persona of that primary key; None when there is nobody else in it."""
    top, *_ = path = hierarchy.path_to(here)
    # Who was deleted since the rows were read is left out.
    drawn = hierarchy.drawn_around(here) & people.keys()
    if top not in drawn or len(drawn) < 2:
        return None

    def branch(one: int) -> Branch:
        # In a circle, the top stands below somebody, too.
        below = [lower for lower in hierarchy.below.get(one, []) if lower != top]
        branches = [branch(lower) for lower in below if lower in drawn]
        return Branch(people[one], one == here, branches, len(below) - len(branches))

    return Tree(branch(top), hierarchy.above.get(top, top) not in path)
