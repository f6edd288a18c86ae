"""Assets as lines of the library, in plain values."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from journeys.models import Asset, Journey
from personas.census import Census

OWNER = ("owner__first_name", "owner__last_name", "owner__username")
COLUMNS = ("pk", "title", "content_format__name", "published_on", "link_state", *OWNER)
LINKS = dict(Asset.Link.choices)


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
    """The assets whose COLUMNS these rows are, in their order. Two queries beside those of the census."""
    keys = [row[0] for row in rows]
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


def personas_of(assets: list[int], census: Census, user) -> dict[int, list[str]]:
    """The names of those whom the user may see, by the asset."""
    rows = Asset.personas.through.objects.filter(asset__in=assets).order_by().values_list("asset", "persona")
    seen, found = census.visible_to(user).flags, defaultdict(list)
    places = sorted((census.place(persona), asset) for asset, persona in rows if census.place(persona) is not None)
    for place, asset in places:
        if seen[place]:
            found[asset].append(census.names[place][0])
    return found


def stages_of(assets: list[int], user) -> dict[int, list[str]]:
    """The names of those whose journey the user may see, by the asset."""
    found = defaultdict(list)
    rows = Asset.stages.through.objects.filter(asset__in=assets, stage__journey__in=Journey.objects.visible_to(user))
    ordered = rows.order_by("stage__journey__order", "stage__journey", "stage__order", "stage")
    for asset, name in ordered.values_list("asset", "stage__name"):
        found[asset].append(name)
    return found
