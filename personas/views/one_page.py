"""A persona beside its page: on one sheet of paper, as text, and among those around it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from personas.kept.pages import kept
from personas.one_page import OnePage
from personas.org_chart import org_chart
from personas.plain import text_of
from personas.views.personas import persona_of


@require_safe
@kept()
def one_page(request, slug):
    """The persona on one A4 page, made for printing and for PDF."""
    persona = persona_of(request, slug)
    context = {
        "section": "personas",
        "persona": persona,
        "sheet": OnePage(persona, request.user),
        "address": request.build_absolute_uri(persona.get_absolute_url()),
    }
    return render(request, "personas/one_page.html", context)


@require_safe
def text(request, slug):
    """The persona as plain text for a chat."""
    persona = persona_of(request, slug)
    address = request.build_absolute_uri(persona.get_absolute_url())
    return HttpResponse(text_of(OnePage(persona, request.user), address), content_type="text/plain; charset=utf-8")


@require_safe
@kept()
def around(request, slug):
    """The org chart around the persona: whom it reports to, who reports to it, and the family it is part of."""
    persona = persona_of(request, slug)
    context = {"section": "personas", "persona": persona, "chart": org_chart(persona, request.user)}
    return render(request, "personas/around.html", context)
