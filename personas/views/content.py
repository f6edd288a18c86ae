"""The content types, and whom each of them reaches."""

from django.views.decorators.http import require_safe

from personas.census import Census
from personas.content_panels import content_panels_for
from personas.filters.content import ContentFilter
from personas.kept.pages import kept
from personas.links import CatalogueLinks
from personas.models import ContentFormat, SavedView
from personas.reached import reached_by
from personas.views.lists import filter_context, listing, page_of, title_of

# Pages elsewhere lead to a content type by an anchor, which only works on the first page.
PAGE_SIZE = 200


@require_safe
@kept()
def content_types(request):
    """Every content type: what it is, an example, and the first of the personas in use who take it up, by tier."""
    filtered = ContentFilter(request.GET, ContentFormat.objects.all(), request.user)
    order = filtered.setting("sort")
    formats = filtered.qs.with_reach(filtered.audience) if order == "reach" else filtered.qs
    context = page_of(request, formats.sorted_by(order), PAGE_SIZE)
    context |= filter_context(filtered, SavedView.Page.CONTENT) | {
        "section": "content",
        "title": title_of("Content types", filtered, context),
        "links": CatalogueLinks(request.user),
    }
    tell_more(list(context["page"] or []), filtered.census, request.user)
    return listing(request, "content_types/list.html", "content_types/_results.html", context)


def tell_more(formats: list[ContentFormat], census: Census, user) -> None:
    """Give each content type its `panels`, and in `tiers` those whom it reaches."""
    panels, tiers = content_panels_for(formats, user), reached_by(formats, census, user)
    for each in formats:
        each.panels, each.tiers = panels[each.pk], tiers[each.pk]
