"""Purchasing roles in the admin, and the rows that say which of them a persona plays."""

from django.contrib import admin
from django.db.models import Count

from personas.models import PersonaPurchasingRole, PurchasingRole, PurchasingRoleAlias

from .rows import PersonaPurchasingRoleForm, PersonaRowsInline
from .terms import AliasInline, TermAdmin


class PurchasingRoleAliasInline(AliasInline):
    model = PurchasingRoleAlias


@admin.register(PurchasingRole)
class PurchasingRoleAdmin(TermAdmin):
    place = 32
    uses = Count("persona_roles", distinct=True)

    inlines = [PurchasingRoleAliasInline]


class PersonaPurchasingRoleInline(PersonaRowsInline):
    model = PersonaPurchasingRole
    form = PersonaPurchasingRoleForm
    verbose_name_plural = "purchasing roles"
    verbose_name = "purchasing role"
    fields = ["role", "rank", "qualifier"]
    autocomplete_fields = ["role"]
    related = ["role"]
