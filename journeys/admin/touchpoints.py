"""Touchpoints in the admin: what a persona does, asks and should hear in a stage."""

from django import forms
from django.contrib import admin
from django.db.models import Prefetch, Q

from journeys.models import Journey, Stage, Touchpoint, TouchpointFormat
from journeys.rules import refuse_other_type
from personas.admin.base import CatalogueAdmin, RowsInline
from personas.admin.drafts import DraftsHidden
from personas.admin.lists.filters import ChoiceFilter, RowFilter
from personas.admin.terms import TERM_FIELDS
from personas.validators import errors_of

from .choices import Autocompleting


class JourneyFilter(RowFilter):
    title = "journey"
    parameter_name = "stage__journey"

    def rows(self, request):
        return Journey.objects.visible_to(request.user)


class MessageFilter(ChoiceFilter):
    title = "key message"
    parameter_name = "message"
    choices_offered = [("yes", "Written"), ("no", "Missing")]

    def chosen(self, queryset, value):
        return queryset.exclude(key_message="") if value == "yes" else queryset.filter(key_message="")


class StageField(forms.ModelChoiceField):
    """Stages by the names of their journeys."""

    def label_from_instance(self, stage):
        return f"{stage.journey}: {stage}"


class TouchpointForm(forms.ModelForm):
    def clean(self):
        data = super().clean()
        persona, stage = data.get("persona"), data.get("stage")
        if persona and stage and {"persona", "stage"} & set(self.changed_data):
            with errors_of("persona"):
                refuse_other_type(persona, stage.journey)
        return data


class TouchpointFormatInline(Autocompleting, RowsInline):
    model = TouchpointFormat
    fields = ["content_format", "rank"]
    autocomplete_fields = ["content_format"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("content_format")


@admin.register(Touchpoint)
class TouchpointAdmin(DraftsHidden, Autocompleting, CatalogueAdmin):
    section = "Journeys"
    place = 51
    about = "persona"

    form = TouchpointForm
    formfield_overrides = TERM_FIELDS
    change_form_template = "admin/personas/vocabulary/change_form.html"
    list_display = ["persona", "journey", "stage", "involvement", "formats", "has_message", "team"]
    list_filter = [JourneyFilter, "involvement", MessageFilter, "persona__type", "team"]
    list_select_related = ["persona", "stage__journey", "team"]
    search_fields = ["persona__name", "persona__role_label", "stage__name", "key_message", "questions"]
    search_help_text = "Searches personas, stages, questions and key messages."
    autocomplete_fields = ["persona", "team"]
    fieldsets = [
        (None, {"fields": ["persona", "stage", "involvement"]}),
        ("What is said there", {"fields": ["questions", "key_message"]}),
        ("Who looks after it", {"fields": ["team"]}),
    ]
    inlines = [TouchpointFormatInline]

    def get_queryset(self, request):
        links = TouchpointFormat.objects.select_related("content_format").order_by("rank", "pk")
        return super().get_queryset(request).prefetch_related(Prefetch("format_links", links))

    def without_drafts(self, rows, user):
        return super().without_drafts(rows, user).filter(stage__journey__in=Journey.objects.visible_to(user))

    def get_ordering(self, request):
        return ["stage__journey__order", "stage__journey", "stage__order", "persona__name", "pk"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "stage":
            stages = Stage.objects.filter(Q(journey__in=Journey.objects.visible_to(request.user)))
            stages = stages.select_related("journey").order_by("journey__order", "journey__name", "order", "pk")
            kwargs |= {"queryset": stages, "form_class": StageField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="journey", ordering="stage__journey__name")
    def journey(self, touchpoint):
        return touchpoint.stage.journey

    @admin.display(description="content types")
    def formats(self, touchpoint):
        return ", ".join(link.content_format.name for link in touchpoint.format_links.all()) or "None"

    @admin.display(description="key message", boolean=True)
    def has_message(self, touchpoint):
        return bool(touchpoint.key_message)
