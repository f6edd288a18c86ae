"""One census: groups of personas by everything that they are known by. A part is read when it is first asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress, islice

from personas.querysets import may_see_drafts
from personas.search.words import Query, Wanted, folded, shown

from .called import Called, called
from .crowds import Crowd, Group, bits_of, group_of, places_in, union
from .standing import BY_NAME, current_standing, places_in_order
from .ties import (
    StatementTies,
    TitleTies,
    owner_names,
    preferences_of,
    roles_of,
    statement_ties,
    statement_words,
    teams_of,
    title_ties,
    told,
)
from .vocabulary import vocabulary
from .wordlists import Wordlist


class Census:
    """All personas in order of their names, and the groups that they form."""

    def __init__(self):
        self.standing = current_standing()
        self.states = self.standing.states
        self.roll = self.standing.roll
        self.keys, self.size, self.place = self.roll.keys, self.roll.size, self.roll.place
        self.vocabulary = vocabulary()
        self.statuses, self.owners = self.standing.statuses, self.standing.owners

    # Crowds

    @property
    def everybody(self) -> Crowd:
        return self.roll.everybody

    @cached_property
    def nobody(self) -> Crowd:
        return Crowd(0, self.size)

    def visible_to(self, user) -> Crowd:
        """The one visibility rule, as `Persona.objects.visible_to` has it."""
        if not user.is_authenticated:
            return self.nobody
        return self.everybody if may_see_drafts(user) else self.everybody - self.of([self.statuses.get("draft")])

    def in_use(self, user) -> Crowd:
        """Those of them that aren't deprecated, as `current()` has it."""
        return self.visible_to(user) - self.of([self.statuses.get("deprecated")])

    def of(self, groups: Iterable[Group | None]) -> Crowd:
        """Everybody who belongs to one of the groups; None is a group that nobody belongs to."""
        return union(filter(None, groups), self.size)

    def at(self, keys: Iterable[int]) -> Crowd:
        """The personas with these primary keys."""
        places = (place for place in map(self.place, keys) if place is not None)
        return Crowd(bits_of(places, self.size), self.size)

    # What they are and have

    @cached_property
    def types(self) -> dict[str, Group]:
        """Who is of each type, by the type's slug."""
        rows, groups = self.vocabulary.type_rows, self.standing.types
        return {slug: groups[key] for key, slug, _ in rows if key in groups}

    @cached_property
    def statement_ties(self) -> StatementTies:
        return statement_ties(self.roll)

    @cached_property
    def title_ties(self) -> TitleTies:
        return title_ties(self.roll)

    @cached_property
    def statement_words(self) -> Wordlist[list[tuple[int, int]]]:
        return statement_words()

    @property
    def statements(self) -> dict[int, Group]:
        """Of whom each statement is true, by its primary key."""
        return self.statement_ties.statements

    def statements_among(self, keys: Collection[int]) -> dict[int, Group]:
        """Of whom those of these statements are true that are true of anybody."""
        return self.statement_ties.among(keys) if keys else {}

    def count_statements(self, crowd: Crowd) -> Mapping[int, int]:
        """How many of the crowd each statement is true of; one that is true of none of them may be missing."""
        return self.statement_ties.count(crowd)

    @cached_property
    def roles(self) -> dict[str, Group]:
        """Who plays each purchasing role, by its slug."""
        return roles_of(self.roll, False)

    @cached_property
    def first_roles(self) -> dict[str, Group]:
        """Who plays each purchasing role before all others, by its slug."""
        return roles_of(self.roll, True)

    @cached_property
    def preferences(self) -> dict[tuple[str, int], Group]:
        """Whom each content type reaches in each tier, by the type's slug and the tier."""
        return preferences_of(self.roll)

    @property
    def titles(self) -> dict[int, tuple[str, Group]]:
        """Every job title that somebody has, folded, and who has it; by its primary key."""
        return self.title_ties.titles

    @cached_property
    def owner_names(self) -> dict[int, str]:
        """What the owners are called, in order of their names, by their primary keys."""
        return owner_names(frozenset(self.owners))

    @cached_property
    def teams(self) -> dict[str, Group]:
        """Whose owner is a member of each team, by the team's slug."""
        teams = teams_of(frozenset(self.owners)).items()
        owned = {slug: [self.owners[owner] for owner in owners] for slug, owners in teams}
        return {slug: group_of(places_in(self.of(groups)), self.size) for slug, groups in owned.items()}

    # What is said of them

    @cached_property
    def called(self) -> Called:
        return called(self.roll)

    @property
    def names(self) -> list[tuple[str, str]]:
        """Name and role of everybody."""
        return self.called.names

    def named(self, words: Collection[Wanted]) -> Crowd:
        """Those with all the words in name and role; nobody for no words."""
        found = self.everybody if words else self.nobody
        for wanted in words:
            found &= self.called.having(wanted)
        return found

    def statements_with(self, words: Iterable[Wanted]) -> dict[int, Group]:
        """The statements with all the words in one of their wordings, and of whom they are true."""
        return self.statement_ties.with_words(self.statement_words, words)

    def titles_with(self, words: Iterable[Wanted]) -> dict[int, Group]:
        """The job titles with all the words, and who has them."""
        return self.title_ties.with_words(words)

    def told(self, wanted: Wanted) -> Crowd:
        """Those with the word in a statement or a job title."""
        return told(wanted, self.statement_ties, self.title_ties, self.statement_words)

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

    def order(self, name: str) -> Sequence[int]:
        """The places in that order."""
        return range(self.size) if name == BY_NAME else places_in_order(name, self.roll)

    def in_order(self, crowd: Crowd, order: str, window: slice) -> list[int]:
        """The primary keys of those of the crowd who stand in the window of the order."""
        flags = crowd.flags
        places = self.order(order)
        there = compress(places, map(flags.__getitem__, places))
        return [self.keys[place] for place in islice(there, window.start, window.stop)]
