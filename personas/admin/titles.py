"""Job titles in the admin, and the rows that say which persona they mean."""

from django.contrib import admin
from django.db.models import Count

from personas.models import JobTitle, PersonaTitle

from .base import CatalogueAdmin
from .rows import PersonaRowsInline, PersonaTitleForm, SharedByInline


class TitleMeansInline(SharedByInline):
    """The personas that a job title means."""

    model = PersonaTitle
    fields = ["persona", "rank", "qualifier"]


@admin.register(JobTitle)
class JobTitleAdmin(CatalogueAdmin):
    section = "What personas share"
    place = 21

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


class PersonaTitleInline(PersonaRowsInline):
    model = PersonaTitle
    form = PersonaTitleForm
    verbose_name_plural = "job titles"
    verbose_name = "job title"
    fields = ["title", "rank", "qualifier"]
    autocomplete_fields = ["title"]
    related = ["title"]
