"""What stands in the cells of some personas: plain rows, counted by the database."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from journeys.models import Asset, ContentTask, Touchpoint, TouchpointFormat
from personas.data_version import kept_while
from personas.models import ContentPreference

from .cells import RECOMMENDED, State, state_of
from .ledger import MADE_OF, Ledger, is_fresh

# Where something may be: the primary keys of persona, stage and content type.
Place = tuple[int, int, int]
# How many assets there are in a place, how many of them have no broken link, and how many are fresh.
Pieces = tuple[int, int, int]
NOTHING = (0, 0, 0)
FEW = 50  # more personas than that are more than a query should name: then all are read


@dataclass(frozen=True)
class Places:
    """The cells of the personas with these primary keys in the ledger's journey. Every part is one query, whatever
    there is."""

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
    def tiers(self) -> dict[int, dict[int, int]]:
        """For each persona the content types that she takes up, with their tiers."""
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for persona, key, tier in self.own(ContentPreference.objects).values_list("persona", "content_format", "tier"):
            found[persona][key] = tier
        return found

    @cached_property
    def stages(self) -> set[tuple[int, int]]:
        """Which persona matters in which stage."""
        rows = Touchpoint.objects.filter(stage__journey=self.ledger.journey)
        return set(self.own(rows).values_list("persona", "stage"))

    @cached_property
    def recommended(self) -> set[Place]:
        rows = TouchpointFormat.objects.filter(touchpoint__stage__journey=self.ledger.journey)
        rows = self.own(rows, "touchpoint__persona")
        return set(rows.values_list("touchpoint__persona", "touchpoint__stage", "content_format"))

    @cached_property
    def pieces(self) -> dict[Place, Pieces]:
        """What exists, where anything does."""
        rows = Asset.objects.filter(stages__in=[stage.pk for stage in self.ledger.stages])
        counted = (
            self.own(rows, "personas")
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
        rows = self.own(ContentTask.objects.open().filter(stage__journey=self.ledger.journey))
        found = rows.values_list("pk", "persona", "stage", "content_format")
        return {(persona, stage, key): pk for pk, persona, stage, key in found}

    def state(self, place: Place) -> State:
        return state_of(*self.pieces.get(place, NOTHING), place in self.planned)

    def tier(self, place: Place) -> int | None:
        """What the content type is to the persona there: a tier, or RECOMMENDED; None where it isn't wanted."""
        persona, stage, key = place
        if (persona, stage) not in self.stages:
            return None
        return self.tiers[persona].get(key) or (RECOMMENDED if place in self.recommended else None)

    def is_gap(self, place: Place) -> bool:
        return self.tier(place) is not None and self.state(place) == State.MISSING


kept_places = kept_while(*MADE_OF)(Places)


def places_of(ledger: Ledger, keys: tuple[int, ...]) -> Places:
    """The cells of these personas, kept for a page of a few."""
    return kept_places(ledger, keys) if len(keys) <= FEW else Places(ledger, keys)
