"""Journeys with their stages in the admin."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from journeys.copying import copy_journey
from journeys.models import Journey, Stage
from journeys.services import publish, put_back_to_draft
from personas.admin.base import RowsInline
from personas.admin.drafts import DraftsHidden
from personas.admin.terms import TERM_FIELDS, counting
from personas.admin.used_by import UsedAdmin, uses_of

from .stage_forms import StageForm, StageFormSet


class StageInline(RowsInline):
    model = Stage
    form = StageForm
    formset = StageFormSet
    fields = ["name", "order", "description", "aliases"]
    # Who may only look has no form, which knows the aliases as one text.
    fields_shown = ["name", "order", "description", "wordings"]
    ordering = ["order", "pk"]
    verbose_name_plural = "stages, in their order"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("aliases")

    def get_fields(self, request, obj=None):
        return self.fields if self.has_change_permission(request, obj) else self.fields_shown

    def get_readonly_fields(self, request, obj=None):
        return [] if self.has_change_permission(request, obj) else self.fields_shown

    @admin.display(description="other wordings")
    def wordings(self, stage):
        return ", ".join(alias.wording for alias in stage.aliases.all())


@admin.register(Journey)
class JourneyAdmin(DraftsHidden, UsedAdmin):
    """A journey goes only when nobody matters in its stages and no content is for them."""

    section = "Journeys"
    place = 50

    formfield_overrides = TERM_FIELDS
    change_form_template = "admin/journeys/journey/change_form.html"
    list_display = ["name", "kind", "type", "status", "stage_count", "persona_count", "order"]
    list_editable = ["order"]
    list_filter = ["status", "kind", "type"]
    list_select_related = ["type"]
    search_fields = ["name", "description", "stages__name", "stages__aliases__wording"]
    search_help_text = "Searches names, descriptions and stages."
    fieldsets = [
        (None, {"fields": ["name", "kind", "type", "description", "status"]}),
        ("Place on screens", {"fields": ["order", "slug"]}),
    ]
    inlines = [StageInline]
    actions = ["publish", "put_back_to_draft", "copy"]

    def get_queryset(self, request):
        people = Count("stages__touchpoints__persona", distinct=True)
        return super().get_queryset(request).annotate(stages_there=counting(Stage, "journey"), people=people)

    def without_drafts(self, rows, user):
        return rows.visible_to(user)

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.copy_view))
        return [path("<path:object_id>/copy/", view, name="journeys_journey_copy"), *super().get_urls()]

    def get_deleted_objects(self, objs, request):
        """What stands in the stages is in the way of a journey's deletion."""
        stages = Stage.objects.filter(journey__in=[journey.pk for journey in objs]).select_related("journey")
        in_use = uses_of(list(stages), request)
        # Past the guard on vocabulary rows, in whose eyes stages themselves are a use.
        return ([], {}, set(), in_use) if in_use else super(UsedAdmin, self).get_deleted_objects(objs, request)

    def has_copy_permission(self, request) -> bool:
        return request.user.has_perms(["journeys.add_journey", "journeys.add_touchpoint"])

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"may_copy": self.has_copy_permission(request)}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def copy_view(self, request, object_id):
        """Copy the journey, and go to the copy."""
        if not self.has_copy_permission(request):
            raise PermissionDenied
        journey = self.get_object(request, object_id) or get_object_or_404(Journey, pk=0)
        new = copy_journey(journey, by=request.user)
        self.message_user(request, f"This is “{new}”, a draft with the stages and personas of “{journey}”.")
        return HttpResponseRedirect(reverse("admin:journeys_journey_change", args=[new.pk]))

    @admin.display(description="stages", ordering="stages_there")
    def stage_count(self, journey):
        return journey.stages_there

    @admin.display(description="personas", ordering="people")
    def persona_count(self, journey):
        return journey.people

    @admin.action(description="Publish: all readers see them", permissions=["change"])
    def publish(self, request, queryset):
        count = publish(queryset, by=request.user)
        self.message_user(request, f"Published {count}." if count else "They were published already.")

    @admin.action(description="Put back to draft: only editors see them", permissions=["change"])
    def put_back_to_draft(self, request, queryset):
        count = put_back_to_draft(queryset, by=request.user)
        self.message_user(request, f"Put {count} back to draft." if count else "They were drafts already.")

    @admin.action(description="Copy with stages and personas", permissions=["copy"])
    def copy(self, request, queryset):
        names = [str(copy_journey(journey, by=request.user)) for journey in queryset]
        self.message_user(request, f"Made as drafts: {', '.join(names)}.", messages.SUCCESS)
