"""Content types in the admin, and the rows that say how readily a persona takes them up."""

from django.contrib import admin
from django.urls import reverse

from personas.models import ContentFormat, ContentFormatAlias, ContentPreference

from .terms import AliasInline, TermAdmin, counting


class ContentFormatAliasInline(AliasInline):
    model = ContentFormatAlias


@admin.register(ContentFormat)
class ContentFormatAdmin(TermAdmin):
    place = 31
    uses = counting(ContentPreference, "content_format")

    fieldsets = [
        (None, {"fields": ["name", "description", "example_url"]}),
        ("Place on screens", {"fields": ["order", "slug"]}),
    ]
    inlines = [ContentFormatAliasInline]

    def view_on_site(self, content_format):
        return f"{reverse('personas:content_types')}#{content_format.slug}"
