"""The list of content types: what it can be narrowed down by."""

from collections.abc import Collection
from functools import cached_property

from personas.census import Census, Crowd, current_census
from personas.filters.fields import Options, Setting, Words
from personas.filters.lists import ListFilter
from personas.filters.parts import OptionGroup
from personas.filters.personas import TIERS
from personas.models import Persona

ORDERS = [("order", "The catalogue's order"), ("name", "Name"), ("reach", "How many they reach")]


class ContentFilter(ListFilter):
    """Content types by whom they reach, among the personas in use that the user may see."""

    what = "content type"

    q = Words("Words")
    type = Options("Reaches personas of type")
    tier = Options("Tier")
    sort = Setting("Sort", ORDERS)

    @cached_property
    def audience(self):
        return Persona.objects.visible_to(self.user).current()

    @cached_property
    def census(self) -> Census:
        return current_census()

    def words(self, name):
        return TIERS if name == "tier" else self.census.vocabulary.types

    def by_q(self, formats, words, state):
        return formats.mentioning(words)

    def by_type(self, formats, chosen, state):
        return formats.reaching(self.audience, chosen, state.get("tier", ()))

    def by_tier(self, formats, chosen, state):
        return formats.reaching(self.audience, state.get("type", ()), chosen)

    @cached_property
    def groups(self) -> list[OptionGroup]:
        """The counts beside the options are content types, of whom they reach."""
        rest = set(self.narrowed(self.without("type", "tier")).order_by().values_list("slug", flat=True))
        in_use, types, chosen = self.census.in_use(self.user), self.census.types, self.state.get("type", ())
        of_chosen = in_use & self.census.of(map(types.get, chosen)) if chosen else in_use
        tiers = self.state.get("tier", ())
        by_type = {
            slug: self.count(rest, in_use & self.census.of([types.get(slug)]), tiers) for slug in self.labels["type"]
        }
        by_tier = {tier: self.count(rest, of_chosen, [tier]) for tier in TIERS}
        return [
            self.group("type", by_type, starts_open=True),
            self.group("tier", by_tier, starts_open=True),
        ]

    def count(self, formats: Collection[str], people: Crowd, tiers: Collection[str]) -> int:
        """How many of the content types of these slugs reach any of the people in one of the tiers, or in any."""
        return len(
            {
                slug
                for (slug, tier), group in self.census.preferences.items()
                if slug in formats and (not tiers or str(tier) in tiers) and group.among(people)
            }
        )
