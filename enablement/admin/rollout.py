"""What teams have to learn, in the admin."""

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html

from enablement.models import Requirement, Session
from personas.admin.base import CatalogueAdmin
from personas.admin.drafts import DraftsHidden
from personas.models import Persona

from .fields import SeveralField, day_field
from .session_form import help_of

MOST_SESSIONS = 200  # to tick; a series stands for all of its own


class DatedSessionsField(SeveralField):
    """Sessions by title and day."""

    def label_from_instance(self, session):
        return f"{session} ({session.sort_on})" if session.sort_on else str(session)


class RequirementForm(forms.ModelForm):
    personas = SeveralField(Persona.objects.none(), help_text=help_of(Requirement, "personas"))
    sessions = DatedSessionsField(Session.objects.none(), required=False, help_text=help_of(Requirement, "sessions"))
    due_on = day_field(required=False, label="By", help_text=help_of(Requirement, "due_on"))
    # Set by the page that makes the form.
    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["personas"].queryset = Persona.objects.visible_to(self.user).current()
        self.fields["sessions"].queryset = Session.objects.filter(pk__in=self.offered_sessions()).order_past()

    def offered_sessions(self) -> list[int]:
        """The latest ones, those to come among them, and those that are chosen."""
        latest = Session.objects.taking_place().exclude(sort_on=None).order_past()[:MOST_SESSIONS]
        chosen = self.instance.sessions.values_list("pk", flat=True) if self.instance.pk else ()
        return [*latest.values_list("pk", flat=True), *chosen]


@admin.register(Requirement)
class RequirementAdmin(DraftsHidden, CatalogueAdmin):
    section = "Enablement"
    place = 73
    names = ("personas",)
    form = RequirementForm
    list_display = ["team", "due_on", "persona_count", "series", "recording_counts", "note", "standing"]
    list_filter = ["team"]
    list_select_related = ["team", "series"]
    search_fields = ["team__name", "note", "personas__name"]
    search_help_text = "Searches teams, remarks and personas."
    fieldsets = [
        (None, {"fields": ["team", "personas", "due_on", "note"]}),
        ("What counts", {"fields": ["series", "sessions", "recording_counts"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(persona_count=Count("personas", distinct=True))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def save_related(self, request, form, formsets, change):
        """As Django's own; personas that the form doesn't offer stay."""
        offered = form.fields["personas"].queryset.values("pk")
        hidden = list(form.instance.personas.exclude(pk__in=offered)) if change else []
        super().save_related(request, form, formsets, change)
        form.instance.personas.add(*hidden)

    @admin.display(description="personas", ordering="persona_count")
    def persona_count(self, requirement):
        return requirement.persona_count

    @admin.display(description="how it stands")
    def standing(self, requirement):
        return format_html(
            '<a href="{}">Who has done it</a>', reverse("enablement:requirement", args=[requirement.pk])
        )
