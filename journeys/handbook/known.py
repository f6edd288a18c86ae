"""The journeys and stages that a reader knows: those of the database, and those that pages of this import tell of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from journeys.models import Journey
from journeys.models.journeys import JOURNEY_PAGES
from personas.handbook.finding import short_name
from personas.handbook.vocabulary import Match, TermEntry, TermIndex, Vocabulary
from personas.models import Persona
from personas.slugs import first_free
from personas.wording import lookup_key, slug_for

MEMORY = "journeys"
STEP = 10  # between the orders of stages


@dataclass(eq=False)
class KnownJourney:
    """A journey and its stages, in the database or about to be new."""

    name: str
    key: str
    slug: str
    kind: str
    order: int
    is_new: bool = False
    description: str = ""
    page: str = ""
    line: int | None = None
    stages: TermIndex = field(default_factory=TermIndex)
    told: dict = field(default_factory=dict)  # page and touchpoint by the keys of persona and stage

    def stage(self, name: str, line: int, page: str) -> Match:
        """The stage of that name, alias or, almost, wording; else a new one after all others."""
        if match := self.stages.resolve(name):
            return match
        order = max((stage.order for stage in self.stages), default=0) + STEP
        stage = self.stages.new(name, line, page=page)
        stage.order = order
        return Match(stage, "")

    def share_of(self, names: Iterable[str]) -> int:
        """How many of the names are its stages'."""
        return sum(bool(self.stages.exact(name)) for name in names)


@dataclass
class KnownJourneys:
    """All journeys by the key of their name; and the words by which personas of the database are known."""

    by_key: dict[str, KnownJourney] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "KnownJourneys":
        """Those of this import: read from the database once, three queries."""
        if MEMORY not in vocabulary.others:
            vocabulary.others[MEMORY] = cls.from_database()
        return vocabulary.others[MEMORY]

    @classmethod
    def from_database(cls) -> "KnownJourneys":
        known = cls()
        for row in Journey.objects.prefetch_related("stages__aliases").order_by("order", "name", "pk"):
            journey = KnownJourney(row.name, row.key, row.slug, row.kind, row.order)
            for stage in row.stages.all():
                term = TermEntry(stage.name, stage.key, "", order=stage.order)
                journey.stages.add(term, [alias.key for alias in stage.aliases.all()])
            known.by_key[row.key] = journey
        for name, role in Persona.objects.values_list("name", "role_label"):
            known.people |= words_of(name, role)
        return known

    def named(self, name: str) -> KnownJourney | None:
        """The journey of that name."""
        return self.by_key.get(lookup_key(name))

    def with_stages(self, names: list[str]) -> KnownJourney | None:
        """The journey that has most of the names, at least two and half of them, as stages."""
        shares = [(journey.share_of(names), journey) for journey in self.by_key.values()]
        share, journey = max(shares, key=lambda pair: pair[0], default=(0, None))
        return journey if share >= 2 and share * 2 >= len(names) else None

    def new(self, name: str, kind: str, line: int, page: str) -> KnownJourney:
        """A journey that nobody has told of before."""
        taken = {journey.slug for journey in self.by_key.values()} | set(JOURNEY_PAGES)
        order = max((journey.order for journey in self.by_key.values()), default=0) + STEP
        key = lookup_key(name)
        journey = KnownJourney(name, key, first_free(slug_for(name), taken), kind, order, True, page=page, line=line)
        return self.by_key.setdefault(key, journey)


def words_of(name: str, role: str) -> set[str]:
    """The keys by which a page may call a persona."""
    return {lookup_key(words) for words in (name, role, f"{name} {role}", short_name(name, role))} - {""}
