"""Who shares statements with a persona."""

from collections import Counter, defaultdict
from heapq import nlargest
from typing import NamedTuple

from personas.data_version import Memory, kept_while
from personas.data_version.catalogue import STANDING
from personas.models import Facet, Persona, PersonaTrait, Trait
from personas.prepared import prepared
from personas.querysets import may_see_drafts

CLOSEST = 5
_seen = Memory(PersonaTrait, Trait, Facet, STANDING, most=100)


class Shares(NamedTuple):
    """Of those in use whom a reader may see: how many others have each statement of the persona's, in order of its
    primary key; and how many statements the closest five have in common with her, with all who share as many as the
    fifth."""

    counts: tuple[tuple[int, int], ...]
    closest: dict[int, int]


class Sharing(NamedTuple):
    """The others by primary key: who has each statement of the persona's, and how many of those that can be compared
    each of them has."""

    holders: dict[int, frozenset[int]]
    shared: Counter[int]

    def without(self, hidden: frozenset[int]) -> Shares:
        """What there is without those who are hidden."""
        counts = ((trait, len(others - hidden)) for trait, others in self.holders.items())
        shared = {other: count for other, count in self.shared.items() if other not in hidden}
        least = min(nlargest(CLOSEST, shared.values()), default=0)
        closest = {other: count for other, count in shared.items() if count >= least}
        return Shares(tuple(sorted(pair for pair in counts if pair[1])), closest)


def shares_of(persona: int, user) -> Shares:
    """What the persona of that primary key shares with those in use whom the user may see. Two queries, and none while
    statements, and everybody's standing, are as they were. Nobody may change it."""
    if not user.is_authenticated:
        return Shares((), {})
    drafts = may_see_drafts(user)
    return _seen.recall((persona, drafts), lambda: sharing_with(persona).without(hidden_from(drafts)))


@kept_while(PersonaTrait, Trait, Facet, most=20)
def sharing_with(persona: int) -> Sharing:
    """Everybody, drafts and deprecated ones too, who shares a statement with the persona. One query."""
    holders, shared = defaultdict(list), Counter()
    for trait, other, is_comparable in rows_shared(persona):
        holders[trait].append(other)
        if is_comparable:
            shared[other] += 1
    return Sharing({trait: frozenset(others) for trait, others in holders.items()}, shared)


@prepared
def rows_shared(persona: int):
    own = PersonaTrait.objects.filter(persona=persona).order_by().values("trait")
    rows = PersonaTrait.objects.filter(trait__in=own).exclude(persona=persona).order_by()
    return rows.values_list("trait", "persona", "trait__facet__comparable")


@kept_while(STANDING, most=2)
def hidden_from(drafts: bool) -> frozenset[int]:
    """Who isn't in use, or not for those who may see `drafts`, or may not. One query."""
    return frozenset(Persona.objects.left_out(drafts=drafts).order_by().values_list("pk", flat=True))
