"""The content types, and whom each of them reaches."""

from collections.abc import Sequence

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from personas.census import current_census
from personas.census.keeping import one_census
from personas.content_panels import content_panels_for
from personas.data_version import kept_while
from personas.data_version.catalogue import STANDING, TAKEN_UP
from personas.filters.content import ContentFilter
from personas.kept.frames import framed
from personas.kept.own import open_part
from personas.kept.pages import kept
from personas.links import CatalogueLinks
from personas.models import ContentFormat, ContentFormatAlias, PersonaType, SavedView
from personas.reached import reached_by
from personas.views.lists import filter_context, listing, page_of, title_of

# Pages elsewhere lead to a content type by an anchor, which only works on the first page.
PAGE_SIZE = 200
# Which content types are shown, in which order, and the counts beside the options.
LIST = (ContentFormat, ContentFormatAlias, TAKEN_UP, PersonaType, STANDING)


def rows_of(request, keys: Sequence[str]) -> dict[str, SafeString]:
    """The content types with these primary keys: what each is, an example, and the first of the personas in use who
    take it up, by tier."""
    known = all_formats()
    formats = [known[int(key)] for key in keys if int(key) in known]
    panels = content_panels_for(formats, request.user)
    tiers = reached_by(formats, current_census(), request.user)
    row, links = get_template("content_types/_row.html"), CatalogueLinks(request.user)
    return {
        str(each.pk): row.render({"format": each, "panels": panels[each.pk], "tiers": tiers[each.pk], "links": links})
        for each in formats
    }


@kept_while(ContentFormat, most=1)
def all_formats() -> dict[int, ContentFormat]:
    """Every content type by its primary key."""
    return ContentFormat.objects.in_bulk()


@require_safe
@kept()
@one_census()
@framed(*LIST, fill=rows_of)
def content_types(request):
    """Every content type, with an open place for what there is to say about it."""
    filtered = ContentFilter(request.GET, ContentFormat.objects.all(), request.user)
    order = filtered.setting("sort")
    formats = filtered.qs.with_reach(filtered.audience) if order == "reach" else filtered.qs
    context = page_of(request, formats.sorted_by(order), PAGE_SIZE)
    context |= filter_context(filtered, SavedView.Page.CONTENT) | {
        "section": "content",
        "title": title_of("Content types", filtered, context),
        "rows": [open_part(str(each.pk)) for each in context["page"] or ()],
    }
    return listing(request, "content_types/list.html", "content_types/_results.html", context)
