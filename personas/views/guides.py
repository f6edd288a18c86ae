"""The guides: all of them as a tree, and each by itself."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from personas.guide_tree import branches, trail
from personas.links import CatalogueLinks
from personas.models import Guide


@require_safe
def guide_list(request):
    """All guides with their parts."""
    tree = branches(Guide.objects.defer("body"))
    return render(request, "guides/list.html", {"section": "guides", "branches": tree})


@require_safe
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
