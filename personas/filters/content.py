"""The list of content types: what it can be narrowed down by."""

from functools import cached_property

from personas.filters.fields import Options, Setting, Words
from personas.filters.lists import ListFilter
from personas.filters.parts import OptionGroup
from personas.filters.personas import TIERS
from personas.models import Persona, PersonaType

ORDERS = [("order", "The catalogue’s order"), ("name", "Name"), ("reach", "How many they reach")]


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

    def words(self, name):
        return TIERS if name == "tier" else dict(PersonaType.objects.values_list("slug", "name"))

    def by_q(self, formats, words, state):
        return formats.mentioning(words)

    def by_type(self, formats, chosen, state):
        return formats.reaching(self.audience, chosen, state.get("tier", ()))

    def by_tier(self, formats, chosen, state):
        return formats.reaching(self.audience, state.get("type", ()), chosen)

    @cached_property
    def groups(self) -> list[OptionGroup]:
        rest = self.narrowed(self.without("type", "tier"))
        types = rest.count_by_type(self.audience, self.state.get("tier", ()))
        tiers = rest.count_by_tier(self.audience, self.state.get("type", ()))
        return [
            self.group("type", types, starts_open=True),
            self.group("tier", {str(tier): count for tier, count in tiers.items()}, starts_open=True),
        ]
