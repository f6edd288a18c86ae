"""What ties personas to rows of the catalogue: statements, content types, purchasing roles and job titles."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import Case, Count, Min, Model, QuerySet, Value, When

from personas.census.reading import Listed
from personas.data_version import Memory
from personas.kept.parts import forgets
from personas.markdown import plain_text
from personas.models import ContentPreference, Persona, PersonaPurchasingRole, PersonaTitle, PersonaTrait

from .table import Group, Head, Mark

# Several of the catalogue's: a queryset where there may be thousands, which no query then has to list one by one.
Personas = QuerySet | Collection[Persona]
# Groups of rows by the primary key of their facet; where there is but one, by 0.
Groups = Mapping[int, Group]
# How many have a term, and its first place with any of them, by its primary key.
Counts = Mapping[int, tuple[int, int]]
KEPT = 32  # answers of each tie
MARKS = 5000
RANKS = {1: 5, 2: 4, 3: 3, 4: 2, 5: 2}
TIERS = {1: 5, 2: 3, 3: 1}
RANK_LEGEND = ((5, "1"), (4, "2"), (3, "3"), (2, "4 and 5"), (1, "6 and below"))
TIER_NAMES = dict(ContentPreference.Tier.choices)
TIER_LEGEND = tuple((TIERS[tier], name) for tier, name in TIER_NAMES.items())


@dataclass(frozen=True)
class Tie:
    """A model that ties a persona to a term, with a place in an order and a remark.

    `term`, `place`, `remark` are its fields; `name` is the term's, and `part` the term's way to the facet where there
    are several. `letter` begins the keys of its rows. `matters` says whether another place is another value: a content
    type that is primary for one and tertiary for another is a difference, the rank of a challenge isn't.
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

    @cached_property
    def term_model(self) -> type[Model]:
        return self.model._meta.get_field(self.term).related_model

    @cached_property
    def memory(self) -> Memory:
        """What is made of the ties alone, whatever becomes of the personas, and of what the terms are called."""
        return Memory(self.model, most=KEPT)

    @cached_property
    def term_memory(self) -> Memory:
        """What is made of the terms alone."""
        return Memory(self.term_model, most=KEPT)

    @cached_property
    def head_memory(self) -> Memory:
        """What is made of both."""
        return Memory(self.model, self.term_model, most=KEPT)

    def rows(self, personas: Personas | None = None, terms: Collection[int] | None = None) -> QuerySet:
        """The ties of these personas (None: of everybody) to the terms with these primary keys (None: to any)."""
        rows = self.model.objects.order_by()
        rows = rows if personas is None else rows.filter(persona__in=personas)
        return rows if terms is None else rows.filter(**{f"{self.term}__in": terms})

    def in_facet(self, facet: int) -> QuerySet:
        """Everybody's ties to terms of that facet; to any where there are none."""
        return self.rows().filter(**{f"{self.term}__{self.part}": facet}) if self.part else self.rows()

    def terms_in(self, facets: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
        """The primary keys of the terms of each of these facets, by the facet's. One query, and none while the terms
        stay as they are."""
        return self.term_memory.recall(("in", facets), lambda: self.read_terms(facets))

    def read_terms(self, facets: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
        rows = self.term_model.objects.order_by().filter(**{f"{self.part}__in": facets})
        listed = rows.values_list(self.part).annotate(listed=Listed("pk"))
        return {facet: tuple(sorted(map(int, text.split(",")))) for facet, text in listed}

    def counts(self, personas: Personas, terms: Collection[int] | None) -> Counts:
        """How many of the personas have each of these terms (None: of all), and its first place with any of them. One
        query of the ties alone: with what the terms are called it would take many times as long."""
        counted = self.rows(personas, terms).values(self.term).annotate(count=Count("pk"), first=Min(self.place))
        return {term: (count, first) for term, count, first in counted.values_list(self.term, "count", "first")}

    def counts_in(self, marks: Iterable[Mark]) -> Counts:
        """The same from all marks of a few personas, other ties' marks aside."""
        places = defaultdict(list)
        for mark in marks:
            places[self.term_of(mark.row)].append(mark.place)
        return {term: (len(found), min(found)) for term, found in places.items() if term is not None}

    def heads(self, counts: Counts, groups: Groups, at_least: int = 1) -> list[Head]:
        """A head for every term of the groups that so many have, by group the most shared first."""
        order = {group: number for number, group in enumerate(groups.values())}
        shared = [term for term, (count, _) in counts.items() if count >= at_least]
        found = [(groups[part], term, name) for term, name, part in self.named(shared) if part in groups]
        found.sort(key=lambda row: (order[row[0]], -counts[row[1]][0], counts[row[1]][1]))
        return [Head(f"{self.letter}{term}", name, group, counts[term][0]) for group, term, name in found]

    def named(self, terms: Iterable[int]) -> list[tuple[int, str, int]]:
        """The terms with these primary keys in the order of their names: primary key, name, and facet (0 where there
        are none). One query, and none while the terms stay as they are."""
        keys = tuple(sorted(terms))
        return self.term_memory.recall(("named", keys), lambda: self.read_names(keys))

    def read_names(self, keys: tuple[int, ...]) -> list[tuple[int, str, int]]:
        rows = self.term_model.objects.filter(pk__in=keys).order_by(self.name, "pk")
        fields = ("pk", self.name, *([self.part] if self.part else []))
        return [(key, plain_text(name), part[0] if part else 0) for key, name, *part in rows.values_list(*fields)]

    def marks(self, personas: Personas, heads: Iterable[Head] | None = None) -> list[Mark]:
        """What these personas have: of these heads, or of all. One query, and none for a few personas of whom the same
        was asked before."""
        terms = None if heads is None else tuple(pk for head in heads if (pk := self.term_of(head.key)))
        if isinstance(personas, QuerySet):
            return self.read(personas, terms)
        return self.memory.recall((keys_of(personas), terms), lambda: self.read(personas, terms))

    def read(self, personas: Personas, terms: Collection[int] | None) -> list[Mark]:
        noted = Case(When(**{self.remark: ""}, then=Value(False)), default=Value(True))
        fields = (self.term, "persona__slug", self.place, "noted")
        rows = self.rows(personas, terms).annotate(noted=noted).values_list(*fields)
        return [self.mark(*values) for values in rows]

    @cached_property
    def mark(self) -> Callable[[int, str, int, bool], Mark]:
        """The mark of a term in the column of a persona, with place and remark: most are the same after an edit."""
        return forgets(lru_cache(maxsize=MARKS)(self.made_mark))

    def made_mark(self, term: int, slug: str, place: int, noted: bool) -> Mark:
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


def keys_of(personas: Iterable) -> tuple[tuple[int, str], ...]:
    """What is known of a few personas where their ties are."""
    return tuple((persona.pk, persona.slug) for persona in personas)


STATEMENTS = Tie("s", PersonaTrait, "trait", "statement", remark="detail", part="facet")
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
