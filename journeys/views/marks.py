"""The grid in which editors say who matters in which stage: a click a cell, saved at once, to be taken back."""

import re

from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from config.htmx import page_or_partial
from journeys.asked import AskedTable
from journeys.boxes import CHOICES, Box, MarksTable
from journeys.marking import NOBODY, Marked, Refused, mark, needed_to_undo, permission, undo
from journeys.models import Journey, Stage, Touchpoint
from journeys.views.journeys import journey_of, may_mark
from personas.models import Persona

GRID = "journeys/marks.html"
CELL = re.compile(r"(\d{1,18})\.(\d{1,18})\.([0-3])\.([0-3])", re.ASCII)
INVOLVEMENT = re.compile(r"[0-3]", re.ASCII)


@require_safe
def marks(request, slug):
    """The grid of a journey."""
    context = grid_context(request, markable(request, slug))
    return page_or_partial(request, GRID, "journeys/_marks.html", "results", context)


@require_POST
def set_mark(request, slug):
    """One click: `cell` says persona, stage, what the click saw and what comes next; `set`, where it is given, is what
    it shall be instead; `sure` says that texts may go."""
    journey = markable(request, slug)
    persona, stage, was, to = clicked(request, journey)
    require(request.user, permission(was != NOBODY, to != NOBODY))
    try:
        marked = mark(persona=persona, stage=stage, to=to, was=was, by=request.user, sure="sure" in request.POST)
    except Refused as refused:
        return answer(request, journey, current(persona, stage), refused=refused)
    return answer(request, journey, current(persona, stage), marked=marked)


@require_POST
def undo_mark(request, slug):
    """Take one change back."""
    journey, token = markable(request, slug), request.POST.get("token", "")
    try:
        require(request.user, needed_to_undo(token=token, journey=journey, by=request.user))
        marked = undo(token=token, journey=journey, by=request.user)
    except Refused as refused:
        return answer(request, journey, None, refused=refused)
    box = current(marked.persona, marked.stage)
    return answer(request, journey, box, marked=marked, by_undo=True)


def markable(request, slug) -> Journey:
    """The journey whose cells the user may mark. Raises Http404 or PermissionDenied."""
    journey = journey_of(request, slug)
    if not may_mark(request.user):
        raise PermissionDenied
    return journey


def require(user, needed: str) -> None:
    """Raises PermissionDenied."""
    if not user.has_perm(needed):
        raise PermissionDenied


def clicked(request, journey: Journey) -> tuple[Persona, Stage, int, int]:
    """Whom and what a click is about, what it saw and what it is after. Raises Http404 for anything that isn't a cell
    of the journey that the user may see."""
    parts = CELL.fullmatch(request.POST.get("cell", ""))
    if parts is None:
        raise Http404("There is no such cell.")
    persona_pk, stage_pk, was, to = map(int, parts.groups())
    chosen = request.POST.get("set", "")
    to = int(chosen) if INVOLVEMENT.fullmatch(chosen) else to
    stage = get_object_or_404(journey.stages.select_related("journey__type"), pk=stage_pk)
    return get_object_or_404(Persona.objects.visible_to(request.user), pk=persona_pk), stage, was, to


def current(persona: Persona, stage: Stage) -> Box:
    """The cell as it is now."""
    touchpoints = Touchpoint.objects.filter(persona=persona, stage=stage).prefetch_related("format_links")
    return Box.of(persona, stage, touchpoints.first())


def answer(
    request,
    journey: Journey,
    box: Box | None,
    *,
    marked: Marked | None = None,
    refused: Refused | None = None,
    by_undo: bool = False,
):
    """What happened: the cell with a line about it where htmx asked, else the whole grid."""
    context = {
        "journey": journey,
        "set_url": set_url(journey),
        "box": box,
        "marked": marked,
        "refused": refused,
        "by_undo": by_undo,
    }
    if request.htmx:
        return render(request, "journeys/_mark_answer.html", context)
    return render(request, GRID, grid_context(request, journey) | context)


def set_url(journey: Journey) -> str:
    return reverse("journeys:set_mark", args=[journey.slug])


def grid_context(request, journey: Journey) -> dict:
    """The grid at the address: everybody of the journey's type, a page at a time."""
    asked = AskedTable(request, journey, table=MarksTable, all_of_type=True)
    context = asked.context | {
        "section": "journeys",
        "set_url": set_url(journey),
        "marking": True,
        "may_mark": True,
        "choices": CHOICES,
        "chosen": request.POST.get("set", ""),
    }
    if not asked.is_valid:
        return context
    try:
        matrix, rows, columns = asked.page()
    except InvalidPage:
        context["problems"].append("There is no such page of this journey.")
        return context
    shown = {"shown": asked.shown_columns(matrix), "sides": asked.sides(matrix)}
    return context | {"matrix": matrix, "rows_page": rows, "columns_page": columns} | shown
