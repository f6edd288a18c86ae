"""Resources in the admin: slides, recordings, notes, chat channels."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html

from enablement.models import Resource, Session
from enablement.services.planning import save_resource
from personas.admin.base import CatalogueAdmin
from personas.admin.drafts import DraftsHidden
from personas.links import web_address
from personas.models import Persona

from .fields import SeveralField, day_field
from .filters import AddressFilter
from .session_form import help_of


class SessionPicker(forms.ModelChoiceField):
    """Sessions by title and day."""

    def label_from_instance(self, session):
        return f"{session} ({session.sort_on})" if session.sort_on else str(session)


class ResourceForm(forms.ModelForm):
    personas = SeveralField(Persona.objects.none(), required=False, help_text=help_of(Resource, "personas"))
    made_on = day_field(required=False, help_text=help_of(Resource, "made_on"))
    # Set by the page that makes the form.
    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["personas"].queryset = Persona.objects.visible_to(self.user)


@admin.register(Resource)
class ResourceAdmin(DraftsHidden, CatalogueAdmin):
    section = "Enablement"
    place = 72
    names = ("personas",)
    form = ResourceForm
    list_display = ["title", "kind", "session", "made_on", "link", "is_deprecated"]
    list_filter = ["kind", AddressFilter, "is_deprecated"]
    list_select_related = ["session"]
    search_fields = ["title", "note", "url", "session__title"]
    search_help_text = "Searches titles, notes, addresses and sessions."
    fieldsets = [
        (None, {"fields": ["kind", "title", "url", "note"]}),
        ("Where it comes from", {"fields": ["session", "personas", "edition", "made_on"]}),
        ("Upkeep", {"fields": ["is_deprecated", "order"]}),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "session":
            kwargs |= {"queryset": Session.objects.order_past(), "form_class": SessionPicker}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        save_resource(obj, by=request.user)

    def save_related(self, request, form, formsets, change):
        """As Django's own; personas that the user may not see stay tied to the resource."""
        visible = Persona.objects.visible_to(request.user).values("pk")
        hidden = list(form.instance.personas.exclude(pk__in=visible))
        super().save_related(request, form, formsets, change)
        form.instance.personas.add(*hidden)

    @admin.display(description="address", ordering="url")
    def link(self, resource):
        if address := web_address(resource.url):
            return format_html('<a href="{}">Open</a>', address)
        return "–" if resource.kind == Resource.Kind.CHAT else "Missing"
