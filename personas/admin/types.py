"""Persona types in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils.http import urlencode

from personas.models import Persona, PersonaType, PersonaTypeAlias

from .terms import AliasInline, TermAdmin, counting


class PersonaTypeAliasInline(AliasInline):
    model = PersonaTypeAlias


@admin.register(PersonaType)
class PersonaTypeAdmin(TermAdmin):
    place = 33
    uses = counting(Persona, "type")

    inlines = [PersonaTypeAliasInline]

    def view_on_site(self, persona_type):
        return f"{reverse('personas:list')}?{urlencode({'type': persona_type.slug})}"
