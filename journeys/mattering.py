"""Who matters in which stage: sets of the personas of a roll, as bits.

Sets are read as a few rows, each with all personas of whom it is true, and kept. After a change only what is of those
whose rows may have changed is read again.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from journeys.aspects import MATTERING
from journeys.models import Stage, Touchpoint
from personas.census import Crowd
from personas.census.crowds import bits_of
from personas.census.reading import Listed, placed
from personas.census.roll import Roll
from personas.data_version import Mended, kept_while

Sets = dict[tuple, int]  # nobody may change one
FEW = 200  # of more than so many personas nobody is told apart: all are read again
_involved = Mended(MATTERING)


@dataclass(frozen=True)
class Reading:
    """Rows that are of those whom their field `whom` names, put together by some `keys`."""

    rows: QuerySet
    keys: tuple[str, ...]
    roll: Roll
    whom: str = "persona"

    def everybody(self) -> Sets:
        """Of whom there are rows with each combination of keys."""
        return self.sets(self.rows)

    def sets(self, rows: QuerySet) -> Sets:
        listed = rows.order_by().values_list(*self.keys).annotate(listed=Listed(self.whom))
        there = {tuple(key): placed(text, self.roll.place) for *key, text in listed if text}
        return {key: bits_of(places, self.roll.size) for key, places in there.items() if places}

    def mended(self, before: Sets, personas: Collection[int]) -> Sets:
        """The same sets after rows of these personas have changed."""
        if len(personas) > FEW:
            return self.everybody()
        theirs = self.sets(self.rows.filter(**{f"{self.whom}__in": personas})) if personas else {}
        places = {self.roll.place(persona) for persona in personas} - {None}
        others = ~bits_of(places, self.roll.size)
        found = {key: before.get(key, 0) & others | theirs.get(key, 0) for key in {**before, **theirs}}
        return {key: bits for key, bits in found.items() if bits}


def involved(roll: Roll) -> Sets:
    """Who matters in each stage of all journeys, by the stage and how much."""
    reading = Reading(Touchpoint.objects.all(), ("stage", "involvement"), roll)
    return _involved.recall(roll, reading.everybody, reading.mended)


@kept_while(Stage, most=1)
def journeys_of_stages() -> dict[int, int]:
    """The journey of every stage, by primary keys."""
    return dict(Stage.objects.order_by().values_list("pk", "journey"))


def audiences(roll: Roll) -> dict[int, Crowd]:
    """Who matters anywhere in each journey, by its primary key; one in which nobody does is missing."""
    journey_of, found = journeys_of_stages(), defaultdict(int)
    for (stage, _), bits in involved(roll).items():
        if stage in journey_of:
            found[journey_of[stage]] |= bits
    return {journey: Crowd(bits, roll.size) for journey, bits in found.items()}
