"""What the coverage of a journey is narrowed down by. The counts beside the options are gaps: places with nothing."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from journeys.assets.filter import slugs_in, with_chosen
from journeys.models import Journey
from personas.filters.fields import Options, Setting, Words
from personas.filters.lists import ListFilter
from personas.filters.parts import Option, OptionGroup
from personas.models import ContentFormat, ContentPreference, PersonaType
from personas.models.persona import heading_of

from .ledger import Lack, Ledger

ORDERS = [("name", "Name"), ("gaps", "Most gaps first")]


class CoverageFilter(ListFilter):
    """The personas of a journey. Type, name and persona say who is shown, stage which columns, content type which
    rows."""

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
        self.ledger = Ledger(self.chosen_journey, user)
        super().__init__(data, self.ledger.audience, user)
        self.form.fields["journey"].choices = [(each.slug, each.name) for each in journeys]

    def words(self, name):
        match name:
            case "gaps":
                return {"1": "Only gaps"}
            case "type":
                return dict(PersonaType.objects.values_list("slug", "name"))
            case "content":
                return {each.slug: each.name for each in self.formats.values()}
            case "stage":
                return {str(stage.pk): stage.name for stage in self.ledger.stages}
        named = slugs_in(self.chosen("persona"))
        found = self.queryset.filter(slug__in=named) if named else ()
        return {persona.slug: persona.heading for persona in found}

    @cached_property
    def formats(self) -> dict[int, ContentFormat]:
        """All content types in their order."""
        return {each.pk: each for each in ContentFormat.objects.only("name", "slug", "order")}

    def by_q(self, personas, words, state):
        return personas.named(words)

    def by_gaps(self, personas, chosen, state):
        wanted = self.wanted(state)
        lacks = self.ledger.lacks.items()
        return personas.filter(pk__in=[pk for pk, own in lacks if any(map(wanted, own))])

    def by_type(self, personas, chosen, state):
        return personas.filter(type__slug__in=chosen)

    def by_content(self, personas, chosen, state):
        asked = ContentPreference.objects.order_by().filter(content_format__slug__in=chosen)
        return personas.having_rows(asked, "persona")

    def by_stage(self, personas, chosen, state):
        return personas.filter(pk__in=[pk for pk, own in self.ledger.involved.items() if own.keys() & keys_of(chosen)])

    def by_persona(self, personas, chosen, state):
        return personas.filter(slug__in=chosen)

    def chip_label(self, name, value):
        return self.labels["gaps"].get(value, value) if name == "gaps" else super().chip_label(name, value)

    @property
    def stages(self):
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

    def wanted(self, state: dict) -> Callable[[Lack], bool]:
        """Whether a lack is a gap, in one of the stages and of one of the content types that the state asks for."""
        stages, formats = self.keys_in(state)

        def wanted(lack: Lack) -> bool:
            return not lack[4] and (not stages or lack[0] in stages) and (not formats or lack[1] in formats)

        return wanted

    def keys_in(self, state: dict) -> tuple[set[int], set[int]]:
        """The stages and content types that the state asks for; none of them stands for all."""
        content = state.get("content", ())
        return keys_of(state.get("stage", ())), {pk for pk, each in self.formats.items() if each.slug in content}

    @cached_property
    def named(self) -> set[int] | None:
        """Whom name and persona leave; None for everybody."""
        state = {name: value for name, value in self.state.items() if name in ("q", "persona")}
        return set(self.narrowed(state).order_by().values_list("pk", flat=True)) if state else None

    @cached_property
    def of_named(self) -> dict[int, list[Lack]]:
        lacks = self.ledger.lacks
        return lacks if self.named is None else {pk: own for pk, own in lacks.items() if pk in self.named}

    @cached_property
    def tally(self) -> Counter[tuple[str, Lack]]:
        """How often each lack is found among those named, by type: some hundreds at most, whatever their number."""
        found: dict[str, Counter[Lack]] = {}
        for persona, own in self.of_named.items():
            found.setdefault(self.ledger.types.get(persona, ""), Counter()).update(own)
        return Counter({(kind, lack): count for kind, own in found.items() for lack, count in own.items()})

    @cached_property
    def lacks(self) -> Counter[Lack]:
        """How often each lack is found among the personas shown, in the stages and of the content types shown."""
        types = set(self.state.get("type", ()))
        stages, formats = self.keys_in(self.state)
        found: Counter[Lack] = Counter()
        for (kind, lack), count in self.tally.items():
            fits = (not stages or lack.stage in stages) and (not formats or lack.format in formats)
            if fits and (not types or kind in types):
                found[lack] += count
        return found

    def first_with(self, lack: Lack) -> int | None:
        """The primary key of a persona shown who has that lack."""
        types = set(self.state.get("type", ()))
        return next(
            (pk for pk, own in self.of_named.items() if lack in own and (not types or self.ledger.types[pk] in types)),
            None,
        )

    @cached_property
    def gaps_of(self) -> Counter[int]:
        """How many gaps each persona has, in the stages and of the content types shown, whoever is named."""
        wanted = self.wanted(self.state)
        types = set(self.state.get("type", ()))
        rows = self.ledger.lacks.items()
        return Counter(
            {pk: sum(map(wanted, own)) for pk, own in rows if not types or self.ledger.types.get(pk) in types}
        )

    @cached_property
    def order(self) -> list[int]:
        """The primary keys of the personas shown, in their order."""
        keys = list(self.qs.order_by("name", "role_label", "pk").values_list("pk", flat=True))
        if self.setting("sort") == "gaps":
            keys.sort(key=lambda key: -self.gaps_of[key])
        return keys

    def count_by(self, place: int) -> dict[str, int]:
        """The gaps by type, stage or content type (0, 1, 2), under what is chosen of the other two."""
        chosen = [set(self.state.get(each, ())) for each in ("type", "stage", "content")]
        found: Counter[str] = Counter()
        for (kind, lack), count in self.tally.items():
            values = (kind, str(lack.stage), self.formats[lack.format].slug)
            if not lack.is_weak and all(
                not wanted or at == place or values[at] in wanted for at, wanted in enumerate(chosen)
            ):
                found[values[place]] += count
        return found

    @cached_property
    def groups(self) -> list[OptionGroup]:
        return [
            OptionGroup(
                "gaps", "gaps", "Rows", [Option("1", "Only gaps", None, "1" in self.chosen("gaps"))], starts_open=True
            ),
            self.group("type", self.count_by(0), starts_open=True),
            self.group("stage", self.count_by(1), starts_open=True),
            self.group("content", self.count_by(2)),
            self.persona_group(),
        ]

    def persona_group(self) -> OptionGroup:
        """Who has any gap, and those chosen; the most first."""
        counts = {pk: count for pk, count in self.gaps_of.most_common() if count}
        people = {pk: rest for pk, *rest in self.queryset.order_by().values_list("pk", "slug", "name", "role_label")}
        rows = [
            (slug, heading_of(name, role), count) for pk, count in counts.items() for slug, name, role in [people[pk]]
        ]
        return OptionGroup("persona", "persona", "Persona", with_chosen(rows, self.labels["persona"]))


def keys_of(values: Sequence[str]) -> set[int]:
    return {int(value) for value in values}
