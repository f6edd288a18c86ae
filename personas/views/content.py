"""The content types, and whom each of them reaches."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from personas.links import CatalogueLinks
from personas.models import ContentFormat, ContentPreference, Persona


@require_safe
def content_types(request):
    """Every content type: what it is, an example, and the personas in use who take it up, by tier."""
    current = Persona.objects.visible_to(request.user).current()
    preferences = ContentPreference.objects.filter(persona__in=current).select_related("persona")
    formats = ContentFormat.objects.prefetch_related(
        Prefetch("preferences", preferences.order_by("tier", "persona__name", "pk"), to_attr="visible_preferences")
    )
    context = {"section": "content", "formats": formats, "links": CatalogueLinks(request.user)}
    return render(request, "content_types/list.html", context)
