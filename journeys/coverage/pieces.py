"""What to make next: every content type and stage that personas lack, ranked by a score that anybody can do again.

A persona who lacks a piece counts as much as its content type means to her times how much she matters in the stage.
One who has an old piece, or one with a broken link, counts half. Where somebody makes one like it already, for another
persona, the whole counts half.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from journeys.models import Touchpoint
from personas.census import Crowd
from personas.data_version import kept_while
from personas.models import ContentPreference

from .cells import RECOMMENDED
from .ledger import MADE_OF, Lack, Ledger

Tier, Involvement = ContentPreference.Tier, Touchpoint.Involvement
TIER_POINTS = {Tier.PRIMARY: 4, Tier.SECONDARY: 2, RECOMMENDED: 2, Tier.TERTIARY: 1}
INVOLVEMENT_POINTS = {Involvement.LEADS: 3, Involvement.TAKES_PART: 2, Involvement.IS_INFORMED: 1}
MOST = 3
HOW = (
    "A persona counts 4, 2 or 1 for a primary, secondary or tertiary content type, and 2 for any other that the "
    "journey recommends there, times 3, 2 or 1 for leading the stage, taking part or being kept informed. One with an "
    "old or broken piece counts half. Where one like it is planned for somebody else, all of it counts half."
)
# What a persona counts who has a lack, by all of it that matters.
POINTS = {
    (tier, involvement, is_weak): points * times / (2 if is_weak else 1)
    for tier, points in TIER_POINTS.items()
    for involvement, times in INVOLVEMENT_POINTS.items()
    for is_weak in (False, True)
}


@dataclass
class Piece:
    """A content type for a stage, and how many lack it in which way."""

    stage: int
    format: int
    lacks: list[tuple[Lack, int]]
    is_planned: bool = False

    @cached_property
    def points(self) -> float:
        return sum(points_of(lack) * count for lack, count in self.lacks)

    @property
    def serves(self) -> int:
        return sum(count for _, count in self.lacks)

    @property
    def best(self) -> Lack:
        """The lack that counts most."""
        return max(sorted(lack for lack, _ in self.lacks), key=points_of)

    @property
    def score(self) -> float:
        return self.points / 2 if self.is_planned else self.points

    @property
    def reason(self) -> str:
        """Why it is worth making, in a sentence or two."""
        primary = sum(count for lack, count in self.lacks if lack.tier == Tier.PRIMARY)
        leading = sum(count for lack, count in self.lacks if lack.involvement == Involvement.LEADS)
        renewed = sum(count for lack, count in self.lacks if lack.is_weak)
        parts = [f"It would serve {counted(self.serves, 'persona')}"]
        if primary:
            parts.append(f"a primary content type for {primary}")
        if leading:
            parts.append(f"{leading} lead{'s' if leading == 1 else ''} the stage")
        sentences = [", ".join(parts)]
        if renewed:
            sentences.append(f"For {renewed} there is only an old or broken one")
        sentences.append("One like it is planned for somebody else" if self.is_planned else "Nothing is planned yet")
        return ". ".join(sentences) + "."

    @property
    def shown_score(self) -> str:
        return f"{self.score:g}"


def points_of(lack: Lack) -> float:
    return POINTS[lack[2:]]


def counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def next_pieces(lacks: Counter[Lack], planned: set[tuple[int, int]], most: int = MOST) -> list[Piece]:
    """The pieces with the highest scores, of what so many personas lack; `planned` are the stages and content types of
    open to-dos."""
    lacking = defaultdict(list)
    for lack, count in lacks.items():
        lacking[lack[:2]].append((lack, count))
    pieces = [Piece(*place, found, place in planned) for place, found in lacking.items()]
    return sorted(pieces, key=lambda piece: (-piece.score, piece.stage, piece.format))[:most]


@kept_while(*MADE_OF)
def pieces_for(ledger: Ledger, people: Crowd, stages: frozenset[int], formats: frozenset[int]) -> list[Piece]:
    """The next pieces for what these people lack in these stages and of these content types."""
    return next_pieces(ledger.count(people, stages, formats), set(ledger.planned))
