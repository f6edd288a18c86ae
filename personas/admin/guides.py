"""Guides in the admin."""

from django.contrib import admin

from personas.models import Guide

from .base import CatalogueAdmin


@admin.register(Guide)
class GuideAdmin(CatalogueAdmin):
    section = "Guides and pages"
    place = 40

    list_display = ["title", "parent", "page", "order", "updated_at"]
    list_filter = ["page"]
    list_select_related = ["parent", "page"]
    search_fields = ["title", "body"]
    search_help_text = "Searches titles and texts."
    autocomplete_fields = ["parent", "page"]
    readonly_fields = ["updated_at"]
    fieldsets = [
        (None, {"fields": ["title", "body"]}),
        ("Place among the guides", {"fields": ["parent", "order", "slug"]}),
        ("Where it comes from", {"fields": ["page", "updated_at"]}),
    ]
