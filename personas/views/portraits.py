"""The pictures of personas, for signed-in readers only."""

from pathlib import PurePath

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from personas.models import Persona
from personas.portraits import version_of

CONTENT_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
FOR_GOOD = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"


@require_safe
def portrait(request, slug):
    """The persona's portrait; “not found” when there is none, or when the user may not see the persona."""
    persona = persona_of(request, slug)
    return answer(request, persona, persona.portrait)


@require_safe
def portrait_small(request, slug):
    """The portrait in the size of lists; of an older persona the only one there is."""
    persona = persona_of(request, slug)
    return answer(request, persona, persona.portrait_small or persona.portrait)


def persona_of(request, slug) -> Persona:
    return get_object_or_404(Persona.objects.visible_to(request.user), slug=slug)


def answer(request, persona, picture):
    """The picture's file. Raises Http404 when there is none.

    The browser keeps it for itself: for good under the address that says which picture it is (`v`), else it asks each
    time whether it is still the one.
    """
    content_type = CONTENT_TYPES.get(PurePath(picture.name or "").suffix.lower())
    if content_type is None:
        raise Http404("This persona has no portrait.")
    try:
        changed = int(picture.storage.get_modified_time(picture.name).timestamp())
        response = get_conditional_response(request, last_modified=changed) or FileResponse(picture.open("rb"))
    except OSError as error:
        raise Http404("The portrait's file is missing.") from error
    response["Content-Type"] = content_type
    response["Cache-Control"] = FOR_GOOD if request.GET.get("v") == version_of(persona) else ASK_AGAIN
    response["Last-Modified"] = http_date(changed)
    response["X-Content-Type-Options"] = "nosniff"
    return response
