"""The list of personas: what it can be narrowed down by."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from functools import cached_property, lru_cache

from django.contrib.auth import get_user_model
from django.http import QueryDict

from personas.census import Census, Crowd, Group, current_census
from personas.census.ties import StatementTies
from personas.census.vocabulary import Vocabulary
from personas.comparison.picks import MOST_NAMED
from personas.data_version.catalogue import CALLED, STANDING
from personas.filters.fields import Options, Setting, Words
from personas.filters.lists import MOST_OPTIONS, ListFilter, Reading, has_words, reading_of
from personas.filters.parts import Heading, Option, OptionGroup, with_all_chosen
from personas.kept.parts import remembered
from personas.models import (
    ContentFormat,
    ContentPreference,
    Facet,
    JobTitle,
    Persona,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PersonaType,
    PurchasingRole,
    Team,
    Trait,
    TraitAlias,
)
from personas.readers import starred_by
from personas.search.words import parse

LARGEST_KEY = 18  # digits
ORDERS = [
    ("name", "Name"),
    ("-name", "Name, Z to A"),
    ("role", "Role"),
    ("-role", "Role, Z to A"),
    ("type", "Type"),
    ("-type", "Type, last first"),
    ("reviewed", "Last reviewed"),
    ("-reviewed", "Longest not reviewed"),
    ("updated", "Last updated"),
    ("-updated", "Longest not updated"),
]
LOOKS = (("grid", "Grid"), ("table", "Table"))
TIERS = {str(value): label for value, label in ContentPreference.Tier.choices}


def keys_in(values: Collection[str]) -> list[int]:
    """Those of the values that may be primary keys."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= LARGEST_KEY]


# What all that the filter finds, counts and says is made of; and what besides, where it looks for words.
MADE_OF = (
    *(STANDING, PersonaType, Facet, Trait, PersonaTrait, PurchasingRole, PersonaPurchasingRole),
    *(ContentFormat, ContentPreference, JobTitle, PersonaTitle, Team, Team.members.through, get_user_model()),
)
MADE_OF_WORDS = (CALLED, TraitAlias)


class PersonaFilter(ListFilter):
    """Personas by everything a team knows them by, out of those that the user may see; deprecated ones are left out
    unless the status asks for them. Who is found, and every count, comes from the census."""

    what = "persona"
    more_words = "title"

    q = Words("Words")
    type = Options("Type")
    status = Options("Status")
    starred = Options("Starred")
    trait = Options("Statement")
    role = Options("Purchasing role")
    first = Options("Purchasing role")
    content = Options("Content type")
    tier = Options("Tier")
    title = Words("Job title")
    team = Options("Owner's team")
    owner = Options("Owner")
    sort = Setting("Sort", ORDERS)
    view = Setting("View", LOOKS)

    def __init__(self, data, user):
        super().__init__(data, None, user)

    @cached_property
    def reading(self) -> Reading:
        labels = ((name, tuple(known.items())) for name, known in self.labels.items())
        state, problems = reading_of_address(self.data.urlencode(), tuple(labels))
        return dict(state), problems

    @cached_property
    def census(self) -> Census:
        return current_census()

    @cached_property
    def everything(self) -> Crowd:
        return self.census.visible_to(self.user)

    @cached_property
    def having_chosen(self) -> dict[int, Group]:
        """Of whom the statements are true that the address names."""
        known = self.census.vocabulary.statements
        return self.census.statements_among([key for key in keys_in(self.chosen("trait")) if key in known])

    # The values that each takes

    def words(self, name):
        return getattr(self, f"words_of_{name}")()

    def words_of_type(self):
        return self.census.vocabulary.types

    def words_of_status(self):
        sees_drafts = self.user.has_perm("personas.change_persona")
        return {value: label for value, label in Persona.Status.choices if value != "draft" or sees_drafts}

    def words_of_starred(self):
        return {"1": "Starred by me"}

    def words_of_trait(self):
        """The statements that the address names, as far as they are true of anybody whom the user may see."""
        vocabulary = self.census.vocabulary
        having = self.having_chosen
        return {str(key): vocabulary.label(key) for key in having if self.is_known(having[key])}

    def words_of_role(self):
        return self.census.vocabulary.roles

    def words_of_first(self):
        return {"1": "As the first role"}

    def words_of_content(self):
        return self.census.vocabulary.formats

    def words_of_tier(self):
        return TIERS

    def words_of_team(self):
        return self.census.vocabulary.teams

    def words_of_owner(self):
        """The owners by name. Whoever only owns what the user may not see is unknown."""
        owners = self.census.owners
        return {str(key): name for key, name in self.census.owner_names.items() if self.is_known(owners[key])}

    def is_known(self, group) -> bool:
        """Whether somebody whom the user may see belongs to the group."""
        return group is not None and group.among(self.everything) > 0

    # Narrowing down

    @cached_property
    def found(self) -> Crowd:
        """The personas that the address asks for; none of an address with an invalid value."""
        return self.census.nobody if self.problems else self.narrowed(self.state)

    @property
    def can_be_charted(self) -> bool:
        """Whether those found are some, and few enough for the address of a chart to name each."""
        return self.is_narrowed and 1 < self.found.count() <= MOST_NAMED

    def in_window(self, window: slice) -> list[int]:
        """The primary keys of those found, in the address's order, as far as they stand in the window."""
        return self.census.in_order(self.found, self.setting("sort"), window)

    def narrowed(self, state):
        found = super().narrowed(state)
        return found if "status" in state else found - self.of(self.census.statuses, ["deprecated"])

    def of(self, groups: dict, keys: Collection) -> Crowd:
        """Everybody in one of the groups with these keys."""
        return self.census.of(map(groups.get, keys))

    def by_q(self, crowd, words, state):
        return crowd & self.census.mentioning(parse(words))

    def by_type(self, crowd, chosen, state):
        return crowd & self.of(self.census.types, chosen)

    def by_status(self, crowd, chosen, state):
        return crowd & self.of(self.census.statuses, chosen)

    def by_starred(self, crowd, chosen, state):
        return crowd & self.census.at(starred_by(self.user))

    def by_trait(self, crowd, chosen, state):
        for statements in self.by_facet(chosen).values():
            crowd &= self.of(self.having_chosen, statements)
        return crowd

    def by_role(self, crowd, chosen, state):
        return crowd & self.of(self.roles(state), chosen)

    def by_first(self, crowd, chosen, state):
        return crowd & self.of(self.census.first_roles, list(self.census.first_roles))

    def by_content(self, crowd, chosen, state):
        return crowd & self.preferring(chosen, state.get("tier", ()))

    def by_tier(self, crowd, chosen, state):
        return crowd & self.preferring((), chosen)

    def by_title(self, crowd, words, state):
        return crowd & self.census.titled(words)

    def by_team(self, crowd, chosen, state):
        return crowd & self.of(self.census.teams, chosen)

    def by_owner(self, crowd, chosen, state):
        return crowd & self.of(self.census.owners, map(int, chosen))

    def roles(self, state: dict) -> dict:
        """Who plays which role: anywhere or, where that is asked for, before all others."""
        return self.census.first_roles if "first" in state else self.census.roles

    def preferring(self, formats: Collection[str] = (), tiers: Collection[str] = ()) -> Crowd:
        """Those whom one of the content types, or any, reaches in one of the tiers, or in any."""
        return self.census.of(
            group
            for (slug, tier), group in self.census.preferences.items()
            if (not formats or slug in formats) and (not tiers or str(tier) in tiers)
        )

    def by_facet(self, chosen: Collection[str]) -> dict[int, list[int]]:
        """The chosen statements by the primary key of their facet."""
        found = defaultdict(list)
        for key in map(int, chosen):
            found[self.census.vocabulary.statements[key].facet].append(key)
        return found

    def chip_label(self, name, value):
        if name == "trait" and value in self.labels["trait"]:
            vocabulary = self.census.vocabulary
            return f"{vocabulary.facets[vocabulary.statements[int(value)].facet].name}: {self.labels['trait'][value]}"
        if name in ("starred", "first") and value in self.labels[name]:
            return self.labels[name][value]
        return super().chip_label(name, value)

    # Options and their counts

    @cached_property
    def statuses(self) -> dict[str, int]:
        return counted(self.census.statuses, super().narrowed(self.without("status")))

    @cached_property
    def groups(self) -> list[OptionGroup]:
        """Every facet with its options; what nobody has is left out where a vocabulary has no end."""
        roles = self.narrowed(self.without("role", "first"))
        return [
            self.group("type", counted(self.census.types, self.narrowed(self.without("type"))), starts_open=True),
            self.group("status", self.statuses, starts_open=True),
            *self.trait_groups(),
            self.role_group(counted(self.roles(self.state), roles)),
            *self.content_groups(),
            self.group("team", counted(self.census.teams, self.narrowed(self.without("team")))),
            self.owner_group(),
            # Without a count: a star on a card would make it a lie.
            OptionGroup("starred", "starred", "Starred", [self.switch("starred")], starts_open=True),
        ]

    def switch(self, name: str) -> Option:
        """The one option of a filter that is on or off."""
        return Option("1", self.labels[name]["1"], None, "1" in self.chosen(name), name)

    def role_group(self, counts: dict[str, int]) -> OptionGroup:
        group = self.group("role", counts)
        return replace(group, options=[*group.options, self.switch("first")]) if self.labels["role"] else group

    def content_groups(self) -> list[OptionGroup]:
        """Content types and tiers, which are of one preference: each is counted in the chosen ones of the other."""
        rest = self.narrowed(self.without("content", "tier"))
        formats, tiers = self.state.get("content", ()), self.state.get("tier", ())
        by_format = {slug: (rest & self.preferring([slug], tiers)).count() for slug in self.labels["content"]}
        by_tier = {tier: (rest & self.preferring(formats, [tier])).count() for tier in TIERS}
        return [self.group("content", by_format), self.group("tier", by_tier)]

    def owner_group(self) -> OptionGroup:
        counts = counted(self.census.owners, self.narrowed(self.without("owner")))
        chosen, labels = set(self.chosen("owner")), self.labels["owner"]
        options = [
            Option(key, label, count, key in chosen) for key, label in labels.items() if (count := counts[int(key)])
        ]
        left = {key: label for key, label in labels.items() if key in chosen}
        return OptionGroup("owner", "owner", "Owner", with_all_chosen(options, left))

    def trait_groups(self) -> list[OptionGroup]:
        """A group for every comparable facet that anybody has a statement in. Where a facet has choices, its own don't
        count against each other, so it is counted by itself."""
        choices = self.by_facet(self.state.get("trait", []))
        rest = {facet: self.rest_of(choices, facet) for facet in (None, *choices)}
        known, ties, chosen = self.census.vocabulary, self.census.statement_ties, tuple(map(int, self.labels["trait"]))
        groups = [
            statement_options(known, ties, facet, rest.get(facet, rest[None]), chosen, self.sought(f"trait-{slug}"))
            for facet, (slug, _) in known.facets.items()
        ]
        return [group for group in groups if group.options or group.sought]

    def rest_of(self, choices: dict[int, list[int]], facet: int | None) -> Crowd:
        """The personas that everything asks for but the choices in one facet."""
        others = [str(key) for other, keys in choices.items() if other != facet for key in keys]
        return self.narrowed({**self.without("trait"), **({"trait": others} if others else {})})

    @cached_property
    def headings(self) -> dict[str, Heading]:
        """The columns of the table that sort it."""
        return {
            "name": self.heading("Name", "name"),
            "reviewed": self.heading("Reviewed", "reviewed", falls=True),
            "updated": self.heading("Updated", "updated", falls=True),
        }


@remembered(most=500)
def reading_of_address(address: str, labels: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> Reading:
    """What an address of the list asks for; its values are known by these labels, filter by filter."""
    return reading_of(PersonaFilter.form_of(QueryDict(address), {name: dict(known) for name, known in labels}))


@lru_cache(maxsize=60)
def statement_options(
    known: Vocabulary, ties: StatementTies, facet: int, crowd: Crowd, chosen: tuple[int, ...], sought: str
) -> OptionGroup:
    """The most common statements of the facet among those with the words that are sought, and those chosen; counted in
    the crowd. Most changes leave vocabulary, ties and crowd as they are."""
    counts = ties.count(crowd)
    slug, name = known.facets[facet]
    counts = {each.key: counts.get(each.key, 0) for each in known.of_facet[facet]}
    there = [pk for pk in sorted(counts, key=counts.get, reverse=True) if counts[pk]]
    fitting = [pk for pk in there if has_words(known.label(pk), sought)] if sought else there
    shown = {*fitting[:MOST_OPTIONS], *chosen}
    options = [Option(str(pk), known.label(pk), counts[pk], pk in chosen) for pk in there if pk in shown]
    left = {str(pk): known.label(pk) for pk in counts if pk in chosen}
    more = sum(pk not in shown for pk in fitting)
    key = f"trait-{slug}"
    return OptionGroup("trait", key, name, with_all_chosen(options, left), more, sought=sought, found=len(fitting))


def counted(groups: dict, crowd: Crowd) -> dict:
    """How many of the crowd belong to each of the groups."""
    return {key: group.among(crowd) for key, group in groups.items()}
