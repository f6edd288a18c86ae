"""Guides as a tree: which is part of which."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from personas.models import Guide

DEEPEST = 5  # levels drawn inside each other; parts that lie deeper are drawn on the last of them


@dataclass
class Branch:
    """A guide with its parts, each again with its own."""

    guide: Guide
    parts: list["Branch"] = field(default_factory=list)


def branches(guides: Iterable[Guide], of: Guide | None = None) -> list[Branch]:
    """The guides as a tree, in the order given: all that are part of nothing, or the parts of one guide."""
    parts_of = defaultdict(list)
    for guide in guides:
        parts_of[guide.parent_id].append(guide)
    top: list[Branch] = []
    drawn = {of.pk} if of else set()
    # A stack instead of recursion: nothing but good sense limits how deep editors nest guides.
    waiting = [(guide, top, 1) for guide in reversed(parts_of[of.pk if of else None])]
    while waiting:
        guide, siblings, depth = waiting.pop()
        if guide.pk in drawn:  # a circle, which forms refuse but the database can't
            continue
        drawn.add(guide.pk)
        branch = Branch(guide)
        siblings.append(branch)
        inside = branch.parts if depth < DEEPEST else siblings
        waiting += [(part, inside, min(depth + 1, DEEPEST)) for part in reversed(parts_of[guide.pk])]
    return top


def trail(guide: Guide, guides: Iterable[Guide]) -> list[Guide]:
    """The guides that this one is a part of, the widest first."""
    by_pk = {other.pk: other for other in guides}
    above: list[Guide] = []
    step = by_pk.get(guide.parent_id)
    while step is not None and step not in above and step != guide:
        above.append(step)
        step = by_pk.get(step.parent_id)
    return above[::-1]
