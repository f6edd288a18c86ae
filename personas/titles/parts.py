"""What to look up of a title's parts, so that none drops the level or the trade that the rest of the title states."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from personas.wording import singular

from . import words
from .known import KnownTitles
from .reading import WORD, Part, TitleWords, expanded, weigh
from .spelling import Speller

# Words of what somebody does: who does another of these is another person.
TRADES = words.FIELDS | words.OCCUPATIONS | {"account"}


@dataclass(frozen=True, slots=True)
class Trial:
    """A part to look up, as `title`; `lender` is the part from which it has its role, where it says a field alone."""

    part: Part
    title: TitleWords
    lender: Part | None = None


def trials(parts: list[Part], speller: Speller, known: KnownTitles) -> Iterator[Trial]:
    """The parts that are titles themselves, and fields with the role of their neighbour."""
    if not parts:
        return
    if not any(part.title.has_role for part in parts):
        yield from callings(parts, speller, known)
        return
    people = People(parts)
    for place, part in enumerate(parts):
        if people.leading[place]:
            if not part.title.is_bare and not is_elsewhere(part, parts) and people.have_as_title(place):
                yield Trial(part, part.title)
        elif speller.knows_one_of(part.title.core) and (lender := people.lender_beside(place)):
            yield Trial(part, weigh([*role_of(lender.title), *part.title.words]), lender)


def callings(parts: list[Part], speller: Speller, known: KnownTitles) -> Iterator[Trial]:
    """Of parts without a word of ours for a role, those that editors know as titles: "Registered Nurse (RN)"."""
    for part in parts:
        if known.have_calling(speller.corrected_all(part.title.core)) and not is_elsewhere(part, parts):
            yield Trial(part, part.title)


class People:
    """The parts of a title that say who somebody is, and what the other parts are to them."""

    def __init__(self, parts: list[Part]):
        self.parts = parts
        top = max(part.title.band for part in parts)
        self.leading = [stands_at(top, part.title) for part in parts]

    @cached_property
    def runs(self) -> list[int]:
        """A number for each part; those with slashes and "and" between them have the same."""
        return list(accumulate(int(not part.enumerated) for part in self.parts))

    @cached_property
    def places(self) -> list[int]:
        """Where a part alone says who somebody is, which no bare rank does, nor one below another part's."""
        return [place for place, part in enumerate(self.parts) if is_somebody(part, is_leading=self.leading[place])]

    def have_as_title(self, place: int) -> bool:
        """Whether the part says who somebody is, rather than what another part's person does it for: "Data Science"
        after "Teacher" doesn't, nor "Software Engineers" after "Technical Recruiter"."""
        if says_who(self.parts[place]):
            return not self.claim(place)
        return not any(
            self.are_apart(other, place) or self.is_of_a_trade(other, place) for other in self.places if other != place
        )

    def claim(self, place: int) -> bool:
        """Whether somebody of another trade stands before the part, which then says more of that."""
        return any(
            self.are_apart(other, place) and self.is_of_a_trade(other, place) for other in self.places if other < place
        )

    def lender_beside(self, place: int) -> Part | None:
        """The nearest part with a role of the highest level, the one before first; None where the part would drop the
        trade of that role ("Sales Director - DevOps")."""
        lenders = [other for other, is_leading in enumerate(self.leading) if is_leading and other != place]
        if not lenders or self.claim(place):
            return None
        lender = min(lenders, key=lambda other: (abs(other - place), other))
        dropped = self.are_apart(lender, place) and self.is_of_a_trade(lender, place)
        return None if dropped else self.parts[lender]

    def are_apart(self, one: int, other: int) -> bool:
        return self.runs[one] != self.runs[other]

    def is_of_a_trade(self, other: int, place: int) -> bool:
        """Whether the other part states a trade that this one doesn't have."""
        return any(
            word in TRADES and word not in self.parts[place].title.words for word in self.parts[other].title.words
        )


def stands_at(top: int, title: TitleWords) -> bool:
    """Whether a part says what somebody is, on the highest level of all; a trade of managers ("product manager")
    stands beside managers."""
    return title.has_role and (title.band == top or (top <= words.MANAGER and "manager" in title.core))


def is_somebody(part: Part, *, is_leading: bool) -> bool:
    return not words.OCCUPATIONS.isdisjoint(part.title.words) or (
        is_leading and not part.title.is_bare and says_who(part)
    )


def is_elsewhere(part: Part, parts: list[Part]) -> bool:
    """Whether what is said further puts the part into another field: "Operations Manager, Retail"."""
    return any(
        not other.title.has_role
        and not other.enumerated
        and words.FIELDS & set(other.title.words) - set(part.title.core)
        for other in parts
        if other is not part
    )


def says_who(part: Part) -> bool:
    """Whether it names one person's role or level, and not what is done ("engineering") or many ("engineers")."""
    return part.title.band > words.INDIVIDUAL or any(
        word not in words.FIELD_FORMS and not is_plural(word) and not words.ROLES.isdisjoint(expanded(word))
        for word in WORD.findall(part.text)
    )


def is_plural(word: str) -> bool:
    return word not in words.NO_PLURALS and word not in words.ABBREVIATIONS and singular(word) != word


def role_of(title: TitleWords) -> list[str]:
    """The words of its level and role, without those of its field."""
    return [word for word in title.words if word in words.ROLES or word in title.levels]
