"""The list of journeys: what it can be narrowed down by."""

from functools import cached_property

from django.db.models import Count, Prefetch, QuerySet

from journeys.models import Journey, Stage, StageAlias, Touchpoint
from journeys.options import OfferingFilter
from journeys.querysets import JourneyQuerySet
from personas.census.vocabulary import vocabulary
from personas.data_version import Memory
from personas.data_version.catalogue import STANDING
from personas.filters.fields import Options, Setting, Words
from personas.filters.parts import Heading, OptionGroup
from personas.models import Persona, PersonaType
from personas.querysets import may_see_drafts

ORDERS = [
    ("order", "The catalogue’s order"),
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
_people = Memory(STANDING, Stage, Touchpoint, most=2)


class JourneyFilter(OfferingFilter):
    """Journeys by kind, by the type they are for and by who matters in them, as far as the user may see."""

    what = "journey"
    counts = Memory(Journey, Stage, StageAlias, Touchpoint, PersonaType, most=KEPT)

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
        visible = Persona.objects.visible_to(self.user).order_by()
        rows = Touchpoint.objects.filter(persona__in=visible.values("pk")).order_by().values_list("stage__journey")
        counted = rows.annotate(Count("persona", distinct=True))
        return _people.recall(may_see_drafts(self.user), lambda: dict(counted))

    @property
    def ordered(self) -> QuerySet[Journey] | list[Journey]:
        """The journeys shown, in their order, each with its stages."""
        stages, order = Prefetch("stages", Stage.objects.order_by("order", "pk")), self.setting("sort")
        found = self.qs.select_related("type").prefetch_related(stages)
        if order not in BY_PEOPLE:
            return found.sorted_by(order)
        return sorted(found.sorted_by("name"), key=lambda each: BY_PEOPLE[order] * self.people.get(each.pk, 0))

    def count_personas(self):
        return self.counted("persona", JourneyQuerySet.count_by_persona)

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
