"""What to make next: every content type and stage that personas lack, ranked by a score that anybody can do again.

A persona who lacks a piece counts as much as its content type means to her times how much she matters in the stage.
One who has an old piece, or one with a broken link, counts half. Where somebody makes one like it already, for another
persona, the whole counts half.
"""

from collections import Counter
from dataclasses import dataclass

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


@dataclass
class Piece:
    """A content type for a stage, and whom it would serve."""

    stage: int
    format: int
    points: float = 0
    serves: int = 0
    primary: int = 0
    leading: int = 0
    renewed: int = 0
    best: Lack | None = None  # the one that counts most
    is_planned: bool = False

    def add(self, lack: Lack, count: int) -> None:
        """So many personas lack it."""
        self.points += points_of(lack) * count
        self.serves += count
        self.primary += count * (lack.tier == Tier.PRIMARY)
        self.leading += count * (lack.involvement == Involvement.LEADS)
        self.renewed += count * lack.is_weak
        if self.best is None or points_of(lack) > points_of(self.best):
            self.best = lack

    @property
    def score(self) -> float:
        return self.points / 2 if self.is_planned else self.points

    @property
    def reason(self) -> str:
        """Why it is worth making, in a sentence or two."""
        parts = [f"It would serve {counted(self.serves, 'persona')}"]
        if self.primary:
            parts.append(f"a primary content type for {self.primary}")
        if self.leading:
            parts.append(f"{self.leading} lead{'s' if self.leading == 1 else ''} the stage")
        sentences = [", ".join(parts)]
        if self.renewed:
            sentences.append(f"For {self.renewed} there is only an old or broken one")
        sentences.append("One like it is planned for somebody else" if self.is_planned else "Nothing is planned yet")
        return ". ".join(sentences) + "."

    @property
    def shown_score(self) -> str:
        return f"{self.score:g}"


def points_of(lack: Lack) -> float:
    points = TIER_POINTS[lack.tier] * INVOLVEMENT_POINTS[lack.involvement]
    return points / 2 if lack.is_weak else points


def counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def next_pieces(lacks: Counter[Lack], planned: set[tuple[int, int]], most: int = MOST) -> list[Piece]:
    """The pieces with the highest scores, of what so many personas lack; `planned` are the stages and content types of
    open to-dos."""
    pieces: dict[tuple[int, int], Piece] = {}
    for lack, count in sorted(lacks.items()):
        key = (lack.stage, lack.format)
        if key not in pieces:
            pieces[key] = Piece(*key, is_planned=key in planned)
        pieces[key].add(lack, count)
    return sorted(pieces.values(), key=lambda piece: (-piece.score, piece.stage, piece.format))[:most]


@kept_while(*MADE_OF)
def pieces_for(ledger: Ledger, people: Crowd, stages: frozenset[int], formats: frozenset[int]) -> list[Piece]:
    """The next pieces for what these people lack in these stages and of these content types."""
    return next_pieces(ledger.count(people, stages, formats), set(ledger.planned))
