"""Guides: by title, and after those by their text."""

from django.db.models import Q

from personas.models import Guide
from personas.search.highlight import excerpt, highlighted
from personas.search.indexing import holding
from personas.search.kinds import Found, Hit, ranked
from personas.search.sources import register_source
from personas.search.words import Query

from .rows import first

GUIDE = register_source("guide", Guide, "title")
GUIDE_TEXT = register_source("guide_text", Guide, "body")


def guides(query: Query, user, window: slice) -> Found:
    """Guides; everybody sees all of them."""
    rows, more = first(
        Guide.objects.filter(Q(pk__in=holding(GUIDE, query)) | Q(pk__in=holding(GUIDE_TEXT, query))), ("pk", "title")
    )
    titled = [found.row for found in ranked(query, ((row, (row[1],)) for row in rows))]
    told = sorted(set(rows) - set(titled), key=lambda row: (row[1].casefold(), row[0]))
    chosen = [*titled, *told][window]
    found = Guide.objects.in_bulk([pk for pk, _ in chosen])
    by_text = set(told)
    hits = [guide_hit(query, found[row[0]], by_text=row in by_text) for row in chosen if row[0] in found]
    return Found(hits, len(rows), more)


def guide_hit(query: Query, guide: Guide, *, by_text: bool) -> Hit:
    return Hit(
        title=highlighted(query, guide.title),
        url=guide.get_absolute_url(),
        excerpt=excerpt(query, guide.body) if by_text else "",
    )
