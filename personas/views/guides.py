"""The guides: all of them as a tree, and each by itself."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from personas.filters.guides import GuideFilter
from personas.guide_tree import branches, trail
from personas.kept.pages import kept
from personas.links import CatalogueLinks
from personas.models import Guide, SavedView
from personas.views.lists import PAGE_SIZE, filter_context, listing, page_of, title_of


@require_safe
@kept(made_of=lambda request: [Guide])
def guide_list(request):
    """All guides with their parts; narrowed down, each that remains with the guides that it is a part of."""
    filtered = GuideFilter(request.GET, Guide.objects.defer("body"), request.user)
    # The tree has them all: pages are for a list alone.
    pages = (filtered.qs, PAGE_SIZE) if filtered.is_narrowed else (filtered.guides, len(filtered.guides) or 1)
    context = page_of(request, *pages)
    context |= filter_context(filtered, SavedView.Page.GUIDES) | {
        "section": "guides",
        "title": title_of("Guides", filtered, context),
        "branches": filtered.tree,
        "is_empty": not filtered.tree,
        "found": [(each, trail(each, filtered.guides)) for each in context["page"] or [] if filtered.is_narrowed],
    }
    return listing(request, "guides/list.html", "guides/_results.html", context)


@require_safe
@kept()
def guide(request, slug):
    """One guide: where it belongs, its text, its parts and the guides beside it."""
    chosen = get_object_or_404(Guide.objects.select_related("page"), slug=slug)
    guides = list(Guide.objects.defer("body"))
    context = {
        "section": "guides",
        "guide": chosen,
        "trail": trail(chosen, guides),
        "branches": branches(guides, of=chosen),
        "beside": [other for other in guides if other.parent_id == chosen.parent_id],
        "links": CatalogueLinks(request.user),
    }
    return render(request, "guides/detail.html", context)
