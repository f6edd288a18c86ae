"""The pictures of personas, for signed-in readers only."""

from pathlib import PurePath

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from personas.models import Persona

CONTENT_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@require_safe
def portrait(request, slug):
    """The persona's portrait; “not found” when there is none, or when the user may not see the persona.

    The browser keeps it for itself, and asks each time whether it is still the one: a new one has the old address.
    """
    picture = get_object_or_404(Persona.objects.visible_to(request.user), slug=slug).portrait
    content_type = CONTENT_TYPES.get(PurePath(picture.name or "").suffix.lower())
    if content_type is None:
        raise Http404("This persona has no portrait.")
    try:
        changed = int(picture.storage.get_modified_time(picture.name).timestamp())
        response = get_conditional_response(request, last_modified=changed) or FileResponse(picture.open("rb"))
    except OSError as error:
        raise Http404("The portrait's file is missing.") from error
    response["Content-Type"] = content_type
    response["Cache-Control"] = "private, no-cache"
    response["Last-Modified"] = http_date(changed)
    response["X-Content-Type-Options"] = "nosniff"
    return response
