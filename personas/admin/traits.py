"""Facets and traits in the admin, and the rows and notes that tie them to personas."""

from django.contrib import admin
from django.db.models import Count

from personas.models import Facet, FacetAlias, PersonaNote, PersonaTrait, Trait

from .base import FORM_FIELDS, CatalogueAdmin
from .rows import PersonaRowsInline, PersonaTraitForm, SharedByInline
from .terms import AliasInline, TermAdmin


class FacetAliasInline(AliasInline):
    model = FacetAlias


@admin.register(Facet)
class FacetAdmin(TermAdmin):
    place = 30
    uses = Count("traits", distinct=True) + Count("notes", distinct=True)

    list_display = ["name", "kind", "comparable", "in_summary", "order", "used"]
    list_filter = ["kind", "comparable", "in_summary"]
    fieldsets = [
        (None, {"fields": ["name", "description", "kind"]}),
        ("Comparing and importing", {"fields": ["comparable", "in_summary", "slash_separated"]}),
        ("Place on screens", {"fields": ["order", "slug"]}),
    ]
    inlines = [FacetAliasInline]


class TraitOfInline(SharedByInline):
    """The personas that share a trait."""

    model = PersonaTrait
    fields = ["persona", "rank", "detail", "lead_in"]


@admin.register(Trait)
class TraitAdmin(CatalogueAdmin):
    section = "What personas share"
    place = 20

    list_display = ["statement", "facet", "personas"]
    list_filter = ["facet"]
    list_select_related = ["facet"]
    search_fields = ["statement", "facet__name"]
    search_help_text = "Searches statements and the names of their facets."
    autocomplete_fields = ["facet"]
    fieldsets = [(None, {"fields": ["facet", "statement"]})]
    inlines = [TraitOfInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(personas=Count("persona_traits", distinct=True))

    @admin.display(description="personas", ordering="personas")
    def personas(self, trait):
        return trait.personas


class PersonaTraitInline(PersonaRowsInline):
    """A persona's statements, under a heading a facet."""

    model = PersonaTrait
    form = PersonaTraitForm
    verbose_name_plural = "statements"
    verbose_name = "statement"
    ordering = ["trait__facet__order", "trait__facet__name", "rank", "pk"]
    fields = ["trait", "rank", "detail", "lead_in"]
    autocomplete_fields = ["trait"]
    related = ["trait__facet"]


class PersonaNoteInline(admin.StackedInline):
    model = PersonaNote
    verbose_name_plural = "notes"
    verbose_name = "note"
    formfield_overrides = FORM_FIELDS
    extra = 0
    fields = ["facet", "body"]
    autocomplete_fields = ["facet"]
