"""Personas side by side, and the page on which they are picked."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from config.htmx import page_or_partial
from personas.comparison import Comparable, Comparison, compare_url
from personas.comparison.form import CompareForm
from personas.comparison.picks import FEWEST, MOST, picks_of
from personas.kept.pages import kept
from personas.links import CatalogueLinks
from personas.matrix.why import why
from personas.models import Persona, SavedView
from personas.views.downloads import FORMS, download

TO_PICK_FROM = 60


@require_safe
@kept()
def compare(request):
    """Two to eight personas (`?p=ada&p=bob`) side by side; fewer, or `choose`, lead to picking them."""
    picks = picks_of(request.GET.getlist("p"), request.user)
    if len(picks.personas) < FEWEST or "choose" in request.GET:
        return picker(request, picks)
    offered = Comparable.of_catalogue()
    form = CompareForm(request.GET, picks.names, offered.groups)
    comparison = comparison_of(form, picks, request.user, offered) if form.is_valid() else None
    context = {
        "section": "compare",
        "picks": picks,
        "chips": chips(picks),
        "can_add": len(picks.personas) < MOST,
        "form": form,
        "groups": tuple(offered.groups),
        "comparison": comparison,
        "matrix": comparison and comparison.matrix(form.cleaned_data["only"]),
        "sorting": comparison and comparison.sorting,
        "shown": comparison and shown_columns(form, picks.slugs),
        "why": asked_why(request, offered.subjects, picks.personas),
        "links": CatalogueLinks(request.user),
        "forms": tuple(FORMS),
        "saved_as": SavedView.Page.COMPARE,
    }
    part = ("includes/matrix_why.html", "why") if asks_why(request) else ("compare/_results.html", "results")
    return page_or_partial(request, "compare/compare.html", *part, context)


def chips(picks):
    """Each persona with the address of the comparison without her."""
    return [
        (persona, compare_url([slug for slug in picks.slugs if slug != persona.slug])) for persona in picks.personas
    ]


@require_safe
def compare_download(request, form):
    """The comparison at the same address, without the form, as a file."""
    picks = picks_of(request.GET.getlist("p"), request.user)
    address = f"{compare_url(())}{request.GET.urlencode()}"
    if len(picks.personas) < FEWEST:
        return redirect(address)
    offered = Comparable.of_catalogue()
    state = CompareForm(request.GET, picks.names, offered.groups)
    if not state.is_valid():
        return redirect(address)
    comparison = comparison_of(state, picks, request.user, offered)
    return download(request, form, comparison.matrix(state.cleaned_data["only"]), address)


def comparison_of(form, picks, user, offered) -> Comparison:
    return Comparison(picks.personas, user, offered, form.cleaned_data["facet"], form.cleaned_data["sort"])


def shown_columns(form, slugs) -> list[int]:
    """The numbers, from 1, of the two columns that a phone shows."""
    return [slugs.index(form.cleaned_data[side]) + 1 for side in ("one", "other")]


def asks_why(request) -> bool:
    return request.htmx.target == "why"


def asked_why(request, subjects, among):
    """The reason for the cell that the address names, None where it names none; and whether it names one at all."""
    address = request.GET.get("why", "")
    return {"asked": bool(address), "told": address and why(address, request.user, subjects, among)}


def picker(request, picks):
    """The page on which personas are ticked. `find` looks for those of a name; the ones ticked stay with it."""
    word = request.GET.get("find", "").replace("\0", "").strip()[:100]
    visible = Persona.objects.visible_to(request.user).exclude(slug__in=picks.slugs).select_related("type")
    found = visible.named(word) if word else visible.current()
    page = Paginator(found.order_by("type__order", "type__name", "name", "pk"), TO_PICK_FROM).page(1)
    context = {"section": "compare", "picks": picks, "page": page, "word": word}
    return render(request, "compare/pick.html", context, status=404 if picks.is_lost else 200)
