"""What the coverage of a journey is narrowed down by. The counts beside the options are gaps: places with nothing."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from django.utils.functional import SimpleLazyObject

from journeys.models import Journey, Stage
from journeys.options import OfferingFilter, Ranking
from personas.census import Crowd
from personas.filters.fields import Options, Setting, Words
from personas.filters.parts import Option, OptionGroup
from personas.models import ContentFormat, Persona

from .ledger import Lack, ledger_of

ORDERS = [("name", "Name"), ("gaps", "Most gaps first")]


class CoverageFilter(OfferingFilter):
    """The personas of a journey. Type, name and persona say who is shown, stage which columns, content type which
    rows."""

    what = "persona"

    q = Words("Name")
    gaps = Options("Rows")
    type = Options("Type")
    content = Options("Content type")
    stage = Options("Stage")
    persona = Options("Persona")
    sort = Setting("Sort", ORDERS)
    journey = Setting("Journey", [])

    def __init__(self, data, journeys: Sequence[Journey], user):
        """`journeys` are those that the user may see, at least one; the address names one of them, or means the
        first."""
        asked = data.get("journey", "")
        self.chosen_journey = next((each for each in journeys if each.slug == asked), journeys[0])
        self.journeys = {each.slug: each.name for each in journeys}
        self.ledger = ledger_of(self.chosen_journey, self.census, user)
        super().__init__(data, SimpleLazyObject(lambda: Persona.objects.visible_to(user)), user)

    @cached_property
    def form(self):
        form = super().form
        form.fields["journey"].choices = list(self.journeys.items())
        return form

    @property
    def everything(self) -> Crowd:
        return self.ledger.audience

    # The values that each takes

    def words(self, name):
        match name:
            case "gaps":
                return {"1": "Only gaps"}
            case "type":
                return self.census.vocabulary.types
            case "content":
                return {each.slug: each.name for each in self.formats.values()}
            case "stage":
                return {str(stage.pk): stage.name for stage in self.ledger.stages}
        return self.words_of_persona()

    @property
    def offered(self) -> Crowd:
        return self.ledger.audience

    @property
    def formats(self) -> dict[int, ContentFormat]:
        return self.ledger.formats

    def by_q(self, crowd, words, state):
        return crowd & self.census.at(self.queryset.named(words).order_by().values_list("pk", flat=True))

    def by_gaps(self, crowd, chosen, state):
        return crowd & self.ledger.any_of(self.ledger.gaps_at(*self.keys_in(state)))

    def by_type(self, crowd, chosen, state):
        return crowd & self.census.of(map(self.census.types.get, chosen))

    def by_content(self, crowd, chosen, state):
        wanted = set(self.keys_in(state)[1])
        taking = [own for (key, _), own in self.ledger.tiers.items() if key in wanted]
        advised = [own for (_, key), own in self.ledger.recommended.items() if key in wanted]
        return crowd & self.ledger.any_of([*taking, *advised])

    def by_stage(self, crowd, chosen, state):
        stages = keys_of(chosen)
        return crowd & self.ledger.any_of(own for (stage, _), own in self.ledger.involved.items() if stage in stages)

    def by_persona(self, crowd, chosen, state):
        return crowd & self.census.at(pk for slug, pk in self.named if slug in chosen)

    def chip_label(self, name, value):
        return self.labels["gaps"].get(value, value) if name == "gaps" else super().chip_label(name, value)

    # What is shown

    @cached_property
    def shown(self) -> Crowd:
        """Who is shown; nobody where the address can't be understood."""
        return self.census.nobody if self.problems else self.narrowed(self.state)

    @cached_property
    def order(self) -> list[int]:
        """The primary keys of the personas shown, in their order."""
        keys = self.census.roll.keys_of(self.shown)
        return sorted(keys, key=lambda key: -self.gaps_of[key]) if self.setting("sort") == "gaps" else keys

    @property
    def stages(self) -> list[Stage]:
        """The columns."""
        wanted = keys_of(self.state.get("stage", ()))
        return [stage for stage in self.ledger.stages if not wanted or stage.pk in wanted]

    @property
    def shown_formats(self) -> dict[int, ContentFormat]:
        """What there may be rows of."""
        wanted = self.state.get("content", ())
        return {pk: each for pk, each in self.formats.items() if not wanted or each.slug in wanted}

    @property
    def only_gaps(self) -> bool:
        return bool(self.state.get("gaps"))

    # What is lacking

    def keys_in(self, state: dict) -> tuple[frozenset[int], frozenset[int]]:
        """The stages and content types that the state asks for; none of them stands for all."""
        content = state.get("content", ())
        formats = frozenset(pk for pk, each in self.formats.items() if each.slug in content)
        return frozenset(keys_of(state.get("stage", ()))), formats

    def only(self, *names: str) -> Crowd:
        """Whom these filters leave."""
        return self.narrowed({name: value for name, value in self.state.items() if name in names})

    @cached_property
    def people(self) -> Crowd:
        """Whom name, persona and type leave: those whose lacks count."""
        return self.only("q", "persona", "type")

    @cached_property
    def lacks(self) -> Counter[Lack]:
        """How often each lack is found among the personas shown, in the stages and of the content types shown."""
        return self.ledger.count(self.people, *self.keys_in(self.state))

    def first_with(self, lack: Lack) -> int | None:
        """The primary key of a persona shown who has that lack."""
        return next(iter(self.census.roll.keys_of(self.ledger.having(lack) & self.people)), None)

    @cached_property
    def gaps_of(self) -> Counter[int]:
        """How many gaps each persona has, in the stages and of the content types shown, whoever is named."""
        return self.ledger.gaps_each(self.only("type"), *self.keys_in(self.state))

    # Options and their counts

    def gaps_among(self, people: Crowd, state: dict) -> dict[Lack, int]:
        """How often each gap that the state asks for is found among the people."""
        found = self.ledger.count(people, *self.keys_in(state))
        return {lack: count for lack, count in found.items() if not lack.is_weak}

    def count_types(self) -> dict[str, int]:
        people, types = self.only("q", "persona"), self.census.types
        return {
            slug: sum(self.gaps_among(people & self.census.of([types[slug]]), self.state).values())
            for slug in self.labels["type"]
            if slug in types
        }

    def count_stages(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for lack, count in self.gaps_among(self.people, self.without("stage")).items():
            found[str(lack.stage)] += count
        return found

    def count_formats(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for lack, count in self.gaps_among(self.people, self.without("content")).items():
            found[self.formats[lack.format].slug] += count
        return found

    @cached_property
    def ranking(self) -> Ranking:
        return self.ledger.ranking(self.only("type"), *self.keys_in(self.state))

    @cached_property
    def groups(self) -> list[OptionGroup]:
        only_gaps = Option("1", "Only gaps", None, "1" in self.chosen("gaps"))
        return [
            OptionGroup("gaps", "gaps", "Rows", [only_gaps], starts_open=True),
            self.group("type", self.count_types(), starts_open=True),
            self.group("stage", self.count_stages(), starts_open=True),
            self.group("content", self.count_formats()),
            self.persona_group,
        ]


def keys_of(values: Sequence[str]) -> set[int]:
    return {int(value) for value in values}
