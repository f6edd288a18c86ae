"""Tables in the admin: the catalogue as CSV or XLSX, out and in again by way of a preview."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from config.access import audit
from personas.models import Persona
from personas.spreadsheets.bringing_in import Preview, bring_in, preview_of
from personas.spreadsheets.errors import SheetError
from personas.spreadsheets.registry import all_tables, read_table
from personas.spreadsheets.resource import Table
from personas.spreadsheets.sheet import LIMITS, Sheet
from personas.spreadsheets.taking_out import FORMATS

from .order import sealed, unsealed
from .rows import chosen_rows, listed, may_bring_in, may_take_out

SHOWN = 500
OVERTAKEN = "The catalogue has changed since that preview was made, so nothing was written. This is it as of now."


def urls(view):
    """The addresses of the tables below admin/; `view` is the admin site's own wrapper."""
    return [
        path("personas/tables/", view(table_list), name="personas_tables"),
        path("personas/tables/<slug:name>/", view(table_page), name="personas_table"),
        path("personas/tables/<slug:name>/apply/", view(apply_table), name="personas_table_apply"),
        path("personas/tables/<slug:name>.<slug:ending>", view(take_out), name="personas_table_file"),
    ]


@require_safe
def table_list(request):
    """Every table that the user may take out; with the filters of the list of personas, for those personas."""
    tables = [entry_of(request, table) for table in all_tables().values() if may_take_out(request, table)]
    if not tables:
        raise PermissionDenied
    try:
        chosen = listed(request, Persona).count() if request.GET else None
    except SheetError as error:
        return start_again(request, error, "admin:personas_tables")
    context = page_context(request, "Tables") | {"tables": tables, "chosen": chosen}
    return TemplateResponse(request, "admin/personas/tables/list.html", context)


def entry_of(request, table: type[Table]) -> dict:
    """What the list of tables shows of one; filters are those of personas, so the others are taken out whole."""
    filters = request.GET.urlencode() if table.listed is Persona else ""
    return {
        "table": table,
        "filters": f"?{filters}" if filters else "",
        "whole": bool(request.GET) and not filters,
        "may_bring_in": may_bring_in(request, table),
    }


def table_page(request, name):
    """GET: a table's columns, its files, and the form to bring it in. POST: the preview. Never writes."""
    table = table_of(request, name)
    if request.method != "POST":
        return form_page(request, table)
    refuse_without_permission(request, table)
    upload = request.FILES.get("file")
    if upload is None:
        return form_page(request, table, "Choose a file.")
    try:
        return preview_page(request, table, read_table(upload.read(), table))
    except SheetError as error:
        return form_page(request, table, str(error))


@require_POST
def apply_table(request, name):
    """Writes what the preview said if it still holds; else shows it as of now, with nothing written."""
    table = table_of(request, name)
    refuse_without_permission(request, table)
    try:
        sheet = unsealed(table.name, request.POST.get("sealed", ""))
        preview, written = bring_in(sheet, table, request.POST.get("fingerprint", ""), by=request.user)
        if not written:
            return preview_page(request, table, sheet, preview, overtaken=True)
    except SheetError as error:
        return start_again(request, error, "admin:personas_table", name)
    what = f"{preview.new} new, {preview.changed} changed"
    audit.record("brought_in", by=request.user, subject=f"Table: {table.title}", detail=what, request=request)
    messages.success(request, outcome(table, preview))
    return redirect("admin:personas_table", name)


@require_safe
def take_out(request, name, ending):
    """The table as a file, of the rows that the list's filters leave."""
    table = table_of(request, name)
    if ending not in FORMATS:
        raise Http404("Tables are CSV or XLSX.")
    content_type, write = FORMATS[ending]
    try:
        content = write(table(request.user), chosen_rows(request, table))
    except SheetError as error:
        return start_again(request, error, "admin:personas_table", name)
    filename = f"{table.name}-{timezone.localdate().isoformat()}.{ending}"
    asked = request.GET.urlencode()
    audit.record("taken_out", by=request.user, subject=filename, detail=asked, request=request)
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def table_of(request, name) -> type[Table]:
    """The table of that name. Raises Http404, or PermissionDenied for one who may not even see its rows."""
    table = all_tables().get(name)
    if table is None:
        raise Http404("There is no such table.")
    if not may_take_out(request, table):
        raise PermissionDenied
    return table


def refuse_without_permission(request, table) -> None:
    if not may_bring_in(request, table):
        raise PermissionDenied


def form_page(request, table, error=""):
    """The page of a table, with what was wrong with the file that was sent, if one was."""
    filters = request.GET.urlencode() if request.method == "GET" else ""
    context = page_context(request, f"Table: {table.title}") | {
        "table": table,
        "columns": table.fields.values(),
        "filters": f"?{filters}" if filters else "",
        "may_bring_in": may_bring_in(request, table),
        "limits": LIMITS,
        "error": error,
    }
    return TemplateResponse(request, "admin/personas/tables/table.html", context)


def preview_page(request, table, sheet: Sheet, preview: Preview | None = None, *, overtaken=False):
    """What bringing the sheet in would change, or what is wrong with it. Raises SheetError."""
    preview = preview or preview_of(sheet, table(request.user))
    may_apply = preview.rows and not preview.faults
    context = page_context(request, "What the table would change") | {
        "table": table,
        "preview": preview,
        "remark": sheet.remark,
        "faults": preview.faults[:SHOWN],
        "rows": preview.rows[:SHOWN],
        "hidden": max(0, len(preview.faults or preview.rows) - SHOWN),
        "sealed": sealed(table.name, sheet) if may_apply else "",
        "overtaken": OVERTAKEN if overtaken else "",
        "limits": LIMITS,
    }
    status = 409 if overtaken else 200
    return TemplateResponse(request, "admin/personas/tables/preview.html", context, status=status)


def page_context(request, title):
    """What every page of the admin needs, and the page's own title."""
    return admin.site.each_context(request) | {"title": title}


def start_again(request, error, *address):
    """Back to where the user came from, with the reason."""
    messages.error(request, str(error))
    return redirect(*address)


def outcome(table, preview: Preview):
    """What was done, in one line of safe HTML with a link to look at it."""
    return format_html(
        '{}: {} new, {} changed, {} unchanged. Look at the <a href="{}">list</a>.',
        table.title,
        preview.new,
        preview.changed,
        preview.unchanged,
        reverse(f"admin:{table.listed._meta.app_label}_{table.listed._meta.model_name}_changelist"),
    )
