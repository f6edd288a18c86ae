"""The list of journeys: what it can be narrowed down by."""

from functools import cached_property

from django.db.models import Prefetch

from journeys.aspects import MATTERING
from journeys.coverage.counts import times_in
from journeys.mattering import audiences
from journeys.models import Journey, Stage, StageAlias
from journeys.options import OfferingFilter
from journeys.querysets import JourneyQuerySet
from personas.census import Crowd
from personas.census.vocabulary import vocabulary
from personas.data_version import Memory
from personas.filters.fields import Options, Setting, Words
from personas.filters.parts import Heading, OptionGroup
from personas.models import PersonaType

ORDERS = [
    ("order", "The catalogue's order"),
    ("name", "Name"),
    ("-name", "Name, Z to A"),
    ("kind", "Kind"),
    ("-kind", "Kind, last first"),
    ("people", "Most personas"),
    ("-people", "Fewest personas"),
    ("updated", "Last updated"),
    ("-updated", "Longest not updated"),
]
BY_PEOPLE = {"people": -1, "-people": 1}
KEPT = 100  # counts
_of_personas = Memory(Journey, Stage, StageAlias, PersonaType, MATTERING, most=KEPT)


class JourneyFilter(OfferingFilter):
    """Journeys by kind, by the type they are for and by who matters in them, as far as the user may see."""

    what = "journey"
    counts = Memory(Journey, Stage, StageAlias, PersonaType, most=KEPT)

    q = Words("Words")
    kind = Options("Kind")
    type = Options("Persona type")
    persona = Options("Persona")
    sort = Setting("Sort", ORDERS)

    def words(self, name):
        if name == "kind":
            return dict(Journey.Kind.choices)
        if name == "type":
            return vocabulary().types
        return self.words_of_persona()

    def by_q(self, journeys, words, state):
        return journeys.mentioning(words)

    def by_kind(self, journeys, chosen, state):
        return journeys.of_kinds(chosen)

    def by_type(self, journeys, chosen, state):
        return journeys.of_types(chosen)

    def by_persona(self, journeys, chosen, state):
        return journeys.in_which([key for slug, key in self.named if slug in chosen])

    @cached_property
    def people(self) -> dict[int, int]:
        """How many of the personas whom the user may see matter in each journey, by primary key."""
        visible = self.census.visible_to(self.user)
        return {journey: len(crowd & visible) for journey, crowd in self.audiences.items()}

    @cached_property
    def audiences(self) -> dict[int, Crowd]:
        """Who matters in each journey, by primary key."""
        return audiences(self.census.roll)

    @property
    def ordered(self) -> list[Journey]:
        """The journeys shown, in their order, each with its stages. They are remembered: nobody may change one."""
        order = self.setting("sort")
        if self.problems:
            return []
        if order not in BY_PEOPLE:
            return self.counted("", lambda shown: in_order(shown, order))
        by_name = self.counted("", lambda shown: in_order(shown, "name"))
        return sorted(by_name, key=lambda each: BY_PEOPLE[order] * self.people.get(each.pk, 0))

    def memory_for(self, name):
        return _of_personas if name == "persona" else self.counts

    def count_personas(self):
        journeys = self.counted("persona", lambda shown: list(shown.order_by().values_list("pk", flat=True)))
        crowds = (self.audiences[key].bits for key in journeys if key in self.audiences)
        counts = times_in(crowds, self.census.size)
        return {key: count for key, count in zip(self.census.keys, counts, strict=True) if count}

    @cached_property
    def groups(self) -> list[OptionGroup]:
        of_type = dict(self.counted("type", JourneyQuerySet.count_by_type))
        for_all = of_type.pop(None, 0)
        types = {slug: of_type.get(slug, 0) + for_all for slug in self.labels["type"]}
        return [
            self.group("kind", self.counted("kind", JourneyQuerySet.count_by_kind), starts_open=True),
            self.group("type", types, starts_open=True),
            self.persona_group,
        ]

    @cached_property
    def headings(self) -> dict[str, Heading]:
        """The columns of the table that sort it."""
        return {
            "name": self.heading("Journey", "name"),
            "kind": self.heading("Kind", "kind"),
            "people": self.heading("Personas", "people", falls=True),
            "updated": self.heading("Updated", "updated", falls=True),
        }


def in_order(journeys: JourneyQuerySet, order: str) -> list[Journey]:
    stages = Prefetch("stages", Stage.objects.order_by("order", "pk"))
    return list(journeys.sorted_by(order).select_related("type").prefetch_related(stages))
