"""Guides in the admin."""

from django.contrib import admin
from django.utils import timezone

from personas.effects import said
from personas.models import Guide

from .base import CatalogueAdmin


class PartFilter(admin.SimpleListFilter):
    """Guides that stand on their own, and parts of others. An unknown word in the address keeps all."""

    title = "place"
    parameter_name = "place"

    def lookups(self, request, model_admin):
        return [("top", "On its own"), ("part", "Part of another guide")]

    def queryset(self, request, queryset):
        if self.value() not in ("top", "part"):
            return queryset
        return queryset.filter(parent__isnull=self.value() == "top")


@admin.register(Guide)
class GuideAdmin(CatalogueAdmin):
    section = "Guides and pages"
    place = 40

    list_display = ["title", "parent", "page", "order", "changed_on"]
    list_filter = [PartFilter, "page"]
    list_select_related = ["parent", "page"]
    date_hierarchy = "updated_at"
    search_fields = ["title", "body"]
    search_help_text = "Searches titles and texts."
    autocomplete_fields = ["parent", "page"]
    readonly_fields = ["updated_at"]
    fieldsets = [
        (None, {"fields": ["title", "body"]}),
        ("Place among the guides", {"fields": ["parent", "order", "slug"]}),
        ("Where it comes from", {"fields": ["page", "updated_at"]}),
    ]

    @admin.display(description="last change", ordering="updated_at")
    def changed_on(self, guide):
        return said(timezone.localdate(guide.updated_at))
