"""Journeys for the search: by name, by the names of their stages in any wording, and by their descriptions."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from journeys.models import Journey, Stage, StageAlias
from personas.markdown import plain_text
from personas.search.catalogue.rows import also, first
from personas.search.highlight import excerpt, highlighted
from personas.search.indexing import holding
from personas.search.kinds import Found, Hit, Ranked, ranked
from personas.search.sources import register_source
from personas.search.words import Query

JOURNEY = register_source("journey", Journey, "name")
JOURNEY_TEXT = register_source("journey_text", Journey, "description")
STAGE = register_source("stage", Stage, "name")
STAGE_TEXT = register_source("stage_text", Stage, "description")
STAGE_ALIAS = register_source("stage_alias", StageAlias, "wording")


def journeys(query: Query, user, window: slice) -> Found:
    """Journeys that the user may see."""
    rows, more = first(
        Journey.objects.visible_to(user).filter(
            Q(pk__in=holding(JOURNEY, query)) | Q(pk__in=holding(JOURNEY_TEXT, query))
        ),
        ("pk", "name", "slug", "kind", "description"),
    )
    found = ranked(query, ((row, (row[1], plain_text(row[4]))) for row in rows))
    return Found([journey_hit(query, each) for each in found[window]], len(found), more)


def journey_hit(query: Query, found: Ranked) -> Hit:
    _, name, slug, kind, description = found.row
    return Hit(
        title=highlighted(query, name),
        url=Journey(slug=slug).get_absolute_url(),
        note=Journey.Kind(kind).label,
        excerpt=excerpt(query, description) if found.field else "",
    )


def stages(query: Query, user, window: slice) -> Found:
    """Stages of journeys that the user may see."""
    otherwise = StageAlias.objects.filter(pk__in=holding(STAGE_ALIAS, query)).order_by()
    rows, more = first(
        Stage.objects.filter(journey__in=Journey.objects.visible_to(user).order_by().values("pk")).filter(
            Q(pk__in=holding(STAGE, query))
            | Q(pk__in=otherwise.values("stage"))
            | Q(pk__in=holding(STAGE_TEXT, query))
        ),
        ("pk", "name", "description", "journey__name", "journey__slug"),
    )
    aliases = aliases_of([row[0] for row in rows])
    found = ranked(query, ((row, [row[1], *aliases[row[0]], plain_text(row[2])]) for row in rows))
    hits = [stage_hit(query, each, len(aliases[each.row[0]])) for each in found[window]]
    return Found(hits, len(found), more)


def aliases_of(stages: Sequence[int]) -> dict[int, list[str]]:
    """The aliases of the stages with these primary keys."""
    wordings = defaultdict(list)
    if stages:
        for alias in StageAlias.objects.filter(stage__in=stages).order_by("pk"):
            wordings[alias.stage_id].append(alias.wording)
    return wordings


def stage_hit(query: Query, found: Ranked, aliases: int) -> Hit:
    _, name, description, journey, slug = found.row
    return Hit(
        title=highlighted(query, name),
        url=Journey(slug=slug).get_absolute_url(),
        note=f"Stage of {journey}",
        excerpt=also(query, found) if found.field <= aliases else excerpt(query, description),
    )
