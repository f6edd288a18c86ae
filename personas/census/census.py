"""One census: groups of personas by everything that they are known by. A part is read when it is first asked for."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import cached_property
from itertools import compress, islice
from typing import Any

from django.contrib.auth import get_user_model

from personas.models import (
    ContentPreference,
    Persona,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    Team,
    Trait,
    TraitAlias,
)
from personas.narrowing import roles_played
from personas.querysets import may_see_drafts
from personas.search.words import Query, Wanted, folded, shown

from .crowds import Crowd, Group, bits_of, group_of, union
from .reading import groups_by
from .statements import FEW, count_all, count_of, groups_of
from .vocabulary import Vocabulary
from .wordlists import Wordlist, having_words, under_all

BY_NAME = "name"


class Census:
    """All personas in order of their names, and the groups that they form."""

    def __init__(self):
        columns = ("pk", "status", "type__slug", "owner", "name", "role_label")
        rows = list(Persona.objects.sorted_by(BY_NAME).values_list(*columns))
        keys, statuses, types, owners, names, roles = zip(*rows, strict=True) if rows else [()] * len(columns)
        self.keys: tuple[int, ...] = keys
        self.names: list[tuple[str, str]] = list(zip(names, roles, strict=True))
        self.size = len(keys)
        self.place = {key: place for place, key in enumerate(keys)}.get
        self.statuses = self.groups(statuses)
        self.types = self.groups(types)
        self.owners = self.groups(owners)
        self.vocabulary = Vocabulary()

    def groups(self, values: Collection[Hashable]) -> dict[Any, Group]:
        """The groups that share a value, of one for each place; None is no value."""
        places = defaultdict(list)
        for place, value in enumerate(values):
            places[value].append(place)
        return {value: group_of(there, self.size) for value, there in places.items() if value is not None}

    def groups_by(self, rows, *keys: str) -> dict[tuple, Group]:
        return groups_by(rows, *keys, places=self.place, size=self.size)

    # Crowds

    @cached_property
    def everybody(self) -> Crowd:
        return Crowd((1 << self.size) - 1, self.size)

    @cached_property
    def nobody(self) -> Crowd:
        return Crowd(0, self.size)

    def visible_to(self, user) -> Crowd:
        """The one visibility rule, as `Persona.objects.visible_to` has it."""
        if not user.is_authenticated:
            return self.nobody
        return self.everybody if may_see_drafts(user) else self.everybody - self.of([self.statuses.get("draft")])

    def of(self, groups: Iterable[Group | None]) -> Crowd:
        """Everybody who belongs to one of the groups; None is a group that nobody belongs to."""
        return union(filter(None, groups), self.size)

    def at(self, keys: Iterable[int]) -> Crowd:
        """The personas with these primary keys."""
        places = (place for place in map(self.place, keys) if place is not None)
        return Crowd(bits_of(places, self.size), self.size)

    # What they have

    @cached_property
    def statements(self) -> dict[int, Group]:
        """Of whom each statement is true, by its primary key."""
        return {trait: group for (trait,), group in self.groups_by(PersonaTrait.objects, "trait").items()}

    @cached_property
    def statement_counts(self) -> Counter[int]:
        """How many of everybody each statement is true of."""
        return count_all()

    def statements_among(self, keys: Collection[int]) -> dict[int, Group]:
        """Of whom those of these statements are true that are true of anybody."""
        if len(keys) > FEW or "statements" in self.__dict__:
            return {key: self.statements[key] for key in keys if key in self.statements}
        return groups_of(keys, self.place, self.size) if keys else {}

    def count_statements(self, crowd: Crowd) -> Mapping[int, int]:
        """How many of the crowd each statement is true of; one that is true of none of them may be missing."""
        if "statements" not in self.__dict__:
            others = self.everybody - crowd
            if len(crowd) <= FEW:
                return count_of(self.keys_of(crowd))
            if len(others) <= FEW:
                return self.statement_counts - count_of(self.keys_of(others))
        return {key: group.among(crowd) for key, group in self.statements.items()}

    def keys_of(self, crowd: Crowd) -> list[int]:
        return [self.keys[place] for place in places_in(crowd)]

    @cached_property
    def roles(self) -> dict[str, Group]:
        """Who plays each purchasing role, by its slug."""
        return {slug: group for (slug,), group in self.groups_by(PersonaPurchasingRole.objects, "role__slug").items()}

    @cached_property
    def first_roles(self) -> dict[str, Group]:
        """Who plays each purchasing role before all others, by its slug."""
        rows = roles_played(PersonaPurchasingRole.objects, (), only_first=True)
        return {slug: group for (slug,), group in self.groups_by(rows, "role__slug").items()}

    @cached_property
    def preferences(self) -> dict[tuple[str, int], Group]:
        """Whom each content type reaches in each tier, by the type's slug and the tier."""
        return self.groups_by(ContentPreference.objects, "content_format__slug", "tier")

    @cached_property
    def titles(self) -> dict[int, tuple[str, Group]]:
        """Every job title that somebody has, folded, and who has it; by its primary key."""
        found = self.groups_by(PersonaTitle.objects, "title", "title__name")
        return {key: (folded(shown(name)), group) for (key, name), group in found.items()}

    @cached_property
    def owner_names(self) -> dict[int, str]:
        """What the owners are called, in order of their names, by their primary keys."""
        names = ("first_name", "last_name", "username")
        people = get_user_model().objects.filter(pk__in=list(self.owners)).order_by(*names)
        return {
            pk: f"{first} {last}".strip() or username for pk, first, last, username in people.values_list("pk", *names)
        }

    @cached_property
    def teams(self) -> dict[str, Group]:
        """Whose owner is a member of each team, by the team's slug."""
        members = Team.members.through.objects.filter(user__in=list(self.owners))
        owned = defaultdict(list)
        for slug, owner in members.values_list("team__slug", "user"):
            owned[slug].append(self.owners[owner])
        return {slug: group_of(places_in(self.of(groups)), self.size) for slug, groups in owned.items()}

    # What is said of them

    @cached_property
    def name_words(self) -> Wordlist[Group]:
        """The words of names and roles, and who has each of them."""
        texts = ((place, f"{shown(name)} {shown(role)}") for place, (name, role) in enumerate(self.names))
        return Wordlist({word: group_of(places, self.size) for word, places in having_words(texts).items()})

    @cached_property
    def statement_words(self) -> Wordlist[list[tuple[int, int]]]:
        """The words of every wording of a statement; its key is the statement's and a number of its own."""
        statements = Trait.objects.order_by().values_list("pk", "statement")
        wordings = [*statements, *TraitAlias.objects.order_by().values_list("trait", "wording")]
        texts = (((key, number), shown(wording)) for number, (key, wording) in enumerate(wordings))
        return Wordlist(having_words(texts))

    @cached_property
    def title_words(self) -> Wordlist[list[int]]:
        return Wordlist(having_words((key, name) for key, (name, _) in self.titles.items()))

    def named(self, words: Collection[Wanted]) -> Crowd:
        """Those with all the words in name and role; nobody for no words."""
        found = self.everybody if words else self.nobody
        for wanted in words:
            found &= self.of(self.name_words.under(wanted))
        return found

    def statements_with(self, words: Iterable[Wanted]) -> dict[int, Group]:
        """The statements with all the words in one of their wordings, and of whom they are true."""
        keys = {key for key, _ in under_all(self.statement_words, words)}
        return {key: self.statements[key] for key in keys if key in self.statements}

    def titles_with(self, words: Iterable[Wanted]) -> dict[int, Group]:
        """The job titles with all the words, and who has them."""
        return {key: self.titles[key][1] for key in under_all(self.title_words, words)}

    def told(self, wanted: Wanted) -> Crowd:
        """Those with the word in a statement or a job title."""
        return self.of([*self.statements_with([wanted]).values(), *self.titles_with([wanted]).values()])

    def mentioning(self, query: Query) -> Crowd:
        """Those with all words in name, role, job titles and statements, whichever is where; nobody for no words."""
        found = self.everybody if query.words else self.nobody
        for wanted in query.words:
            found &= self.named([wanted]) | self.told(wanted)
        return found

    def titled(self, words: str) -> Crowd:
        """Those with a job title in which the words stand just so; case and accents don't matter."""
        sought = folded(shown(" ".join(words.split())))
        return self.of(group for name, group in self.titles.values() if sought in name)

    # Who comes when

    @cached_property
    def orders(self) -> dict[str, list[int]]:
        """The places in each order that somebody asked for."""
        return {BY_NAME: list(range(self.size))}

    def order(self, name: str) -> list[int]:
        if name not in self.orders:
            keys = Persona.objects.sorted_by(name).values_list("pk", flat=True)
            self.orders[name] = [place for place in map(self.place, keys) if place is not None]
        return self.orders[name]

    def in_order(self, crowd: Crowd, order: str, window: slice) -> list[int]:
        """The primary keys of those of the crowd who stand in the window of the order."""
        flags = crowd.flags
        places = self.order(order)
        there = compress(places, map(flags.__getitem__, places))
        return [self.keys[place] for place in islice(there, window.start, window.stop)]


def places_in(crowd: Crowd) -> list[int]:
    return list(compress(range(crowd.size), crowd.flags))
