"""The list of journeys: what it can be narrowed down by."""

from functools import cached_property

from journeys.models import Journey
from personas.filters.fields import Options, Setting, Words
from personas.filters.lists import ListFilter
from personas.filters.parts import Heading, Option, OptionGroup
from personas.models import Persona, PersonaType
from personas.models.persona import heading_of

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
MOST_PERSONAS = 40


class JourneyFilter(ListFilter):
    """Journeys by kind, by the type they are for and by who matters in them, as far as the user may see."""

    what = "journey"

    q = Words("Words")
    kind = Options("Kind")
    type = Options("Persona type")
    persona = Options("Persona")
    sort = Setting("Sort", ORDERS)

    def words(self, name):
        if name == "kind":
            return dict(Journey.Kind.choices)
        if name == "type":
            return dict(PersonaType.objects.values_list("slug", "name"))
        return {slug: said(name, role, status) for slug, name, role, status in self.named}

    @cached_property
    def named(self) -> list[tuple[str, str, str, str]]:
        """The personas that the address names, as far as the user may see them."""
        slugs = [slug for slug in self.chosen("persona") if "\0" not in slug][:MOST_PERSONAS]
        rows = self.everybody.filter(slug__in=slugs).values_list("slug", "name", "role_label", "status")
        return list(rows) if slugs else []

    @cached_property
    def everybody(self):
        """Deprecated personas, too: they are marked."""
        return Persona.objects.visible_to(self.user).order_by()

    def by_q(self, journeys, words, state):
        return journeys.mentioning(words)

    def by_kind(self, journeys, chosen, state):
        return journeys.of_kinds(chosen)

    def by_type(self, journeys, chosen, state):
        return journeys.of_types(chosen)

    def by_persona(self, journeys, chosen, state):
        return journeys.in_which(self.everybody.filter(slug__in=chosen))

    @cached_property
    def groups(self) -> list[OptionGroup]:
        of_type = self.narrowed(self.without("type")).count_by_type()
        for_all = of_type.pop(None, 0)
        types = {slug: of_type.get(slug, 0) + for_all for slug in self.labels["type"]}
        return [
            self.group("kind", self.narrowed(self.without("kind")).count_by_kind(), starts_open=True),
            self.group("type", types, starts_open=True),
            self.personas,
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

    @cached_property
    def personas(self) -> OptionGroup:
        """Who matters in the journeys; those chosen are offered whatever is left of them."""
        chosen = self.labels["persona"]
        rows = self.narrowed(self.without("persona")).count_by_persona(self.everybody)
        kept = [row for place, row in enumerate(rows) if place < MOST_PERSONAS or row[0] in chosen]
        options = [Option(slug, said(*names), count, slug in chosen) for slug, *names, count in kept]
        counted = {option.value for option in options}
        lost = [Option(slug, label, 0, True) for slug, label in chosen.items() if slug not in counted]
        return OptionGroup("persona", "persona", "Persona", lost + options, len(rows) - len(kept))


def said(name: str, role: str, status: str) -> str:
    """A persona in a list of choices; one that nobody should use any more is marked."""
    heading = heading_of(name, role)
    return f"{heading} (deprecated)" if status == Persona.Status.DEPRECATED else heading
