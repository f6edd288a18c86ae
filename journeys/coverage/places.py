"""What stands in the cells of some personas, in plain values."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from journeys.mattering import Sets
from journeys.models import Asset, ContentTask
from personas.data_version import kept_while

from .cells import RECOMMENDED, State, state_of
from .ledger import MADE_OF, Ledger
from .sets import is_fresh

# Where something may be: the primary keys of persona, stage and content type.
Place = tuple[int, int, int]
# How many assets there are in a place, how many of them have no broken link, and how many are fresh.
Pieces = tuple[int, int, int]
NOTHING = (0, 0, 0)
UNASKED = 5  # sorts what nobody asked for behind all else
FEW = 50  # more personas than that are more than a query should name: then all are read


class Spot(NamedTuple):
    """A place, by its stage: what its content type is to the persona there, a tier or RECOMMENDED, or None where it
    isn't wanted; and how many assets there are. `task` is the to-do of what is planned."""

    stage: int
    state: State
    tier: int | None
    count: int
    task: int

    @property
    def is_gap(self) -> bool:
        return self.tier is not None and self.state == State.MISSING

    @property
    def is_empty(self) -> bool:
        """Whether nothing is wanted and nothing is there."""
        return self.tier is None and self.state in (State.MISSING, State.PLANNED)


class Line(NamedTuple):
    """A content type, with what it is to a persona at all, and its spots."""

    format: int
    name: str
    slug: str
    tier: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Places:
    """The cells of the personas with these primary keys in the ledger's journey. Two queries, whatever there is."""

    ledger: Ledger
    keys: tuple[int, ...]

    @property
    def are_few(self) -> bool:
        return len(self.keys) <= FEW

    def own(self, rows: QuerySet, whom: str = "persona") -> QuerySet:
        """Those of the rows that are of these personas; of many personas, those of others, too."""
        rows = rows.order_by()
        return rows.filter(**{f"{whom}__in": self.keys}) if self.are_few else rows

    @cached_property
    def pieces(self) -> dict[Place, Pieces]:
        """What exists, where anything does."""
        counted = (
            self.own(Asset.objects.filter(stages__in=self.ledger.stage_keys), "personas")
            .values_list("personas", "stages", "content_format")
            .annotate(
                there=Count("pk"),
                opening=Count("pk", filter=~Q(link_state=Asset.Link.BROKEN)),
                fresh=Count("pk", filter=is_fresh(self.ledger.on)),
            )
        )
        return {row[:3]: row[3:] for row in counted}

    @cached_property
    def planned(self) -> dict[Place, int]:
        """The to-do of every place that has one."""
        if not self.ledger.planned:
            return {}
        rows = self.own(ContentTask.objects.open().filter(stage__in=self.ledger.stage_keys))
        found = rows.values_list("pk", "persona", "stage", "content_format")
        return {(persona, stage, key): pk for pk, persona, stage, key in found}

    def lines(self, persona: int, stages: Collection[int], formats: Iterable[int]) -> tuple[Line, ...]:
        """A line for every one of the content types that she wants in one of the stages, or of which there is anything
        for her: by what they are to her, and then in their order."""
        ledger, place = self.ledger, self.ledger.roll.place(persona)
        tiers = dict(those_with(place, ledger.tiers))
        mattering = {stage for stage, _ in those_with(place, ledger.involved)}
        recommended = set(those_with(place, ledger.recommended))

        def tier(stage: int, key: int) -> int | None:
            if stage not in mattering:
                return None
            return tiers.get(key) or (RECOMMENDED if (stage, key) in recommended else None)

        lines = []
        for key in formats:
            spots = tuple(self.spot((persona, stage, key), tier(stage, key)) for stage in stages)
            of_row = tiers.get(key) or untiered(spots)
            if of_row:
                lines.append(Line(key, ledger.formats[key].name, ledger.formats[key].slug, of_row, spots))
        return tuple(sorted(lines, key=lambda line: line.tier))

    def spot(self, place: Place, tier: int | None) -> Spot:
        pieces, task = self.pieces.get(place, NOTHING), self.planned.get(place, 0)
        return Spot(place[1], state_of(*pieces, bool(task)), tier, pieces[0], task)


def those_with(place: int, sets: Sets) -> list[tuple]:
    """The keys of those of the sets that the persona at the place belongs to."""
    return [key for key, bits in sets.items() if bits >> place & 1]


def untiered(spots: Iterable[Spot]) -> int | None:
    """What a content type is to a persona whose source it isn't; None where it needs no line."""
    if any(spot.tier for spot in spots):
        return RECOMMENDED
    return UNASKED if any(spot.count for spot in spots) else None


kept_places = kept_while(*MADE_OF)(Places)


def places_of(ledger: Ledger, keys: tuple[int, ...]) -> Places:
    """The cells of these personas, kept for a page of a few."""
    return kept_places(ledger, keys) if len(keys) <= FEW else Places(ledger, keys)
