"""The audit log in the admin: looked through, and taken out as CSV."""

from datetime import UTC

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from config.access import audit
from config.access.audit_log import AuditFilter, Line, days_kept, lines_of
from config.access.models import AuditEntry
from personas.spreadsheets.csv_files import csv_bytes
from personas.spreadsheets.defusing import defused
from personas.spreadsheets.taking_out import CSV_TYPE
from personas.views.search import page_number

from .personal_data import PersonalDataPages

PAGE_SIZE = 50
MOST = 100_000
HEADINGS = ("When (UTC)", "Who", "Did", "To what", "Details", "From address")


@admin.register(AuditEntry)
class AuditAdmin(PersonalDataPages, admin.ModelAdmin):
    """Entries are written by the site alone: nobody adds, changes or deletes one."""

    section = "People and rights"

    def get_urls(self):
        view = self.admin_site.admin_view(self.take_out)
        return [path("log.csv", view, name="access_auditentry_file"), *super().get_urls()]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @method_decorator(require_safe)
    def changelist_view(self, request, extra_context=None):
        """A page of the entries that the address asks for. 404 for a page that isn't there."""
        form = self.filter_of(request)
        paginator = Paginator(form.rows, PAGE_SIZE)
        number = page_number(request.GET.get("page", "1"))
        if number not in paginator.page_range:
            raise Http404("There is no such page.")
        page = paginator.page(number)
        asked = request.GET.copy()
        asked.pop("page", None)
        context = self.admin_site.each_context(request) | {
            "title": "Audit log",
            "opts": self.opts,
            "form": form,
            "paginator": paginator,
            "page": page,
            "lines": list(lines_of(page)),
            "query": asked.urlencode(),
            "most": MOST,
            "days_kept": days_kept(),
        }
        return TemplateResponse(request, "admin/access/auditentry/log.html", context)

    @method_decorator(require_safe)
    def take_out(self, request):
        """The entries that the address asks for as CSV, the latest first; who takes them out is an entry, too."""
        form = self.filter_of(request)
        content = csv_bytes(HEADINGS, (cells_of(line) for line in lines_of(form.rows[:MOST])))
        audit.record(
            "taken_out", by=request.user, subject="Audit log", detail=request.GET.urlencode(), request=request
        )
        name = f"audit-log-{timezone.localdate().isoformat()}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(content, content_type=CSV_TYPE, headers=headers)

    def filter_of(self, request) -> AuditFilter:
        """Raises PermissionDenied for those who may not see the log."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return AuditFilter(request.GET)


def cells_of(line: Line) -> list[str]:
    at = line.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    return [at, *(defused(text) for text in (line.who, line.did, line.subject, line.detail, line.address))]
