"""What the personas of a roll have, read when it is first asked for, and kept for as long as it says the same: most
changes are of a persona's own row, and leave all this as it is."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache

from personas.data_version import Mended, kept_while
from personas.models import (
    ContentFormat,
    ContentPreference,
    JobTitle,
    Persona,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PurchasingRole,
    Team,
    Trait,
    TraitAlias,
)
from personas.narrowing import roles_played
from personas.search.words import Wanted, folded, shown

from .crowds import Crowd, Group, union
from .reading import groups_by
from .roll import Roll
from .statements import FEW, count_all, count_of, groups_of, regrouped
from .wordlists import Wordlist, having_words, under_all

Owner = Persona._meta.get_field("owner").related_model


class StatementTies:
    """Who has which statement."""

    def __init__(self, roll: Roll):
        self.roll = roll
        self.count = lru_cache(maxsize=16)(self.counted)
        self.few = lru_cache(maxsize=64)(lambda keys: groups_of(keys, roll.place, roll.size))

    @cached_property
    def statements(self) -> dict[int, Group]:
        """Of whom each statement is true, by its primary key."""
        return {trait: group for (trait,), group in groups_by(PersonaTrait.objects, "trait", roll=self.roll).items()}

    @property
    def are_read(self) -> bool:
        return "statements" in self.__dict__

    @cached_property
    def of_everybody(self) -> Counter[int]:
        """How many of everybody each statement is true of."""
        return count_all()

    def among(self, keys: Collection[int]) -> dict[int, Group]:
        """Of whom those of these statements are true that are true of anybody."""
        if len(keys) > FEW or self.are_read:
            return {key: self.statements[key] for key in keys if key in self.statements}
        return self.few(tuple(keys))

    def with_words(self, wording: Wordlist[list[tuple[int, int]]], words: Iterable[Wanted]) -> dict[int, Group]:
        """The statements with all the words in one wording, and of whom they are true."""
        keys = {key for key, _ in under_all(wording, words)}
        return {key: self.statements[key] for key in keys if key in self.statements}

    def mended(self, personas: Collection[int]) -> "StatementTies":
        """The same after rows of these personas have changed: itself, where each still has the same statements."""
        ties = StatementTies(self.roll)
        if not self.are_read:
            _ = ties.statements  # all are read once, so that from now on they can be mended
            return ties
        ties.statements = regrouped(self.statements, personas, self.roll)
        return self if ties.statements == self.statements else ties

    def counted(self, crowd: Crowd) -> Mapping[int, int]:
        """How many of the crowd each statement is true of; one that is true of none of them may be missing."""
        if not self.are_read:
            others = self.roll.everybody - crowd
            if len(crowd) <= FEW:
                return count_of(self.roll.keys_of(crowd))
            if len(others) <= FEW:
                return self.of_everybody - count_of(self.roll.keys_of(others))
        return {key: group.among(crowd) for key, group in self.statements.items()}


class TitleTies:
    """Who has which job title."""

    def __init__(self, roll: Roll):
        self.roll = roll

    @cached_property
    def titles(self) -> dict[int, tuple[str, Group]]:
        """Every job title that somebody has, folded, and who has it; by its primary key."""
        found = groups_by(PersonaTitle.objects, "title", "title__name", roll=self.roll)
        return {key: (folded(shown(name)), group) for (key, name), group in found.items()}

    @cached_property
    def words(self) -> Wordlist[list[int]]:
        return Wordlist(having_words((key, name) for key, (name, _) in self.titles.items()))

    def with_words(self, words: Iterable[Wanted]) -> dict[int, Group]:
        """The job titles with all the words, and who has them."""
        return {key: self.titles[key][1] for key in under_all(self.words, words)}


@lru_cache(maxsize=32)
def told(wanted: Wanted, statements: StatementTies, titles: TitleTies, wording: Wordlist) -> Crowd:
    """Those with the word in a statement, by any `wording` of it, or in a job title. Most changes leave all of this as
    it is."""
    groups = [*statements.with_words(wording, [wanted]).values(), *titles.with_words([wanted]).values()]
    return union(groups, statements.roll.size)


# One roll is looked at at a time; a second one while another state of the catalogue still answers.
_statement_ties = Mended(PersonaTrait, most=2)
title_ties = kept_while(PersonaTitle, JobTitle, most=2)(TitleTies)


def statement_ties(roll: Roll) -> StatementTies:
    """Who on the roll has which statement now."""
    return _statement_ties.recall(roll, lambda: StatementTies(roll), StatementTies.mended)


@kept_while(PersonaPurchasingRole, PurchasingRole, most=4)
def roles_of(roll: Roll, only_first: bool) -> dict[str, Group]:
    """Who plays each purchasing role, or plays it before all others, by its slug."""
    rows = PersonaPurchasingRole.objects
    rows = roles_played(rows, (), only_first=True) if only_first else rows
    return {slug: group for (slug,), group in groups_by(rows, "role__slug", roll=roll).items()}


@kept_while(ContentPreference, ContentFormat, most=2)
def preferences_of(roll: Roll) -> dict[tuple[str, int], Group]:
    """Whom each content type reaches in each tier, by the type's slug and the tier."""
    return groups_by(ContentPreference.objects, "content_format__slug", "tier", roll=roll)


@kept_while(Owner, most=1)
def owner_names(owners: frozenset[int]) -> dict[int, str]:
    """What the owners are called, in order of their names, by their primary keys."""
    names = ("first_name", "last_name", "username")
    people = Owner.objects.filter(pk__in=owners).order_by(*names).values_list("pk", *names) if owners else ()
    return {pk: f"{first} {last}".strip() or username for pk, first, last, username in people}


@kept_while(Team, Team.members.through, most=1)
def teams_of(owners: frozenset[int]) -> dict[str, list[int]]:
    """Those of the owners who are members of each team, by the team's slug."""
    members = Team.members.through.objects.filter(user__in=owners).values_list("team__slug", "user") if owners else ()
    found = defaultdict(list)
    for slug, owner in members:
        found[slug].append(owner)
    return found


@kept_while(Trait, TraitAlias, most=1)
def statement_words() -> Wordlist[list[tuple[int, int]]]:
    """The words of every wording of a statement; its key is the statement's and a number of its own."""
    statements = Trait.objects.order_by().values_list("pk", "statement")
    wordings = [*statements, *TraitAlias.objects.order_by().values_list("trait", "wording")]
    texts = (((key, number), shown(wording)) for number, (key, wording) in enumerate(wordings))
    return Wordlist(having_words(texts))
