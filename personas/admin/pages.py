"""Imported pages in the admin: to look at, and to forget."""

from django.contrib import admin
from django.db.models import Count
from django.urls import path

from personas.models import HandbookPage

from .base import CatalogueAdmin
from .drafts import DraftsHidden
from .imports import views as imports
from .tables import views as tables


@admin.register(HandbookPage)
class HandbookPageAdmin(DraftsHidden, CatalogueAdmin):
    """The import writes these rows. Deleting one forgets that the page was imported; its personas and guides stay."""

    section = "Guides and pages"
    place = 41
    names = ("personas",)

    list_display = ["title", "name", "on_page"]
    search_fields = ["title", "name", "personas__name"]
    search_help_text = "Searches titles, file names and the names of the personas on the page."
    fieldsets = [(None, {"fields": ["title", "name", "personas"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(persona_count=Count("personas", distinct=True))

    @admin.display(description="personas", ordering="persona_count")
    def on_page(self, page):
        return page.persona_count

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_app_urls(self):
        """The import belongs to the whole app: it brings guides and vocabulary, too."""
        view = self.admin_site.admin_view
        return [
            *tables.urls(view),
            path("personas/import/", view(imports.import_pages), name="personas_import"),
            path("personas/import/change/", view(imports.change_order), name="personas_import_change"),
            path("personas/import/plan/", view(imports.plan_again), name="personas_import_plan"),
            path("personas/import/apply/", view(imports.apply_pages), name="personas_import_apply"),
        ]
