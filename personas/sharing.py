"""Who shares statements with a persona."""

from collections import Counter, defaultdict
from typing import NamedTuple

from personas.data_version import Memory, kept_while
from personas.data_version.catalogue import STANDING
from personas.models import Facet, Persona, PersonaTrait, Trait
from personas.querysets import may_see_drafts

_hidden = Memory(STANDING, most=4)


class Sharing(NamedTuple):
    """The others by primary key: who has each statement of the persona's, and how many of those that can be compared
    each of them has."""

    holders: dict[int, frozenset[int]]
    shared: Counter[int]

    def count(self, hidden: frozenset[int]) -> dict[int, int]:
        """How many others have each statement, without those who are hidden."""
        return {trait: count for trait, others in self.holders.items() if (count := len(others - hidden))}


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
