"""Persona types in the admin."""

from django.contrib import admin
from django.db.models import Count

from personas.models import PersonaType, PersonaTypeAlias

from .terms import AliasInline, TermAdmin


class PersonaTypeAliasInline(AliasInline):
    model = PersonaTypeAlias


@admin.register(PersonaType)
class PersonaTypeAdmin(TermAdmin):
    place = 33
    uses = Count("personas", distinct=True)

    fieldsets = [
        (None, {"fields": ["name", "description"]}),
        ("Place on screens", {"fields": ["order", "slug"]}),
    ]
    inlines = [PersonaTypeAliasInline]
