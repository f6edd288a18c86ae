"""What lists of journeys and of assets offer to choose from: counts that are kept, and personas from the census."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar

from django.utils import timezone

from personas.census import Census, Crowd, current_census
from personas.data_version import Memory
from personas.filters.lists import MOST_OPTIONS, ListFilter, has_words
from personas.filters.parts import Option, OptionGroup
from personas.models import Persona
from personas.models.persona import heading_of
from personas.querysets import may_see_drafts

Counted = TypeVar("Counted")


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

    def words_of_persona(self) -> dict[str, str]:
        return {slug: self.heading_of(key) for slug, key in self.named}

    def heading_of(self, key: int) -> str:
        """What a choice calls a persona; one that nobody should use any more is marked."""
        place = self.census.place(key)
        heading = heading_of(*self.census.names[place])
        return f"{heading} (deprecated)" if self.census.states[place] == Persona.Status.DEPRECATED else heading

    def persona_group(self, counts: Mapping[int, int]) -> OptionGroup:
        """Of whom there is most, by primary key, of those whose names have the words that they are searched for, and
        those chosen."""
        sought, keys = self.sought("persona"), [key for key in self.census.roll.keys_of(self.offered) if key in counts]
        keys.sort(key=lambda key: -counts[key])
        fitting = [key for key in keys if has_words(self.heading_of(key), sought)] if sought else keys
        kept = {*fitting[:MOST_OPTIONS], *(key for _, key in self.named)}
        slugs = dict(Persona.objects.filter(pk__in=kept).order_by().values_list("pk", "slug"))
        rows = [(slugs[key], self.heading_of(key), counts[key]) for key in keys if key in slugs]
        more = sum(key not in kept for key in fitting)
        options = with_chosen(rows, self.labels["persona"])
        return OptionGroup("persona", "persona", "Persona", options, more, sought=sought, found=len(fitting))

    def rest(self, name: str):
        """The rows that everything asks for but the filter of that name."""
        return self.narrowed(self.without(name))

    def counted(self, name: str, count: Callable[..., Counted]) -> Counted:
        """What `count` makes of these rows. Remembered, unless a persona is asked for, who may be called otherwise
        tomorrow."""
        state = self.without(name)
        if "persona" in state:
            return count(self.rest(name))
        key = name, may_see_drafts(self.user), repr(sorted(state.items())), timezone.localdate()
        return self.counts.recall(key, lambda: count(self.rest(name)))
