"""Facets and traits in the admin, and the rows and notes that tie them to personas."""

from django.contrib import admin
from django.forms import CheckboxSelectMultiple

from personas.models import Facet, FacetAlias, PersonaNote, PersonaTrait, Trait, TraitAlias

from .drafts import DraftsHidden
from .lists.used_filter import FacetUseFilter, TraitUseFilter
from .merges import NearDuplicatesAdmin
from .rows import SharedByInline
from .terms import AliasInline, TermAdmin, counting
from .used_by import SHOWN


class FacetAliasInline(AliasInline):
    model = FacetAlias


@admin.register(Facet)
class FacetAdmin(TermAdmin):
    place = 30
    uses = counting(Trait, "facet") + counting(PersonaNote, "facet")

    list_display = ["name", "kind", "comparable", "in_summary", "order", "used"]
    list_filter = [FacetUseFilter, "kind", "comparable", "in_summary"]
    fieldsets = [
        (None, {"fields": ["name", "description", "kind", "applies_to"]}),
        ("Comparing and importing", {"fields": ["comparable", "in_summary", "slash_separated"]}),
        ("Place on screens", {"fields": ["order", "slug"]}),
    ]
    inlines = [FacetAliasInline]

    @admin.display(description="used", ordering="used")
    def used(self, facet):
        own_kind = facet.kind not in Facet.SHARED_KINDS and not facet.used
        return "By its kind" if own_kind else super().used(facet)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        # There are a handful of types: all of them to be seen and ticked.
        return super().formfield_for_manytomany(db_field, request, **kwargs | {"widget": CheckboxSelectMultiple})


class TraitOfInline(SharedByInline):
    """The personas that share a trait."""

    model = PersonaTrait
    fields = ["persona", "rank", "detail", "lead_in"]


class TraitAliasInline(AliasInline):
    model = TraitAlias


@admin.register(Trait)
class TraitAdmin(DraftsHidden, NearDuplicatesAdmin):
    section = "What personas share"
    place = 20
    wording = "statement"
    about = "persona_traits__persona"

    list_display = ["statement", "facet", "personas", "aliases"]
    list_filter = [TraitUseFilter, "facet"]
    list_select_related = ["facet"]
    search_fields = ["statement", "aliases__wording", "facet__name"]
    search_help_text = "Searches statements, their aliases and the names of their facets."
    autocomplete_fields = ["facet"]
    fieldsets = [(None, {"fields": ["facet", "statement"]})]
    inlines = [TraitAliasInline, TraitOfInline]

    def get_queryset(self, request):
        counts = {"personas": counting(PersonaTrait, "trait"), "alias_count": counting(TraitAlias, "trait")}
        return super().get_queryset(request).annotate(**counts)

    def get_inlines(self, request, obj):
        """With more personas than anybody edits here, they are only listed."""
        return self.inlines[:1] if obj and self.shows_uses(request, obj) else self.inlines

    def shows_uses(self, request, obj):
        return obj.personas > SHOWN

    def mergeable_with(self, row):
        return super().mergeable_with(row).filter(facet=row.facet_id)

    @admin.display(description="personas", ordering="personas")
    def personas(self, trait):
        return trait.personas

    @admin.display(description="aliases", ordering="alias_count")
    def aliases(self, trait):
        return trait.alias_count
