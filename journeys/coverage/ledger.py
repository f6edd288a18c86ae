"""The numbers behind the coverage of one journey: who lacks what and where, as sets of personas.

Where something is wanted, there or planned is read as a few rows, each with all personas of whom it is true. All that
the page counts comes of laying these sets over one another. What personas are called is no part of it, so that most
changes leave a ledger as it is, and it is kept.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone

from journeys.ages import old_before
from journeys.models import Asset, ContentTask, Journey, Stage, Touchpoint, TouchpointFormat
from journeys.options import Ranking, ranking_of
from personas.census import Census, Crowd
from personas.census.crowds import bits_of, union
from personas.census.reading import Listed, placed
from personas.census.roll import Roll
from personas.census.ties import other_ties
from personas.data_version import kept_while
from personas.models import ContentFormat, ContentPreference

from .cells import RECOMMENDED
from .counts import times_in

Tier = ContentPreference.Tier
# All that a ledger is made of, beside those whom it counts.
MADE_OF = (
    *(Stage, Touchpoint, TouchpointFormat, ContentFormat, ContentPreference, ContentTask),
    *(Asset, Asset.personas.through, Asset.stages.through),
)
KEPT = 8  # ledgers: of a journey, for those who see the same personas


class Lack(NamedTuple):
    """A new piece that is wanted and that nobody makes: where, of which content type, and how much it matters to whom
    lacks it; `is_weak` where there is something, but old or with a broken link."""

    stage: int
    format: int
    tier: int
    involvement: int
    is_weak: bool


def is_fresh(on: date) -> Q:
    """Of assets: the link isn't known to be broken, and it isn't old on that day."""
    return ~Q(link_state=Asset.Link.BROKEN) & (Q(published_on__isnull=True) | Q(published_on__gte=old_before(on)))


def ledger_of(journey: Journey, census: Census, user) -> "Ledger":
    """The journey's ledger of those personas in use whom the user may see."""
    return kept_ledger(journey.pk, census.in_use(user), census.roll, timezone.localdate())


class Ledger:
    """A journey, by its primary key, and what those of a roll who are `in_use` lack there on a day. Every part is one
    query, whatever there is, and read when it is first asked for."""

    def __init__(self, journey: int, in_use: Crowd, roll: Roll, on: date):
        self.journey = journey
        self.in_use = in_use
        self.roll = roll
        self.on = on
        self.nobody = Crowd(0, roll.size)
        # Beside every option of a filter stands a count of its own.
        self.count = lru_cache(maxsize=64)(self.counted)
        self.gaps_each = lru_cache(maxsize=16)(self.gaps_counted)
        self.ranking = lru_cache(maxsize=16)(self.ranked)
        self.row_count = lru_cache(maxsize=16)(self.rows_counted)

    @cached_property
    def stages(self) -> list[Stage]:
        return list(Stage.objects.filter(journey=self.journey).order_by("order", "pk"))

    @cached_property
    def formats(self) -> dict[int, ContentFormat]:
        """All content types in their order."""
        return {each.pk: each for each in ContentFormat.objects.only("name", "slug", "order")}

    def crowds(self, rows: QuerySet, *keys: str, whom: str = "persona") -> dict[tuple, Crowd]:
        """Of whom, by the field `whom`, there are rows with each combination of keys."""
        listed = rows.order_by().values_list(*keys).annotate(listed=Listed(whom))
        return {tuple(key): self.at(text) for *key, text in listed if text}

    def at(self, listed: str) -> Crowd:
        """The personas whose primary keys a text lists."""
        size = self.roll.size
        return Crowd(bits_of(placed(listed, self.roll.place), size), size)

    # Who matters where, and wants what

    @cached_property
    def involved(self) -> dict[tuple[int, int], Crowd]:
        """Who matters in each stage, by the stage and how much."""
        return self.crowds(Touchpoint.objects.filter(stage__journey=self.journey), "stage", "involvement")

    @cached_property
    def audience(self) -> Crowd:
        """Those in use who matter anywhere in the journey."""
        return self.in_use & self.any_of(self.involved.values())

    @cached_property
    def tiers(self) -> dict[tuple[int, int], Crowd]:
        """Who takes up each content type, by the content type and the tier."""
        known, size = other_ties(self.roll).preferences, self.roll.size
        pairs = (
            (key, tier, known.get((each.slug, tier))) for key, each in self.formats.items() for tier in Tier.values
        )
        return {(key, tier): union([group], size) for key, tier, group in pairs if group}

    @cached_property
    def recommended(self) -> dict[tuple[int, int], Crowd]:
        """For whom each content type is recommended in each stage, by the stage and the content type."""
        rows = TouchpointFormat.objects.filter(touchpoint__stage__journey=self.journey)
        return self.crowds(rows, "touchpoint__stage", "content_format", whom="touchpoint__persona")

    @cached_property
    def wanted(self) -> dict[tuple[int, int, int, int], Crowd]:
        """Who wants a piece: by stage, content type, what the content type is to them, and how much they matter there.

        Nobody stands under one stage and content type twice: what is among their sources has its tier, and
        RECOMMENDED is what the journey alone asks for.
        """
        return {
            (stage, key, tier, involvement): crowd
            for (stage, involvement), there in self.involved.items()
            for key in self.formats
            for tier, crowd in self.asking(there & self.audience, stage, key)
            if crowd.bits
        }

    def asking(self, there: Crowd, stage: int, key: int) -> Iterator[tuple[int, Crowd]]:
        """Who of those there wants the content type, by tier, and then those for whom the stage recommends it."""
        taken = self.nobody
        for tier in Tier.values:
            if (key, tier) in self.tiers:
                crowd = there & self.tiers[key, tier]
                taken |= crowd
                yield tier, crowd
        if (stage, key) in self.recommended:
            yield RECOMMENDED, there & self.recommended[stage, key] - taken

    # What there is

    @cached_property
    def pieces(self) -> dict[tuple[int, int, bool], Crowd]:
        """For whom there is anything, by stage, content type and whether it is fresh."""
        rows = Asset.objects.filter(stages__in=[stage.pk for stage in self.stages])
        rows = rows.annotate(fresh=Case(When(is_fresh(self.on), then=Value(True)), default=Value(False)))
        return self.crowds(rows, "stages", "content_format", "fresh", whom="personas")

    @cached_property
    def planned(self) -> dict[tuple[int, int], Crowd]:
        """For whom a piece is to be made, by stage and content type."""
        rows = ContentTask.objects.open().filter(stage__journey=self.journey)
        return self.crowds(rows, "stage", "content_format")

    @cached_property
    def lacks(self) -> dict[Lack, Crowd]:
        """Who has each lack."""
        nobody, found = self.nobody, {}
        for (stage, key, tier, involvement), crowd in self.wanted.items():
            fresh = self.pieces.get((stage, key, True), nobody)
            left = crowd - fresh - self.planned.get((stage, key), nobody)
            weak = left & self.pieces.get((stage, key, False), nobody)
            for some, is_weak in ((left - weak, False), (weak, True)):
                if some.bits:
                    found[Lack(stage, key, tier, involvement, is_weak)] = some
        return found

    def lacks_at(self, stages: Collection[int], formats: Collection[int]) -> Iterator[tuple[Lack, Crowd]]:
        """The lacks in these stages and of these content types, each with all who have it; none stand for all."""
        for lack, crowd in self.lacks.items():
            if (not stages or lack.stage in stages) and (not formats or lack.format in formats):
                yield lack, crowd

    def gaps_at(self, stages: Collection[int], formats: Collection[int]) -> Iterator[tuple[Lack, Crowd]]:
        """Those of these lacks where there is nothing at all."""
        return ((lack, crowd) for lack, crowd in self.lacks_at(stages, formats) if not lack.is_weak)

    # Counts; whoever gets one leaves it as it is

    def counted(self, people: Crowd, stages: frozenset[int], formats: frozenset[int]) -> Counter[Lack]:
        """How often each of these lacks is found among the people."""
        counts = {lack: (crowd & people).count() for lack, crowd in self.lacks_at(stages, formats)}
        return Counter({lack: count for lack, count in counts.items() if count})

    def gaps_counted(self, people: Crowd, stages: frozenset[int], formats: frozenset[int]) -> Counter[int]:
        """How many of these gaps each of the people has, by primary key."""
        counts = times_in((crowd & people for _, crowd in self.gaps_at(stages, formats)), self.roll.size)
        return Counter({key: count for key, count in zip(self.roll.keys, counts, strict=True) if count})

    def ranked(self, people: Crowd, stages: frozenset[int], formats: frozenset[int]) -> Ranking:
        """Who of the audience has most of these gaps, counted among the people."""
        return ranking_of(self.roll, self.audience, self.gaps_each(people, stages, formats))

    def rows_counted(self, crowd: Crowd) -> int:
        """How many pairs of one of the crowd and a content type that they want somewhere there are."""
        wanting: dict[int, Crowd] = defaultdict(lambda: self.nobody)
        for (_, key, _, _), some in self.wanted.items():
            wanting[key] |= some
        return sum((crowd & some).count() for some in wanting.values())

    def any_of(self, crowds: Iterable[Crowd]) -> Crowd:
        found = self.nobody
        for crowd in crowds:
            found |= crowd
        return found

    def lacking(self, stage: int, content_format: int) -> Crowd:
        """Who wants a piece there that doesn't exist and that nobody makes."""
        place = (stage, content_format)
        return self.any_of(
            crowd for lack, crowd in self.lacks.items() if (lack.stage, lack.format) == place and not lack.is_weak
        )


kept_ledger = kept_while(*MADE_OF, most=KEPT)(Ledger)
