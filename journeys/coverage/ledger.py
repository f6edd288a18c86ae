"""The numbers behind the coverage of one journey: who lacks what and where, as sets of personas.

All that the page counts comes of laying sets over one another: of who matters and what there is (`sets`), and of who
takes up what (the census). What personas are called is no part of it, so most changes leave a ledger as it is: it is
kept. Sets are bits of numbers in here; whoever asks for one gets a Crowd.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.utils import timezone

from journeys.mattering import Sets, involved
from journeys.models import Journey, Stage
from journeys.options import Ranking, ranking_of
from journeys.table import stages_of
from personas.census import Census, Crowd
from personas.census.crowds import union
from personas.census.roll import Roll
from personas.census.ties import preferences_of
from personas.data_version import kept_while
from personas.data_version.catalogue import TAKEN_UP
from personas.models import ContentFormat, ContentPreference

from . import sets
from .cells import RECOMMENDED
from .counts import times_in

TIERS = tuple(ContentPreference.Tier.values)
# All that a ledger is made of, beside those whom it counts.
MADE_OF = (Stage, ContentFormat, TAKEN_UP, *sets.MADE_OF)
KEPT = 8  # ledgers: of a journey, for those who see the same personas


class Lack(NamedTuple):
    """A new piece that is wanted and that nobody makes: where, of which content type, and how much it matters to whom
    lacks it; `is_weak` where there is something, but old or with a broken link."""

    stage: int
    format: int
    tier: int
    involvement: int
    is_weak: bool


def ledger_of(journey: Journey, census: Census, user) -> "Ledger":
    """The journey's ledger of those personas in use whom the user may see."""
    return kept_ledger(journey.pk, census.in_use(user), census.roll, timezone.localdate())


@kept_while(ContentFormat, most=1)
def formats_in_order() -> dict[int, ContentFormat]:
    return {each.pk: each for each in ContentFormat.objects.only("name", "slug", "order")}


class Ledger:
    """A journey, by its primary key, and what those of a roll who are `in_use` lack there on a day. Every part is one
    query, whatever there is, and read when it is first asked for."""

    def __init__(self, journey: int, in_use: Crowd, roll: Roll, on: date):
        self.journey = journey
        self.in_use = in_use
        self.roll = roll
        self.on = on
        # Beside every option of a filter stands a count of its own.
        self.count = lru_cache(maxsize=64)(self.counted)
        self.gaps_each = lru_cache(maxsize=16)(self.gaps_counted)
        self.ranking = lru_cache(maxsize=16)(self.ranked)
        self.row_count = lru_cache(maxsize=16)(self.rows_counted)

    @cached_property
    def stages(self) -> list[Stage]:
        return stages_of(self.journey)

    @cached_property
    def stage_keys(self) -> tuple[int, ...]:
        return tuple(stage.pk for stage in self.stages)

    @cached_property
    def formats(self) -> dict[int, ContentFormat]:
        """All content types in their order."""
        return formats_in_order()

    # Who matters where, and wants what

    @cached_property
    def involved(self) -> Sets:
        """Who matters in each stage, by the stage and how much."""
        return {key: bits for key, bits in involved(self.roll).items() if key[0] in self.stage_keys}

    @cached_property
    def audience(self) -> Crowd:
        """Those in use who matter anywhere in the journey."""
        return self.in_use & self.any_of(self.involved.values())

    @cached_property
    def tiers(self) -> Sets:
        """Who takes up each content type, by the content type and the tier."""
        known, size = preferences_of(self.roll), self.roll.size
        pairs = ((key, tier, known.get((each.slug, tier))) for key, each in self.formats.items() for tier in TIERS)
        return {(key, tier): union([group], size).bits for key, tier, group in pairs if group}

    @cached_property
    def recommended(self) -> Sets:
        return sets.recommended_in(self.stage_keys, self.roll)

    @cached_property
    def wanted(self) -> Sets:
        """Who wants a piece: by stage, content type, what the content type is to them, and how much they matter there.

        Nobody stands under one stage and content type twice: what is among their sources has its tier, and
        RECOMMENDED is what the journey alone asks for.
        """
        audience = self.audience.bits
        return {
            (stage, key, tier, involvement): some
            for (stage, involvement), there in self.involved.items()
            for key in self.formats
            for tier, some in self.asking(there & audience, stage, key)
            if some
        }

    def asking(self, there: int, stage: int, key: int) -> Iterator[tuple[int, int]]:
        """Who of those there wants the content type, by tier, and then those for whom the stage recommends it."""
        taken = 0
        for tier in TIERS:
            some = there & self.tiers.get((key, tier), 0)
            taken |= some
            yield tier, some
        yield RECOMMENDED, there & self.recommended.get((stage, key), 0) & ~taken

    # What there is

    @cached_property
    def pieces(self) -> Sets:
        return sets.pieces_in(self.stage_keys, self.roll, self.on)

    @cached_property
    def planned(self) -> Sets:
        return sets.planned_in(self.stage_keys, self.roll)

    @cached_property
    def lacks(self) -> dict[Lack, int]:
        """Who has each lack."""
        found = {}
        for (stage, key, tier, involvement), some in self.wanted.items():
            nothing_new, old = self.there[stage, key]
            left = some & nothing_new
            weak = left & old
            if left != weak:
                found[Lack(stage, key, tier, involvement, False)] = left ^ weak
            if weak:
                found[Lack(stage, key, tier, involvement, True)] = weak
        return found

    @cached_property
    def there(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For whom nothing is fresh or planned, and for whom there is something old, by stage and content type."""
        get, planned = self.pieces.get, self.planned.get
        return {
            (stage, key): (~get((stage, key, True), 0) & ~planned((stage, key), 0), get((stage, key, False), 0))
            for stage in self.stage_keys
            for key in self.formats
        }

    def lacks_at(self, stages: Collection[int], formats: Collection[int]) -> Iterator[tuple[Lack, int]]:
        """The lacks in these stages and of these content types, each with all who have it; none stand for all."""
        for lack, some in self.lacks.items():
            if (not stages or lack.stage in stages) and (not formats or lack.format in formats):
                yield lack, some

    def gaps_at(self, stages: Collection[int], formats: Collection[int]) -> Iterator[int]:
        """Who has each of those of these lacks where there is nothing at all."""
        return (some for lack, some in self.lacks_at(stages, formats) if not lack.is_weak)

    # Counts; whoever gets one leaves it as it is

    def counted(self, people: Crowd, stages: frozenset[int], formats: frozenset[int]) -> Counter[Lack]:
        """How often each of these lacks is found among the people."""
        counts = {lack: (some & people.bits).bit_count() for lack, some in self.lacks_at(stages, formats)}
        return Counter({lack: count for lack, count in counts.items() if count})

    def gaps_counted(self, people: Crowd, stages: frozenset[int], formats: frozenset[int]) -> Counter[int]:
        """How many of these gaps each of the people has, by primary key."""
        counts = times_in((some & people.bits for some in self.gaps_at(stages, formats)), self.roll.size)
        return Counter({key: count for key, count in zip(self.roll.keys, counts, strict=True) if count})

    def ranked(self, people: Crowd, stages: frozenset[int], formats: frozenset[int]) -> Ranking:
        """Who of the audience has most of these gaps, counted among the people."""
        return ranking_of(self.roll, self.audience, self.gaps_each(people, stages, formats))

    def rows_counted(self, crowd: Crowd) -> int:
        """How many pairs of one of the crowd and a content type that they want somewhere there are."""
        wanting: dict[int, int] = defaultdict(int)
        for (_, key, _, _), some in self.wanted.items():
            wanting[key] |= some
        return sum((crowd.bits & some).bit_count() for some in wanting.values())

    def any_of(self, some: Iterable[int]) -> Crowd:
        """Everybody in one of the sets."""
        found = 0
        for each in some:
            found |= each
        return Crowd(found, self.roll.size)

    def having(self, lack: Lack) -> Crowd:
        return Crowd(self.lacks[lack], self.roll.size)

    def lacking(self, stage: int, content_format: int) -> Crowd:
        """Who wants a piece there that doesn't exist and that nobody makes."""
        return self.any_of(self.gaps_at([stage], [content_format]))


kept_ledger = kept_while(*MADE_OF, most=KEPT)(Ledger)
