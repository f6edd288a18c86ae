"""The import in the admin: pages in, the plan to read, and only then the change."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from personas.handbook.apply import apply_plan
from personas.handbook.pages import HandbookError
from personas.handbook.plan import Kind

from .import_form import ImportForm
from .import_order import unsealed
from .plan_groups import plan_context

PERMISSIONS = ("personas.add_persona", "personas.change_persona")
OVERTAKEN = "The catalogue has changed since that plan was made, so nothing was written. This is the plan as of now."


def import_pages(request):
    """GET: the form. POST: the plan of the pages sent, or the form again with what is wrong. Never writes."""
    refuse_without_permission(request)
    if request.method != "POST":
        return form_page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            return plan_page(request, form.order)
    except HandbookError as error:
        form.add_error(None, str(error))
    return form_page(request, form)


@require_POST
def change_order(request):
    """The form again, filled as the order sealed in the plan says."""
    refuse_without_permission(request)
    try:
        return form_page(request, ImportForm.of(unsealed(request.POST.get("sealed", ""))))
    except HandbookError as error:
        return start_again(request, error)


@require_POST
def apply_pages(request):
    """Carries the plan out if it is still the plan that was read; else shows the new one, with nothing written."""
    refuse_without_permission(request)
    try:
        order = unsealed(request.POST.get("sealed", ""))
        plan = apply_if_unchanged(order, request.POST.get("fingerprint"), by=request.user)
        if plan is None:
            return plan_page(request, order, overtaken=True)
    except HandbookError as error:
        return start_again(request, error)
    messages.success(request, outcome(plan))
    return redirect("admin:personas_persona_changelist")


def apply_if_unchanged(order, fingerprint, *, by):
    """Plan again and apply, in one transaction.

    Returns the plan, or None with nothing written when it is not the plan of that fingerprint any more. Raises
    HandbookError when the pages can't be planned at all now.
    """
    with transaction.atomic():
        plan = order.plan()
        if plan.fingerprint != fingerprint:
            return None
        try:
            apply_plan(plan, by=by)
        except HandbookError:
            # Somebody else was quicker between our planning and our writing.
            return None
        return plan


def refuse_without_permission(request):
    """Raises PermissionDenied unless the user may add and change personas."""
    if not request.user.has_perms(PERMISSIONS):
        raise PermissionDenied


def form_page(request, form):
    """The page with the import's form."""
    context = page_context(request, "Import handbook pages") | {"form": form}
    return TemplateResponse(request, "admin/personas/import_form.html", context)


def plan_page(request, order, *, overtaken=False):
    """The plan of the order as of now. Raises HandbookError."""
    sealed = order.sealed()
    context = page_context(request, "What the import would change") | plan_context(order.plan())
    context |= {"order": order, "sealed": sealed, "overtaken": OVERTAKEN if overtaken else ""}
    return TemplateResponse(request, "admin/personas/import_plan.html", context, status=409 if overtaken else 200)


def page_context(request, title):
    """What every page of the admin needs, and the page's own title."""
    return admin.site.each_context(request) | {"title": title}


def start_again(request, error):
    """Back to an empty form, with the reason."""
    messages.error(request, str(error))
    return redirect("admin:personas_import")


def outcome(plan):
    """What was done, in one line of safe HTML with links to look at it."""
    counts = plan.counts()
    told = [Kind.NEW, Kind.CHANGED, Kind.GONE, Kind.UNCHANGED]
    summary = ", ".join(f"{counts.get(kind, 0)} {kind.label.lower()}" for kind in told if counts.get(kind))
    return format_html(
        'Imported: {}. Look at the <a href="{}">site</a>, the <a href="{}">guides</a> or the <a href="{}">facets</a>.',
        summary,
        reverse("personas:list"),
        reverse("admin:personas_guide_changelist"),
        reverse("admin:personas_facet_changelist"),
    )
