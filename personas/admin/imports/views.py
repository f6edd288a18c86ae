"""The import in the admin: pages in, the plan to read and to choose from, and only then the change."""

from collections.abc import Generator
from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from config.access import audit
from personas.growing import grown
from personas.handbook.apply import MEANWHILE, apply_steps
from personas.handbook.pages import HandbookError
from personas.handbook.plan import Plan
from personas.handbook.progress import finish
from personas.handbook.selection import selected
from personas.handbook.tables import tables

from .choices import with_choices
from .form import ImportForm
from .order import unsealed
from .outcome import outcome_of
from .plan_groups import plan_context
from .plan_summary import summary_of

PERMISSIONS = ("personas.add_persona", "personas.change_persona")
OVERTAKEN = "The catalogue has changed since that plan was made, so nothing was written. This is the plan as of now."
NOTHING_TAKEN = "Nothing is ticked, so nothing was written. Tick what shall be taken."
PLAN_TITLE = "What the import would change"


def import_pages(request):
    """GET: the form. POST: the plan of the pages sent, or the form again with what is wrong. Never writes."""
    refuse_without_permission(request)
    if request.method != "POST":
        return form_page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            return plan_answer(request, form.order)
    except HandbookError as error:
        form.add_error(None, str(error))
    return form_page(request, form)


@require_POST
def change_order(request):
    """The form again, filled as the order sealed in the plan says; what was ticked is kept for the next plan."""
    refuse_without_permission(request)
    try:
        order = with_choices(unsealed(request.POST.get("sealed", "")), request.POST)
        return form_page(request, ImportForm.of(order))
    except HandbookError as error:
        return start_again(request, error)


@require_POST
def plan_again(request):
    """The plan as of now, with what was ticked and with unknown words read as the form says. Never writes."""
    refuse_without_permission(request)
    try:
        return plan_answer(request, with_choices(unsealed(request.POST.get("sealed", "")), request.POST))
    except HandbookError as error:
        return start_again(request, error)


@require_POST
def apply_pages(request):
    """Carries out what is taken of the plan if it is still the plan that was read; else says so, with nothing
    written."""
    refuse_without_permission(request)
    try:
        order = with_choices(unsealed(request.POST.get("sealed", "")), request.POST)
        steps = steps_if_unchanged(order, request.POST.get("fingerprint"), by=request.user)
        if order.is_large:
            expected = 2 * len(order.pages) + 1 + len(tables())
            end = ended_by(request, order, steps)
            return growing_page(request, page_context(request, "Importing"), end, expected)
        done = finish(steps)
        if done.problem:
            return plan_page(request, order, done.problem)
    except HandbookError as error:
        return start_again(request, error)
    context = page_context(request, "Imported") | outcome_of(done.plan, offered=done.offered, user=request.user)
    return TemplateResponse(request, "admin/personas/imports/result.html", context)


@dataclass(frozen=True)
class Done:
    """What came of applying: the plan as it was written, and how many lines could have been taken; or why nothing
    was written."""

    plan: Plan | None = None
    offered: int = 0
    problem: str = ""


def steps_if_unchanged(order, fingerprint, *, by) -> Generator[str, None, Done]:
    """Plan again and apply what is taken, in one transaction, step by step.

    Nothing is written when it is not the plan of that fingerprint any more, or when nothing is taken. Raises
    HandbookError when the pages can't be planned at all now.
    """
    with transaction.atomic():
        plan = yield from order.plan_steps()
        if plan.fingerprint != fingerprint:
            return Done(problem=OVERTAKEN)
        taken = selected(plan, order.choices)
        if plan.changes_anything and not taken.changes_anything:
            return Done(problem=NOTHING_TAKEN)
        try:
            yield from apply_steps(taken, by=by, with_guesses=True)
        except HandbookError as error:
            # Somebody else was quicker between our planning and our writing, or the choice doesn't hold together.
            return Done(problem=OVERTAKEN if str(error) == MEANWHILE else str(error))
        if taken.changes_anything:
            names = ", ".join(page.name for page in order.pages)
            audit.record("brought_in", by=by, subject="Handbook pages", detail=names)
        return Done(taken, sum(1 for line in plan.lines if line.key))


def ended_by(request, order, steps: Generator[str, None, Done]) -> Generator[str, None, str]:
    """The steps, and then the end of the growing page: what changed, or why nothing did."""
    try:
        done = yield from steps
    except HandbookError as error:
        return problem_html(request, order, str(error))
    if done.problem:
        return problem_html(request, order, done.problem)
    context = outcome_of(done.plan, offered=done.offered, user=request.user)
    return render_to_string("admin/personas/imports/_result.html", context, request)


def problem_html(request, order, problem: str) -> str:
    """The end of a growing page on which nothing was written, with buttons that go on from there."""
    context = {"problem": problem, "sealed": order.sealed()}
    return render_to_string("admin/personas/imports/_problem.html", context, request)


def refuse_without_permission(request):
    """Raises PermissionDenied unless the user may add and change personas."""
    if not request.user.has_perms(PERMISSIONS):
        raise PermissionDenied


def form_page(request, form):
    """The page with the import's form."""
    context = page_context(request, "Import handbook pages") | {"form": form}
    return TemplateResponse(request, "admin/personas/imports/form.html", context)


def plan_answer(request, order):
    """The plan of the order as of now, with progress where it takes long. Raises HandbookError."""
    if not order.is_large:
        return plan_page(request, order)
    order.sealed()
    context = page_context(request, PLAN_TITLE)
    return growing_page(request, context, plan_end(request, order), 2 * len(order.pages) + 1)


def growing_page(request, context: dict, end: Generator[str, None, str], expected: int):
    """The page that tells the steps, at most as many as expected, and ends as they say."""
    broken = "admin/personas/imports/_broken.html"
    return grown(request, "admin/personas/imports/progress.html", context, end, expected=expected, broken=broken)


def plan_end(request, order) -> Generator[str, None, str]:
    """The steps of planning, and then the plan as the end of a growing page."""
    try:
        plan = yield from order.plan_steps()
    except HandbookError as error:
        return problem_html(request, order, str(error))
    return render_to_string("admin/personas/imports/_plan.html", context_of_plan(order, plan), request)


def plan_page(request, order, problem=""):
    """The plan of the order as of now. Raises HandbookError."""
    plan = order.plan()
    context = page_context(request, PLAN_TITLE) | context_of_plan(order, plan) | {"problem": problem}
    status = 409 if problem and problem != NOTHING_TAKEN else 200
    return TemplateResponse(request, "admin/personas/imports/plan.html", context, status=status)


def context_of_plan(order, plan) -> dict:
    context = {"order": order, "sealed": order.sealed(), "summary": summary_of(plan)}
    return context | plan_context(plan, order.choices)


def page_context(request, title):
    """What every page of the admin needs, and the page's own title."""
    return admin.site.each_context(request) | {"title": title}


def start_again(request, error):
    """Back to an empty form, with the reason."""
    messages.error(request, str(error))
    return redirect("admin:personas_import")
