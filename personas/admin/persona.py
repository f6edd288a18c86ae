"""Personas in the admin: everything about one of them on one page."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q

from personas.forms import PersonaForm
from personas.models import Persona

from .content import ContentPreferenceInline
from .persona_list import PersonaListAdmin
from .purchasing import PersonaPurchasingRoleInline
from .titles import PersonaTitleInline
from .traits import PersonaNoteInline, PersonaTraitInline


@admin.register(Persona)
class PersonaAdmin(PersonaListAdmin):
    section = "People"
    place = 10
    form = PersonaForm
    autocomplete_fields = ["type", "parent", "reports_to", "successors"]
    readonly_fields = ["looks", "created_at", "updated_at"]
    fieldsets = [
        (None, {"fields": ["name", "role_label", "type", "status"]}),
        ("Picture and colour", {"fields": ["looks", "portrait", "portrait_alt", "portrait_source", "colour"]}),
        ("Among the other personas", {"fields": ["parent", "reports_to"]}),
        ("Upkeep", {"fields": ["owner", "reviewed_on", "review_due_on", "source_url"]}),
        (
            "When it is deprecated",
            {"fields": ["deprecated_on", "deprecation_reason", "successors"], "classes": ["collapse"]},
        ),
        ("Address and dates", {"fields": ["slug", "created_at", "updated_at"], "classes": ["collapse"]}),
    ]
    inlines = [
        PersonaTraitInline,
        PersonaNoteInline,
        PersonaTitleInline,
        PersonaPurchasingRoleInline,
        ContentPreferenceInline,
    ]

    @admin.display(description="looks like")
    def looks(self, persona):
        return self.who(persona) if persona.pk else "Save the persona to see it."

    def get_autocomplete_fields(self, request):
        """Colleagues are looked up as one types by those who may see accounts; the others choose from a short list."""
        fields = super().get_autocomplete_fields(request)
        return [*fields, "owner"] if request.user.has_perm("auth.view_user") else fields

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "owner" in form.base_fields:
            form.base_fields["owner"].queryset = possible_owners(obj)
        return form


def possible_owners(persona):
    """The accounts that may work in the admin, and the persona's present owner even where that has changed."""
    staff = Q(is_active=True, is_staff=True)
    present = Q(pk=persona.owner_id) if persona else Q()
    return get_user_model().objects.filter(staff | present)
