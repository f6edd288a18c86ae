"""Assets in the search: by title, then by what they say."""

from django.db.models import Q

from journeys.models import Asset
from personas.search.catalogue.rows import first
from personas.search.highlight import excerpt, highlighted
from personas.search.indexing import holding
from personas.search.kinds import Found, Hit, Ranked, ranked
from personas.search.sources import register_source
from personas.search.words import Query

TITLE = register_source("asset", Asset, "title")
SUMMARY = register_source("asset_text", Asset, "summary")


def assets(query: Query, user, window: slice) -> Found:
    """Assets; everybody sees all of them."""
    rows, more = first(
        Asset.objects.filter(Q(pk__in=holding(TITLE, query)) | Q(pk__in=holding(SUMMARY, query))),
        ("pk", "title", "summary"),
    )
    found = ranked(query, ((row, row[1:]) for row in rows))
    chosen = found[window]
    made = Asset.objects.select_related("content_format").in_bulk([each.row[0] for each in chosen])
    hits = [asset_hit(query, each, made[each.row[0]]) for each in chosen if each.row[0] in made]
    return Found(hits, len(found), more)


def asset_hit(query: Query, found: Ranked, asset: Asset) -> Hit:
    return Hit(
        title=highlighted(query, asset.title),
        url=asset.get_absolute_url(),
        note=asset.content_format.name,
        excerpt=excerpt(query, asset.summary) if found.field else "",
    )
