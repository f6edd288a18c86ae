"""Who shares statements with a persona."""

from collections import Counter, defaultdict
from heapq import nlargest
from typing import NamedTuple

from personas.data_version import Memory, kept_while
from personas.data_version.catalogue import STANDING
from personas.models import Facet, Persona, PersonaTrait, Trait
from personas.querysets import may_see_drafts

CLOSEST = 5
_hidden = Memory(STANDING, most=4)
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
        shared = {other: count for other, count in self.shared.items() if count and other not in hidden}
        least = min(nlargest(CLOSEST, shared.values()), default=0)
        closest = {other: count for other, count in shared.items() if count >= least}
        return Shares(tuple(sorted(pair for pair in counts if pair[1])), closest)


def shares_of(persona: int, user) -> Shares:
    """What the persona of that primary key shares with those in use whom the user may see. Two queries, and none while
    statements, and everybody's standing, are as they were. Nobody may change it."""
    place = persona, user.is_authenticated, may_see_drafts(user)
    return _seen.recall(place, lambda: sharing_with(persona).without(hidden_from(user)))


@kept_while(PersonaTrait, Trait, Facet, most=20)
def sharing_with(persona: int) -> Sharing:
    """Everybody, drafts and deprecated ones too, who shares a statement with the persona. One query."""
    own = PersonaTrait.objects.filter(persona=persona).order_by().values("trait")
    links = PersonaTrait.objects.filter(trait__in=own).exclude(persona=persona).order_by()
    holders, shared = defaultdict(set), Counter()
    for trait, other, is_comparable in links.values_list("trait", "persona", "trait__facet__comparable"):
        holders[trait].add(other)
        shared[other] += is_comparable
    return Sharing({trait: frozenset(others) for trait, others in holders.items()}, shared)


def hidden_from(user) -> frozenset[int]:
    """Who isn't in use, or not for the user to see. One query, and none while everybody's standing is as it was."""
    rights = user.is_authenticated, may_see_drafts(user)
    return _hidden.recall(rights, lambda: not_for(user))


def not_for(user) -> frozenset[int]:
    shown = Persona.objects.visible_to(user).current()
    return frozenset(Persona.objects.exclude(pk__in=shown.values("pk")).order_by().values_list("pk", flat=True))
