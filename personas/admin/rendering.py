"""Markdown as readers will see it, for the preview beside a text that is being written."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from personas.links import CatalogueLinks
from personas.markdown import render

LONGEST = 100_000  # characters
TOO_LONG = f"The preview shows texts of up to {LONGEST:,} characters. This one can be saved all the same."
# The page has its h1, and a block of the form its h2.
TOP_HEADING = 3


@require_POST
def render_markdown(request):
    """POST `text`: its HTML, safe to put into a page; 413 with a sentence when it is too long to be shown."""
    if not request.user.has_module_perms("personas"):
        raise PermissionDenied
    text = request.POST.get("text", "")
    if len(text) > LONGEST:
        return HttpResponse(TOO_LONG, status=413, content_type="text/plain; charset=utf-8")
    return HttpResponse(render(text, CatalogueLinks(request.user), TOP_HEADING))
