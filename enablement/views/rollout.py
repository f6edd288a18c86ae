"""The rollout: the matrix of teams and personas, its files, and who is late with what a team has to learn."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from enablement.models import Requirement
from enablement.rollout.filter import RolloutFilter
from enablement.rollout.grid import rollout_matrix
from enablement.rollout.standing import may_see_names, named_teams, people_of, with_shown
from personas.matrix.slides import MOST_SLIDES, slides_needed
from personas.models import Persona
from personas.views.downloads import FORMS, download
from personas.views.lists import filter_context, has_nothing, listing, page_of, title_of

PERSONAS_A_PAGE = 30
CELLS = (
    "How many of the team's members attended a session that teaches the persona, or watched its recording where that "
    "counts. “Stale”: the persona has changed in substance since they learned it. “Overdue”: the day by which the "
    "team had to learn it is over."
)


@require_safe
def rollout(request):
    """Personas × teams: how many are trained, since when, and how it stands with what teams have to learn."""
    filtered = RolloutFilter(request.GET, request.user, timezone.localdate())
    context = page_of(request, filtered.order, PERSONAS_A_PAGE)
    context |= filter_context(filtered, "rollout") | {
        "section": "enablement",
        "title": title_of("Rollout", filtered, context),
        "is_empty": not filtered.every_team or has_nothing(filtered, context["page"]),
        "forms": FORMS,
        "cells": CELLS,
    }
    if context["page"]:
        matrix = rollout_matrix(filtered.board, filtered.teams, in_order(context["page"]), of=len(filtered.order))
        context |= {
            "matrix": matrix,
            "no_slides": slides_needed(matrix, len(filtered.order), len(matrix.columns)) > MOST_SLIDES,
            "standings": filtered.standings,
            "named": named_teams(request.user, filtered.standings),
        }
    return listing(request, "enablement/rollout/rollout.html", "enablement/rollout/_results.html", context)


def in_order(keys) -> list[Persona]:
    found = Persona.objects.only("name", "role_label", "slug").in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


@require_safe
def rollout_download(request, form):
    """The whole rollout at the same address, all pages of it, as a file."""
    filtered = RolloutFilter(request.GET, request.user, timezone.localdate())
    address = f"{reverse('enablement:rollout')}?{request.GET.urlencode()}"
    if filtered.problems:
        return redirect(address)
    notes = [("Rows", chip.label) for chip in filtered.chips] + [("Cells", CELLS)]
    return download(
        request, form, rollout_matrix(filtered.board, filtered.teams, in_order(filtered.order)), address, notes
    )


@require_safe
def requirement_page(request, pk):
    """What a team has to learn, and who of it has or hasn't: for managers and the team itself."""
    if pk >= 2**63:
        raise Http404("There is no such requirement.")
    requirement = get_object_or_404(with_shown(Requirement.objects.all(), request.user), pk=pk)
    if not requirement.shown:
        raise Http404("There is no such requirement.")
    if not may_see_names(request.user, requirement):
        raise PermissionDenied
    still, done = people_of(requirement)
    today = timezone.localdate()
    context = {
        "section": "enablement",
        "requirement": requirement,
        "sessions": requirement.sessions.order_past(),
        "still": still,
        "done": done,
        "is_over": requirement.due_on is not None and requirement.due_on < today,
    }
    return render(request, "enablement/rollout/requirement.html", context)
