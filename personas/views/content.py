"""The content types, and whom each of them reaches."""

from django.db.models import Prefetch
from django.views.decorators.http import require_safe

from personas.content_panels import content_panels_for
from personas.filters.content import ContentFilter
from personas.kept.pages import kept
from personas.links import CatalogueLinks
from personas.models import ContentFormat, ContentPreference, SavedView
from personas.views.lists import filter_context, listing, page_of, title_of

# Pages elsewhere lead to a content type by an anchor, which only works on the first page.
PAGE_SIZE = 200


@require_safe
@kept()
def content_types(request):
    """Every content type: what it is, an example, and the personas in use who take it up, by tier."""
    filtered = ContentFilter(request.GET, ContentFormat.objects.all(), request.user)
    preferences = ContentPreference.objects.filter(persona__in=filtered.audience).select_related("persona")
    formats = filtered.qs.with_reach(filtered.audience).prefetch_related(
        Prefetch("preferences", preferences.order_by("tier", "persona__name", "pk"), to_attr="visible_preferences")
    )
    context = page_of(request, formats.sorted_by(filtered.setting("sort")), PAGE_SIZE)
    context |= filter_context(filtered, SavedView.Page.CONTENT) | {
        "section": "content",
        "title": title_of("Content types", filtered, context),
        "links": CatalogueLinks(request.user),
    }
    add_panels(list(context["page"] or []), request.user)
    return listing(request, "content_types/list.html", "content_types/_results.html", context)


def add_panels(formats: list[ContentFormat], user) -> None:
    """Give each content type its `panels`."""
    panels = content_panels_for(formats, user)
    for each in formats:
        each.panels = panels[each.pk]
