"""Registrations and guests in the admin: to look things up and see who changed what. Attendance itself is marked on
the session's own page."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from enablement.models import GuestAttendance, Registration
from personas.admin.base import CatalogueAdmin


class LookedUpAdmin(CatalogueAdmin):
    """Rows that are written elsewhere."""

    section = "Enablement"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description="attendance of the session")
    def marking(self, row):
        address = reverse("enablement:attendance", args=[row.session.uuid])
        return format_html('<a href="{}">Say who came</a>', address)


@admin.register(Registration)
class RegistrationAdmin(LookedUpAdmin):
    place = 80
    list_display = ["user", "session", "status", "attendance", "attendance_source", "watched_at"]
    list_filter = ["status", "attendance", "attendance_source"]
    list_select_related = ["user", "session"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "user__email", "session__title"]
    search_help_text = "Searches names, addresses, and the titles of sessions."
    fieldsets = [
        (None, {"fields": ["user", "session", "marking", "status", "place", "created_at", "updated_at"]}),
        (
            "Attendance",
            {"fields": ["attendance", "attendance_source", "attendance_by", "attendance_at", "watched_at"]},
        ),
    ]
    readonly_fields = ["marking"]

    def has_delete_permission(self, request, obj=None):
        # A seat is given back, which seats the next in line.
        return False


@admin.register(GuestAttendance)
class GuestAttendanceAdmin(LookedUpAdmin):
    place = 81
    list_display = ["name", "email", "session", "created_at"]
    list_select_related = ["session"]
    search_fields = ["name", "email", "session__title"]
    search_help_text = "Searches names, addresses, and the titles of sessions."
    fieldsets = [(None, {"fields": ["name", "email", "session", "marking", "created_at"]})]
    readonly_fields = ["marking"]
