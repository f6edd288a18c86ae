"""Content types: by name, alias, or definition."""

from django.db.models import Q
from django.urls import reverse

from personas.markdown import plain_text
from personas.models import ContentFormat, ContentFormatAlias
from personas.search.highlight import excerpt, highlighted
from personas.search.indexing import holding
from personas.search.kinds import Found, Hit, Ranked, ranked
from personas.search.sources import register_source
from personas.search.words import Query

from .rows import also, first

FORMAT = register_source("format", ContentFormat, "name")
FORMAT_ALIAS = register_source("format_alias", ContentFormatAlias, "wording")
FORMAT_TEXT = register_source("format_text", ContentFormat, "description")


def content_types(query: Query, user, window: slice) -> Found:
    """Content types; everybody sees all of them."""
    named_otherwise = ContentFormatAlias.objects.filter(pk__in=holding(FORMAT_ALIAS, query)).order_by()
    rows, more = first(
        ContentFormat.objects.filter(
            Q(pk__in=holding(FORMAT, query))
            | Q(pk__in=named_otherwise.values("term"))
            | Q(pk__in=holding(FORMAT_TEXT, query))
        ),
        ("pk", "name", "slug", "description"),
    )
    aliases = aliases_of([row[0] for row in rows])
    found = ranked(query, ((row, texts_of(row, aliases)) for row in rows))
    hits = [format_hit(query, each, len(aliases.get(each.row[0], ()))) for each in found[window]]
    return Found(hits, len(found), more)


def aliases_of(formats: list[int]) -> dict[int, list[str]]:
    """The aliases of the content types with these primary keys."""
    wordings: dict[int, list[str]] = {}
    if formats:
        for alias in ContentFormatAlias.objects.filter(term__in=formats).order_by("pk"):
            wordings.setdefault(alias.term_id, []).append(alias.wording)
    return wordings


def texts_of(row: tuple, aliases: dict[int, list[str]]) -> list[str]:
    pk, name, _, description = row
    return [name, *aliases.get(pk, ()), plain_text(description)]


def format_hit(query: Query, found: Ranked, aliases: int) -> Hit:
    _, name, slug, description = found.row
    return Hit(
        title=highlighted(query, name),
        url=f"{reverse('personas:content_types')}#{slug}",
        excerpt=also(query, found) if found.field <= aliases else excerpt(query, description),
    )
