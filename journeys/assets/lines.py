"""Assets as lines of the library, in plain values."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from journeys.assets.filter import OF_PERSONAS, OF_STAGES, stages_seen
from journeys.assets.querysets import AssetQuerySet
from journeys.models import Asset
from personas.census import Census
from personas.data_version import kept_while
from personas.querysets import may_see_drafts

OWNER = ("owner__first_name", "owner__last_name", "owner__username")
COLUMNS = ("pk", "title", "content_format__name", "published_on", "link_state", *OWNER)
LINKS = dict(Asset.Link.choices)


@dataclass(frozen=True)
class Rows:
    """COLUMNS of assets, for a paginator: they are counted without the tables that only lines need."""

    assets: AssetQuerySet

    def count(self) -> int:
        return self.assets.count()

    def __getitem__(self, window: slice) -> list[tuple]:
        return list(self.assets.values_list(*COLUMNS)[window])


class Line(NamedTuple):
    """What a line says of an asset; the names are those of the personas and stages that the reader may see."""

    pk: int
    title: str
    url: str
    content_format: str
    published_on: date | None
    owner: str
    link_state: str
    link: str
    personas: tuple[str, ...]
    stages: tuple[str, ...]


def lines_of(rows: Sequence[tuple], census: Census, user) -> list[Line]:
    """The assets whose COLUMNS these rows are, in their order."""
    keys = tuple(row[0] for row in rows)
    personas, stages = personas_of(keys, census, user), stages_of(keys, user)
    return [
        Line(
            pk,
            title,
            reverse("journeys:asset", args=[pk]),
            content_format,
            published_on,
            f"{first or ''} {last or ''}".strip() or username or "",
            state,
            LINKS[state],
            tuple(personas[pk]),
            tuple(stages[pk]),
        )
        for pk, title, content_format, published_on, state, first, last, username in rows
    ]


@kept_while(OF_PERSONAS)
def persona_links(assets: tuple[int, ...]) -> list[tuple[int, int]]:
    """Each of the assets with each of the personas it is for, by primary keys."""
    return list(OF_PERSONAS.objects.filter(asset__in=assets).order_by().values_list("asset", "persona"))


@kept_while(OF_STAGES)
def stage_links(assets: tuple[int, ...]) -> list[tuple[int, int]]:
    """Each of the assets with each of the stages it helps in, by primary keys."""
    return list(OF_STAGES.objects.filter(asset__in=assets).order_by().values_list("asset", "stage"))


def personas_of(assets: tuple[int, ...], census: Census, user) -> dict[int, list[str]]:
    """The names of those whom the user may see, by the asset."""
    seen, found = census.visible_to(user).flags, defaultdict(list)
    links = [(census.place(persona), asset) for asset, persona in persona_links(assets)]
    for place, asset in sorted(link for link in links if link[0] is not None):
        if seen[place]:
            found[asset].append(census.names[place][0])
    return found


def stages_of(assets: tuple[int, ...], user) -> dict[int, list[str]]:
    """The names of those whose journey the user may see, by the asset."""
    helped, found = defaultdict(list), defaultdict(list)
    for asset, stage in stage_links(assets):
        helped[stage].append(asset)
    for stage, _, name in stages_seen(may_see_drafts(user)):
        for asset in helped.get(stage, ()):
            found[asset].append(name)
    return found
