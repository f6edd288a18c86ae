"""Purchasing roles in the admin, and the rows that say which of them a persona plays."""

from django.contrib import admin

from personas.models import PersonaPurchasingRole, PurchasingRole, PurchasingRoleAlias

from .terms import AliasInline, TermAdmin, counting


class PurchasingRoleAliasInline(AliasInline):
    model = PurchasingRoleAlias


@admin.register(PurchasingRole)
class PurchasingRoleAdmin(TermAdmin):
    place = 32
    uses = counting(PersonaPurchasingRole, "role")

    inlines = [PurchasingRoleAliasInline]
