"""For whom what is recommended, there or planned: sets of the personas of a roll, as `mattering` has them.

`stages` are the primary keys of a journey's stages.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from journeys.ages import old_before
from journeys.aspects import COUNTED, MATTERING
from journeys.mattering import Reading, Sets
from journeys.models import Asset, ContentTask, Touchpoint, TouchpointFormat
from personas.census.roll import Roll
from personas.data_version import Mended

Stages = tuple[int, ...]
OF_PERSONAS, OF_STAGES = Asset.personas.through, Asset.stages.through
# All that they are made of.
MADE_OF = (MATTERING, TouchpointFormat, ContentTask, COUNTED, OF_PERSONAS, OF_STAGES)
KEPT = 8  # of a kind: of as many journeys

_recommended = Mended(MATTERING, TouchpointFormat, most=KEPT)
_pieces = Mended(OF_PERSONAS, COUNTED, OF_STAGES, most=KEPT)
_planned = Mended(ContentTask, most=KEPT)


def is_fresh(on: date) -> Q:
    """Of assets: the link isn't known to be broken, and it isn't old on that day."""
    return ~Q(link_state=Asset.Link.BROKEN) & (Q(published_on__isnull=True) | Q(published_on__gte=old_before(on)))


def recommended_in(stages: Stages, roll: Roll) -> Sets:
    """For whom each content type is recommended in each stage, by the stage and the content type."""
    rows = TouchpointFormat.objects.filter(touchpoint__stage__in=stages)
    reading = Reading(rows, ("touchpoint__stage", "content_format"), roll, "touchpoint__persona")

    def mended(before: Sets, personas: frozenset[int], touchpoints: frozenset[int]) -> Sets:
        return reading.mended(before, personas | people_of(Touchpoint.objects, "pk", touchpoints))

    return _recommended.recall((stages, roll), reading.everybody, mended)


def pieces_in(stages: Stages, roll: Roll, on: date) -> Sets:
    """For whom there is anything, by stage, content type and whether it is fresh on that day."""
    rows = Asset.objects.filter(stages__in=stages)
    rows = rows.annotate(fresh=Case(When(is_fresh(on), then=Value(True)), default=Value(False)))
    reading = Reading(rows, ("stages", "content_format", "fresh"), roll, "personas")

    def mended(before: Sets, personas: frozenset[int], *assets: frozenset[int]) -> Sets:
        return reading.mended(before, personas | people_of(OF_PERSONAS.objects, "asset", frozenset().union(*assets)))

    return _pieces.recall((stages, roll, on), reading.everybody, mended)


def planned_in(stages: Stages, roll: Roll) -> Sets:
    """For whom a piece is to be made, by stage and content type."""
    rows = ContentTask.objects.open().filter(stage__in=stages)
    reading = Reading(rows, ("stage", "content_format"), roll)
    return _planned.recall((stages, roll), reading.everybody, reading.mended)


def people_of(rows: QuerySet, field: str, keys: Collection[int]) -> frozenset[int]:
    """The personas of the rows with these keys in the field."""
    return frozenset(
        rows.filter(**{f"{field}__in": keys}).order_by().values_list("persona", flat=True) if keys else ()
    )
