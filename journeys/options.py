"""What lists of journeys and of assets offer to choose from: counts that are kept, and personas from the census."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, TypeVar

from django.utils import timezone

from journeys.people import choice_of, people
from journeys.places import with_place
from personas.census import Census, Crowd, current_census
from personas.census.roll import Roll
from personas.data_version import Memory
from personas.data_version.catalogue import NAMED, STANDING
from personas.filters.lists import MOST_OPTIONS, ListFilter, Reading, has_words
from personas.filters.parts import Option, OptionGroup, Panel
from personas.models import Persona
from personas.querysets import may_see_drafts

Counted = TypeVar("Counted")


class Ranking(NamedTuple):
    """Of how many personas there is something, by primary key; those of whom there is most come first in `keys`."""

    keys: list[int]
    counts: Mapping[int, int]


def ranking_of(roll: Roll, crowd: Crowd, counts: Mapping[int, int]) -> Ranking:
    """Those of the crowd who are counted; of whom there is as much, in the order of the roll."""
    there = [key for key in roll.keys_of(crowd) if key in counts]
    return Ranking(sorted(there, key=counts.__getitem__, reverse=True), counts)


def slugs_in(values: list[str]) -> list[str]:
    """Those of the values that a database can look for."""
    return [value for value in values if "\0" not in value]


def with_chosen(counted: list[tuple[str, str, int]], chosen: Mapping[str, str]) -> list[Option]:
    """Options of value, label and count; those `chosen`, by their labels, are among them even where nothing is."""
    there = {value for value, _, _ in counted}
    gone = [Option(value, label, 0, True) for value, label in chosen.items() if value not in there]
    return gone + [Option(value, label, count, value in chosen) for value, label, count in counted]


class OfferingFilter(ListFilter):
    """A list with a filter `persona`. `counts` remembers what is counted of all rows that the user may see."""

    counts: Memory

    @cached_property
    def census(self) -> Census:
        return current_census()

    @cached_property
    def reading(self) -> Reading:
        # An address that says nothing asks for nothing: no form is needed to find that out.
        says_something = any(any(self.data.getlist(name)) for name in self.filters)
        return super().reading if says_something else ({}, ())

    @property
    def offered(self) -> Crowd:
        """The personas who may be chosen. Deprecated ones, too: they are marked."""
        return self.census.visible_to(self.user)

    @cached_property
    def named(self) -> list[tuple[str, int]]:
        """The slugs and primary keys of those offered whom the address names."""
        slugs = slugs_in(self.chosen("persona"))
        rows = Persona.objects.filter(slug__in=slugs).order_by().values_list("slug", "pk") if slugs else ()
        there = set(self.census.roll.keys_of(self.offered)) if slugs else ()
        return [(slug, key) for slug, key in rows if key in there]

    @cached_property
    def chosen_personas(self) -> dict[str, str]:
        """What choices call them, by their slugs."""
        return {
            each.slug: choice_of(each.name, each.role_label, each.status)
            for each in people([key for _, key in self.named])
        }

    def words_of_persona(self) -> dict[str, str]:
        return self.chosen_personas

    def is_called(self, key: int, sought: str) -> bool:
        """Whether a choice calls the persona by the words."""
        place = self.census.place(key)
        return has_words(choice_of(*self.census.names[place], self.census.states[place]), sought)

    @cached_property
    def persona_group(self) -> OptionGroup:
        """The first of those whose names have the words that they are searched for, and those chosen."""
        sought, (keys, counts) = self.sought("persona"), self.ranking
        fitting = [key for key in keys if self.is_called(key, sought)] if sought else keys
        shown = {*fitting[:MOST_OPTIONS], *(key for _, key in self.named)}
        rows = [
            (each.slug, choice_of(each.name, each.role_label, each.status), counts[each.pk])
            for each in people([key for key in keys if key in shown])
        ]
        options = with_chosen(rows, self.chosen_personas)
        more = len(fitting) - len(shown.intersection(fitting))
        return OptionGroup("persona", "persona", "Persona", options, more, sought=sought, found=len(fitting))

    @property
    def choice(self) -> OptionGroup:
        """The same as the page shows it."""
        return self.persona_group if self.persona_group.sought else self.searched(self.persona_group)

    @cached_property
    def ranking(self) -> Ranking:
        """Of whom of those offered there is most."""
        if self.named or self.sought("persona"):
            return self.ranked()
        # Roles are edited far more often than names, and seldom decide who comes first.
        key = "ranking", *self.key_of("persona")
        kept = self.memory_for("persona").recall(key, self.ranked_by_name, further=(STANDING, NAMED))
        return kept or self.ranked()

    def ranked(self) -> Ranking:
        return ranking_of(self.census.roll, self.offered, self.count_personas())

    def ranked_by_name(self) -> Ranking | None:
        """The ranking where roles make no difference to the first of it; else None."""
        ranking = self.ranked()
        first = [(ranking.counts[each.pk], each.name) for each in people(ranking.keys[: MOST_OPTIONS + 1])]
        return None if any(one == other for one, other in pairwise(first)) else ranking

    def count_personas(self) -> Mapping[int, int]:
        """How much there is of each persona, by primary key, whoever is chosen. The user may not see all of them."""
        raise NotImplementedError

    @property
    def panel(self) -> Panel:
        """The filters as the page shows them, with a place for the personas (`places.py`)."""
        panel = super().panel
        groups = (with_place(each) if each.key == "persona" else each for each in panel.groups)
        return replace(panel, groups=tuple(groups))

    def rest(self, name: str):
        """The rows that everything asks for but the filter of that name."""
        return self.narrowed(self.without(name))

    def counted(self, name: str, count: Callable[..., Counted]) -> Counted:
        """What `count` makes of these rows. Remembered, unless a persona is asked for, who may be called otherwise
        tomorrow."""
        if "persona" in self.without(name):
            return count(self.rest(name))
        return self.memory_for(name).recall(self.key_of(name), lambda: count(self.rest(name)))

    def memory_for(self, name: str) -> Memory:
        """What remembers the counts beside the options of the filter of that name."""
        return self.counts

    def key_of(self, name: str) -> tuple:
        """All that decides, beside the tables, what these rows are."""
        return name, may_see_drafts(self.user), repr(sorted(self.without(name).items())), timezone.localdate()
