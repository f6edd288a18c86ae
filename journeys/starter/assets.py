"""The assets of the starter catalogue: made-up pieces of different ages, which leave gaps to be seen."""

import csv
from pathlib import Path

from django.db import transaction

from journeys.ages import months_before
from journeys.models import Asset, Stage
from personas.models import ContentFormat, Persona
from personas.starter.colleagues import colleagues_by_name
from personas.wording import lookup_key

FILE = Path(__file__).with_name("assets.csv")


@transaction.atomic
def load_assets() -> int:
    """Add the starter's assets where there is none yet; answers how many. Personas, stages, content types and
    colleagues that somebody took out are passed over."""
    if Asset.objects.exists():
        return 0
    formats = {content_format.key: content_format for content_format in ContentFormat.objects.all()}
    people = {persona.slug: persona for persona in Persona.objects.order_by()}
    stages = starter_stages()
    owners = colleagues_by_name()
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if lookup_key(row["content type"]) in formats]
    for row in rows:
        asset = Asset.objects.create(
            title=row["title"],
            url=row["address"],
            content_format=formats[lookup_key(row["content type"])],
            published_on=months_before(int(row["months"])) if row["months"] else None,
            owner=owners.get(row["owner"]),
            summary=row["summary"],
        )
        asset.personas.add(*(people[slug] for slug in row["personas"].split(",") if slug in people))
        asset.stages.add(*(stages[key] for name in row["stages"].split(",") if (key := lookup_key(name)) in stages))
    return len(rows)


def starter_stages() -> dict[str, Stage]:
    """The stages of the first buying journey, by their names and aliases."""
    first = Stage.objects.filter(journey__kind="buying").order_by("journey__order", "journey__name", "journey").first()
    if first is None:
        return {}
    own = Stage.objects.filter(journey=first.journey_id).prefetch_related("aliases").order_by("-order", "-pk")
    aliases = {alias.key: stage for stage in own for alias in stage.aliases.all()}
    return aliases | {stage.key: stage for stage in own}
