"""The numbers behind the coverage of one journey: a few plain rows, counted by the database."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Q

from journeys.ages import old_before
from journeys.models import Asset, ContentTask, Journey, Stage, Touchpoint
from personas.models import ContentPreference, Persona

from .cells import State, state_of

# Where something is wanted: the primary keys of persona, stage and content type. There are tens of thousands of them,
# so they are plain tuples.
Place = tuple[int, int, int]
# How many assets there are in a place, how many of them have no broken link, and how many of these aren't old.
Pieces = tuple[int, int, int]


class Lack(NamedTuple):
    """What a persona lacks in a stage: how much the content type means to her, and the stage; `is_weak` where there is
    something, but old or with a broken link."""

    stage: int
    format: int
    tier: int
    involvement: int
    is_weak: bool


NOTHING = (0, 0, 0)
BROKEN = Q(link_state=Asset.Link.BROKEN)


@dataclass(frozen=True)
class Ledger:
    """A journey, as far as the user may see its personas. Every part is one query, whatever there is."""

    journey: Journey
    user: object

    @property
    def audience(self):
        """Those in use who matter anywhere in the journey."""
        marked = Touchpoint.objects.order_by().filter(stage__journey=self.journey).values("persona")
        return Persona.objects.visible_to(self.user).current().filter(pk__in=marked)

    @cached_property
    def stages(self) -> list[Stage]:
        return list(self.journey.stages.order_by("order", "pk"))

    @cached_property
    def types(self) -> dict[int, str]:
        """The address of the type of everybody in the audience."""
        return dict(self.audience.order_by().values_list("pk", "type__slug"))

    @cached_property
    def involved(self) -> dict[int, dict[int, int]]:
        """For each persona the stages that she matters in, with how much."""
        rows = Touchpoint.objects.order_by().filter(
            stage__journey=self.journey, persona__in=self.audience.values("pk")
        )
        return nested(rows.values_list("persona", "stage", "involvement"))

    @cached_property
    def tiers(self) -> dict[int, dict[int, int]]:
        """For each persona the content types that she takes up, with their tiers."""
        rows = ContentPreference.objects.order_by().filter(persona__in=self.audience.values("pk"))
        return nested(rows.values_list("persona", "content_format", "tier"))

    @cached_property
    def pieces(self) -> dict[Place, Pieces]:
        """What exists, where anything does."""
        opening = ~BROKEN
        fresh = opening & (Q(published_on__isnull=True) | Q(published_on__gte=old_before()))
        # Who may be seen is known already: asked of the database, too, it would begin with the personas.
        rows = Asset.objects.order_by().filter(stages__in=[stage.pk for stage in self.stages])
        counted = rows.values_list("personas", "stages", "content_format").annotate(
            there=Count("pk"), opening=Count("pk", filter=opening), fresh=Count("pk", filter=fresh)
        )
        return {row[:3]: row[3:] for row in counted if row[0] in self.types}

    @cached_property
    def planned(self) -> dict[Place, int]:
        """The to-do of every place that has one."""
        rows = ContentTask.objects.open().order_by().filter(stage__journey=self.journey)
        seen = rows.filter(persona__in=self.audience.values("pk"))
        found = seen.values_list("pk", "persona", "stage", "content_format")
        return {(persona, stage, key): pk for pk, persona, stage, key in found}

    def state(self, place: Place) -> State:
        return state_of(*self.pieces.get(place, NOTHING), place in self.planned)

    def is_wanted(self, place: Place) -> bool:
        persona, stage, key = place
        return stage in self.involved.get(persona, ()) and key in self.tiers.get(persona, ())

    @cached_property
    def lacks(self) -> dict[int, list[Lack]]:
        """For each persona the places that want a new piece and have none planned."""
        return {persona: self.lacks_of(persona) for persona in self.involved}

    def lacks_of(self, persona: int) -> list[Lack]:
        formats = self.tiers.get(persona, {})
        pieces, planned = self.pieces, self.planned
        return [
            # By its parts it would take three times as long to make, and there are tens of thousands.
            tuple.__new__(Lack, (stage, key, tier, involvement, there is not None))
            for stage, involvement in self.involved[persona].items()
            for key, tier in formats.items()
            if ((there := pieces.get((persona, stage, key))) is None or not there[2])
            and (persona, stage, key) not in planned
        ]


def nested(rows) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for outer, inner, value in rows:
        found[outer][inner] = value
    return dict(found)
