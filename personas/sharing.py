"""Who shares statements with a persona."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from heapq import nlargest
from itertools import chain
from typing import NamedTuple

from personas.census.statements import statements_of
from personas.data_version import Mended, kept_while
from personas.data_version.catalogue import SORTED, STANDING
from personas.models import Facet, Persona, PersonaTrait, Trait
from personas.prepared import prepared
from personas.querysets import may_see_drafts

CLOSEST = 5


class Shares(NamedTuple):
    """Of those in use whom a reader may see: how many others have each statement of the persona's, in order of its
    primary key; and how many statements the closest five have in common with her, with all who share as many as the
    fifth."""

    counts: tuple[tuple[int, int], ...]
    closest: dict[int, int]


class Sharing:
    """Everybody, drafts and deprecated ones too, who shares a statement with the persona of a primary key: `holders`
    are the others who have each of her statements, all by primary key."""

    def __init__(self, persona: int, holders: Mapping[int, frozenset[int]]):
        self.persona = persona
        self.holders = holders

    @classmethod
    def of(cls, persona: int) -> "Sharing":
        """As the rows say. One query."""
        holders = defaultdict(set)
        for statement, other in rows_shared(persona):
            holders[statement].add(other)
        return cls(persona, {statement: frozenset(found - {persona}) for statement, found in holders.items()})

    def mended(self, personas: Collection[int]) -> "Sharing":
        """The same after statements of these personas have changed: itself, where each still has the same ones."""
        has = statements_of(personas)
        if self.persona in personas and has[self.persona] != self.holders.keys():
            return Sharing.of(self.persona)
        others = set(personas) - {self.persona}
        holders = {
            statement: found - others | {other for other in others if statement in has[other]}
            for statement, found in self.holders.items()
        }
        return self if holders == self.holders else Sharing(self.persona, holders)


_sharing = Mended(PersonaTrait, most=20)


def shares_of(persona: int, user) -> Shares:
    """What the persona of that primary key shares with those in use whom the user may see. Three queries, and none
    while statements, and everybody's standing, are as they were. Nobody may change it."""
    if not user.is_authenticated:
        return Shares((), {})
    sharing = _sharing.recall(persona, lambda: Sharing.of(persona), Sharing.mended)
    return shares_without(hidden_from(may_see_drafts(user)), sharing, comparable_statements())


@lru_cache(maxsize=100)
def shares_without(hidden: frozenset[int], sharing: Sharing, comparable: frozenset[int]) -> Shares:
    """What there is without those who are hidden, with these statements as those that can be compared."""
    seen = {statement: others - hidden for statement, others in sharing.holders.items()}
    shared = Counter(chain.from_iterable(seen[statement] for statement in seen.keys() & comparable))
    least = min(nlargest(CLOSEST, shared.values()), default=0)
    closest = {other: count for other, count in shared.items() if count >= least}
    return Shares(tuple(sorted((statement, len(others)) for statement, others in seen.items() if others)), closest)


@prepared
def rows_shared(persona: int):
    own = PersonaTrait.objects.filter(persona=persona).order_by().values("trait")
    return PersonaTrait.objects.filter(trait__in=own).order_by().values_list("trait", "persona")


@kept_while(SORTED, Facet, most=1)
def comparable_statements() -> frozenset[int]:
    """The primary keys of the statements that can be compared. One query."""
    return frozenset(Trait.objects.filter(facet__comparable=True).order_by().values_list("pk", flat=True))


@kept_while(STANDING, most=2)
def hidden_from(drafts: bool) -> frozenset[int]:
    """Who isn't in use, or not for those who may see `drafts`, or may not. One query."""
    return frozenset(Persona.objects.left_out(drafts=drafts).order_by().values_list("pk", flat=True))
