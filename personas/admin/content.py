"""Content types in the admin, and the rows that say how readily a persona takes them up."""

from django.contrib import admin
from django.db.models import Count

from personas.models import ContentFormat, ContentFormatAlias, ContentPreference

from .rows import ContentPreferenceForm, PersonaRowsInline
from .terms import AliasInline, TermAdmin


class ContentFormatAliasInline(AliasInline):
    model = ContentFormatAlias


@admin.register(ContentFormat)
class ContentFormatAdmin(TermAdmin):
    place = 31
    uses = Count("preferences", distinct=True)

    fieldsets = [
        (None, {"fields": ["name", "description", "example_url"]}),
        ("Place on screens", {"fields": ["order", "slug"]}),
    ]
    inlines = [ContentFormatAliasInline]


class ContentPreferenceInline(PersonaRowsInline):
    """A persona's content types, under a heading a tier."""

    model = ContentPreference
    form = ContentPreferenceForm
    fields = ["content_format", "tier", "rank", "qualifier"]
    autocomplete_fields = ["content_format"]
    related = ["content_format"]
