"""The coverage of a journey, its files, and planning what is missing."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from journeys.content_tasks import plan_pieces
from journeys.coverage.filter import CoverageFilter
from journeys.coverage.grid import Grid, for_slides
from journeys.coverage.ledger import MADE_OF
from journeys.coverage.pieces import HOW, Piece, pieces_for
from journeys.coverage.plan_form import PlanForm
from journeys.models import Journey, Stage
from journeys.people import people
from journeys.places import choice_in_place, naming_personas, once
from personas.data_version import kept_while
from personas.data_version.catalogue import STANDING
from personas.data_version.registry import Numbered
from personas.filters.personas import keys_in
from personas.kept.frames import framed
from personas.kept.own import open_part
from personas.kept.pages import kept
from personas.matrix.slides import MOST_SLIDES, slides_needed
from personas.matrix.subjects import Who
from personas.models import ContentFormat, ContentPreference, Persona, PersonaType
from personas.querysets import may_see_drafts
from personas.views.downloads import FORMS, download
from personas.views.lists import filter_context, listing, page_of, title_of

PERSONAS_A_PAGE = 8
MOST_PLANNED = 60  # others on the form that plans a piece
MOST_BACK = 2000  # letters of an address
SAVED_AS = "coverage"
ROWS = "rows"
BARS = "In how many of the stages nothing exists and nothing is planned."


def may_plan(user) -> bool:
    return user.has_perm("journeys.add_contenttask")


# What the page is made of, beside what names personas.
PAGE = (*MADE_OF, Journey, PersonaType, STANDING)


@kept_while(Journey)
def journeys_seen(drafts: bool) -> list[Journey]:
    """The journeys; those that are `drafts`, too."""
    return list(Journey.objects.all() if drafts else Journey.objects.published())


def asked_coverage(request) -> CoverageFilter | None:
    """What the address asks for; None where the user sees no journey."""
    journeys = journeys_seen(may_see_drafts(request.user))
    return once(request, lambda: CoverageFilter(request.GET, journeys, request.user) if journeys else None)


def names_on_page(request, places: Sequence[str]) -> dict[str, str]:
    """What names personas: those to choose from and, where the page has any, its rows and the pieces to make."""
    filtered = asked_coverage(request) if places else None
    if filtered is None:
        return {}
    names = choice_in_place(request, filtered.choice)
    return names | {ROWS: rows_of_page(request, filtered)} if ROWS in places else names


def rows_of_page(request, filtered: CoverageFilter) -> str:
    page = page_of(request, filtered.order, PERSONAS_A_PAGE)["page"]
    context = {"request": request, "saved_as": SAVED_AS, "forms": tuple(FORMS), "may_plan": may_plan(request.user)}
    context |= matrix_context(request, filtered, list(page), len(filtered.order))
    return get_template("journeys/coverage/_rows.html").template.render(Context(context))


def naming_more(request) -> Sequence[Numbered]:
    """Names may say who is shown at all."""
    return (Persona,) if request.GET.get("q") else naming_personas(request)


@require_safe
@kept()
@framed(*PAGE, fill=names_on_page, further=naming_more)
def coverage(request):
    """Personas and content types × stages of a journey: what exists, what is missing, what is old, what to make."""
    filtered = asked_coverage(request)
    if filtered is None:
        return render(request, "journeys/coverage/none.html", {"section": "coverage"})
    context = page_of(request, filtered.order, PERSONAS_A_PAGE)
    context |= filter_context(filtered, SAVED_AS) | {
        "section": "coverage",
        "title": title_of(f"Content coverage: {filtered.chosen_journey}", filtered, context),
        "journeys": journey_links(filtered),
        "tally": tally(filtered),
        "rows": open_part(ROWS),
    }
    return listing(request, "journeys/coverage/coverage.html", "journeys/coverage/_results.html", context)


def journey_links(filtered: CoverageFilter) -> tuple[tuple[str, str, bool], ...]:
    """Every journey's name with the address of its coverage, narrowed down in the same way, and whether it is the one
    shown; stages are each journey's own."""
    return tuple(
        (name, filtered.query(journey=[slug], stage=[]), slug == filtered.chosen_journey.slug)
        for slug, name in filtered.journeys.items()
    )


def matrix_context(request, filtered: CoverageFilter, keys: list[int], of: int) -> dict:
    """The page of the matrix, and what to make next."""
    back = request.GET.urlencode()[:MOST_BACK]
    grid = grid_of(filtered, may_plan=may_plan(request.user), back=back)
    matrix = grid.matrix(caption_of(filtered), people(keys), of=of)
    rows = filtered.ledger.row_count(filtered.shown)
    return {
        "matrix": matrix,
        "gaps": tally(filtered)["gaps"],
        "pieces": pieces_of(filtered, back),
        "how": HOW,
        "no_slides": slides_needed(matrix, rows, len(matrix.columns)) > MOST_SLIDES,
    }


def grid_of(filtered: CoverageFilter, **more) -> Grid:
    """The stages and content types shown; `more` are further fields of the grid."""
    stages = tuple(stage.pk for stage in filtered.stages)
    return Grid(filtered.ledger, stages, tuple(filtered.shown_formats), only_gaps=filtered.only_gaps, **more)


def caption_of(filtered: CoverageFilter) -> str:
    return f"Content coverage: {filtered.chosen_journey.name}"


def tally(filtered: CoverageFilter) -> dict[str, int]:
    """How many gaps there are, how many of them in primary content types, and how many places are weak."""
    gaps = {lack: count for lack, count in filtered.lacks.items() if not lack.is_weak}
    return {
        "gaps": sum(gaps.values()),
        "primary": sum(count for lack, count in gaps.items() if lack.tier == ContentPreference.Tier.PRIMARY),
        "weak": filtered.lacks.total() - sum(gaps.values()),
    }


class Shown(NamedTuple):
    """A piece to make as the page tells of it, with a persona for whom it counts most, and where it is planned."""

    content: str
    stage: str
    persona: str
    score: str
    reason: str
    serves: int
    url: str


def pieces_of(filtered: CoverageFilter, back: str) -> tuple[Shown, ...]:
    """The next pieces to make."""
    found = pieces_for(filtered.ledger, filtered.people, *filtered.keys_in(filtered.state))
    pieces = [(piece, filtered.first_with(piece.best)) for piece in found]
    best = {each.pk: each for each in people([key for _, key in pieces])}
    stages = {stage.pk: stage for stage in filtered.ledger.stages}
    return tuple(
        shown(piece, stages[piece.stage], filtered.formats[piece.format], best[key], back)
        for piece, key in pieces
        if key in best
    )


def shown(piece: Piece, stage: Stage, content_format: ContentFormat, best: Who, back: str) -> Shown:
    query = {"persona": best.slug, "stage": stage.pk, "content": content_format.slug, "back": back, "all": 1}
    url = f"{reverse('journeys:plan')}?{urlencode(query)}"
    return Shown(content_format.name, stage.name, best.name, piece.shown_score, piece.reason, piece.serves, url)


@require_safe
def coverage_download(request, form):
    """The whole coverage at the same address, all pages of it, as a file."""
    filtered = asked_coverage(request)
    if filtered is None:
        raise Http404("There is no journey.")
    address = f"{reverse('journeys:coverage')}?{request.GET.urlencode()}"
    if filtered.problems:
        return redirect(address)
    matrix = grid_of(filtered).matrix(caption_of(filtered), people(filtered.order))
    notes = [("Rows", chip.label) for chip in filtered.chips]
    notes += [("Bars", BARS), *(("Cells", words) for _, words in matrix.legend)]
    return download(request, form, for_slides(matrix) if form == "pptx" else matrix, address, notes)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request):
    """GET: the form that plans the piece which the address names; with `all`, for everybody shown who lacks it. POST:
    plans it."""
    if not may_plan(request.user):
        raise PermissionDenied
    persona, stage, content_format = asked_piece(request)
    query = request.GET.get("back", "")[:MOST_BACK] or f"journey={stage.journey.slug}"
    back = f"{reverse('journeys:coverage')}?{query}"
    lacking, more = others_lacking(request, query, persona, stage, content_format)
    form = PlanForm(request.POST or None, lacking=lacking, initial={"others": lacking if "all" in request.GET else ()})
    if form.is_valid() and (said := planned(request, form, persona, stage, content_format)):
        messages.success(request, said)
        return redirect(back)
    context = {
        "section": "coverage",
        "form": form,
        "persona": persona,
        "stage": stage,
        "format": content_format,
        "more": more,
        "back": back,
    }
    return render(request, "journeys/coverage/plan.html", context, status=422 if form.is_bound else 200)


def planned(request, form: PlanForm, persona, stage, content_format) -> str:
    """Plan it for the persona and the others; answers what was done, or nothing with the reason in the form."""
    values = dict(form.cleaned_data)
    personas = [persona, *values.pop("others")]
    try:
        plan_pieces(by=request.user, personas=personas, stage=stage, content_format=content_format, **values)
    except ValidationError as error:
        form.refuse(error)
        return ""
    whom = persona if len(personas) == 1 else f"{len(personas)} personas"
    return f"Planned: {content_format} for {whom}, {stage}."


def others_lacking(request, query: str, persona, stage, content_format) -> tuple[QuerySet[Persona], int]:
    """Who else of those that the coverage shows at the address lacks the piece, at most as many as a form can offer,
    and how many more there are."""
    data = QueryDict(query, mutable=True)
    data["journey"] = stage.journey.slug
    filtered = CoverageFilter(data, [stage.journey], request.user)
    ledger = filtered.ledger
    people = ledger.audience if filtered.problems else filtered.people
    keys = ledger.roll.keys_of(ledger.lacking(stage.pk, content_format.pk) & people)
    keys = [key for key in keys if key != persona.pk]
    found = Persona.objects.filter(pk__in=keys[:MOST_PLANNED]).order_by("name", "role_label", "pk")
    return found, len(keys[MOST_PLANNED:])


def asked_piece(request) -> tuple[Persona, Stage, ContentFormat]:
    """For whom, where and what, as the address says. Raises Http404 for what the user sees none of."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("persona", "stage", "content")}
    journeys = Journey.objects.visible_to(request.user)
    personas = Persona.objects.visible_to(request.user).current()
    stages = Stage.objects.filter(journey__in=journeys, pk__in=keys_in([asked["stage"]])).select_related("journey")
    return (
        get_object_or_404(personas, slug=asked["persona"]),
        get_object_or_404(stages),
        get_object_or_404(ContentFormat, slug=asked["content"]),
    )
