"""One view, two answers: the whole page, or only the part of it that htmx is about to swap."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page_or_partial(request, template, partial, target, context):
    """Renders `partial` when htmx asks for the element whose id is `target`, else the whole `template`.

    The element decides, not the mere presence of htmx: a boosted link, or a browser that restores its history, comes
    through htmx, too, and needs the page. Both answers say that they depend on the header, as caches would otherwise
    serve one for the other.
    """
    response = render(request, partial if request.htmx.target == target else template, context)
    patch_vary_headers(response, ["HX-Target"])
    return response
