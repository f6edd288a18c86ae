"""What ties personas to rows of the catalogue: statements, content types, purchasing roles and job titles."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, Count, Min, Model, QuerySet, Value, When

from personas.data_version import Memory
from personas.markdown import plain_text
from personas.models import ContentPreference, Facet, Persona, PersonaPurchasingRole, PersonaTitle, PersonaTrait

from .table import Group, Head, Mark

# Several of the catalogue's: a queryset where there may be thousands, which no query then has to list one by one.
Personas = QuerySet | Collection[Persona]
KEPT = 32  # answers of each tie
RANKS = {1: 5, 2: 4, 3: 3, 4: 2, 5: 2}
TIERS = {1: 5, 2: 3, 3: 1}
RANK_LEGEND = ((5, "1"), (4, "2"), (3, "3"), (2, "4 and 5"), (1, "6 and below"))
TIER_NAMES = dict(ContentPreference.Tier.choices)
TIER_LEGEND = tuple((TIERS[tier], name) for tier, name in TIER_NAMES.items())


@dataclass(frozen=True)
class Tie:
    """A model that ties a persona to a term, with a place in an order and a remark.

    `term`, `name`, `place`, `remark` are its fields; `part` is the path to the facet where there are several. `letter`
    begins the keys of its rows. `matters` says whether another place is another value: a content type that is primary
    for one and tertiary for another is a difference, the rank of a challenge isn't.
    """

    letter: str
    model: type[Model]
    term: str
    name: str = "name"
    place: str = "rank"
    remark: str = "qualifier"
    part: str = ""
    matters: bool = False
    row_word: str = "Statement"
    shades: Mapping[int, int] | None = None
    legend: Sequence[tuple[int, str]] = RANK_LEGEND

    def rows(self, personas: Personas | None, parts: Collection[int] = ()) -> QuerySet:
        """The ties of these personas (None: of anybody), those in the given facets alone where there are facets."""
        rows = self.model.objects.order_by()
        rows = rows if personas is None else rows.filter(persona__in=personas)
        return rows.filter(**{f"{self.part}__in": parts}) if self.part else rows

    @cached_property
    def memory(self) -> Memory:
        """What is made of the ties and of what they lead to, whatever becomes of the personas."""
        term = self.model._meta.get_field(self.term).related_model
        return Memory(self.model, term, *([Facet] if self.part else []), most=KEPT)

    def heads(self, personas: Personas, groups: Mapping[int, Group], at_least: int = 1) -> list[Head]:
        """A head for every term that so many of the personas have, by group the most shared first; in one query, and
        in none where the same was asked before.

        `groups` are by the primary key of their facet; where there is but one, by 0.
        """
        if not self.memory.is_open:
            return self.counted(personas, groups, at_least)
        key = keys_of(personas), tuple(groups.items()), at_least
        return self.memory.recall(key, lambda: self.counted(personas, groups, at_least))

    def counted(self, personas: Personas, groups: Mapping[int, Group], at_least: int) -> list[Head]:
        fields = [self.term, f"{self.term}__{self.name}", *([self.part] if self.part else [])]
        counted = self.rows(personas, groups).values(*fields).annotate(count=Count("pk"), best=Min(self.place))
        ordered = counted.filter(count__gte=at_least).order_by("-count", "best", fields[1], self.term)
        heads = (
            Head(f"{self.letter}{pk}", plain_text(name), groups[part[0] if part else 0], count)
            for pk, name, *part, count in ordered.values_list(*fields, "count")
        )
        order = {group: number for number, group in enumerate(groups.values())}
        return sorted(heads, key=lambda head: order[head.group])

    def marks(
        self, personas: Personas, groups: Mapping[int, Group], heads: Iterable[Head] | None = None
    ) -> list[Mark]:
        """What these personas have: of these heads, or of all. One query, and none for a few personas of whom the same
        was asked before."""
        if isinstance(personas, QuerySet):
            return self.read(personas, groups, heads)
        heads = None if heads is None else tuple(heads)
        key = tuple((persona.pk, persona.slug) for persona in personas), tuple(groups.items()), heads
        return self.memory.recall(key, lambda: self.read(personas, groups, heads))

    def read(self, personas: Personas, groups: Mapping[int, Group], heads: Iterable[Head] | None) -> list[Mark]:
        rows = self.rows(personas, groups)
        if heads is not None:
            rows = rows.filter(**{f"{self.term}__in": [pk for head in heads if (pk := self.term_of(head.key))]})
        noted = Case(When(**{self.remark: ""}, then=Value(False)), default=Value(True))
        fields = (self.term, "persona__slug", self.place, "noted")
        return [self.mark(*values) for values in rows.annotate(noted=noted).values_list(*fields)]

    def mark(self, term: int, slug: str, place: int, noted: bool) -> Mark:
        text = self.text_of(place)
        sense = text if self.matters else self.letter
        key = f"{self.letter}{term}"
        return Mark(key, slug, text, self.says(place), self.shade_of(place), place, noted, sense, explained=True)

    def shade_of(self, place: int) -> int:
        return (self.shades or RANKS).get(place, 1)

    def text_of(self, place: int) -> str:
        """What is printed: the name of the tier, or the rank."""
        return TIER_NAMES[place] if self.place == "tier" else str(place)

    def says(self, place: int) -> str:
        return TIER_NAMES[place].lower() if self.place == "tier" else f"rank {place}"

    def term_of(self, key: str) -> int | None:
        """The primary key in a row's key; None for another tie's row."""
        return int(key[1:]) if key.startswith(self.letter) else None


def keys_of(personas: Personas) -> tuple[int, ...]:
    if isinstance(personas, QuerySet):
        return tuple(personas.order_by().values_list("pk", flat=True))
    return tuple(persona.pk for persona in personas)


STATEMENTS = Tie("s", PersonaTrait, "trait", "statement", remark="detail", part="trait__facet")
PURCHASING_ROLES = Tie("p", PersonaPurchasingRole, "role", matters=True, row_word="Purchasing role")
JOB_TITLES = Tie("j", PersonaTitle, "title", row_word="Job title")
CONTENT_TYPES = Tie(
    "c",
    ContentPreference,
    "content_format",
    place="tier",
    matters=True,
    row_word="Content type",
    shades=TIERS,
    legend=TIER_LEGEND,
)
