"""Job titles in the admin, and the rows that say which persona they mean."""

from django.contrib import admin
from django.db.models import Count
from django.urls import path

from personas.models import JobTitle, PersonaTitle

from .drafts import DraftsHidden
from .rendering import render_markdown
from .rows import SharedByInline
from .suggestions import suggest
from .used_by import UsedAdmin


class TitleMeansInline(SharedByInline):
    """The personas that a job title means."""

    model = PersonaTitle
    fields = ["persona", "rank", "qualifier"]


@admin.register(JobTitle)
class JobTitleAdmin(DraftsHidden, UsedAdmin):
    section = "What personas share"
    place = 21
    about = "persona_titles__persona"

    list_display = ["name", "personas"]
    search_fields = ["name", "persona_titles__persona__name"]
    search_help_text = "Searches titles and the names of the personas they mean."
    fieldsets = [(None, {"fields": ["name"]})]
    inlines = [TitleMeansInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(personas=Count("persona_titles", distinct=True))

    @admin.display(description="personas", ordering="personas")
    def personas(self, title):
        return title.personas

    def get_app_urls(self):
        """What the app's forms ask while one types."""
        view = self.admin_site.admin_view
        return [
            path("personas/suggest/<slug:kind>/", view(suggest), name="personas_suggest"),
            path("personas/render/", view(render_markdown), name="personas_render"),
        ]
