"""Assets and content to make in the admin."""

from django import forms
from django.contrib import admin
from django.db.models import F, Prefetch
from django.utils.html import format_html

from journeys.ages import OLD_AFTER_MONTHS
from journeys.assets.filter import AGES
from journeys.models import Asset, ContentTask, Journey, Stage
from personas.admin.base import CatalogueAdmin
from personas.admin.drafts import DraftsHidden
from personas.admin.lists.filters import ChoiceFilter
from personas.colleagues import called, possible_owners
from personas.models import Persona


class StageChoice:
    """Stages by the names of their journeys, those that the user may see."""

    def label_from_instance(self, stage):
        return f"{stage.journey}: {stage}"


class StagesField(StageChoice, forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class StageField(StageChoice, forms.ModelChoiceField):
    pass


def stages_seen_by(user):
    """The stages to choose from, in the order of their journeys."""
    journeys = Journey.objects.visible_to(user).values("pk")
    stages = Stage.objects.filter(journey__in=journeys).select_related("journey")
    return stages.order_by("journey__order", "journey__name", "journey", "order", "pk")


class ContentAdmin(CatalogueAdmin):
    """What pages of assets and of content to make share: only personas, stages and owners that may be chosen."""

    section = "Content"

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "owner":
            kwargs["queryset"] = possible_owners()
        if db_field.name == "stage":
            kwargs |= {"queryset": stages_seen_by(request.user), "form_class": StageField}
        if db_field.name == "persona":
            kwargs["queryset"] = Persona.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "owner" in form.base_fields:
            form.base_fields["owner"].queryset = possible_owners(obj)
        for name in form.base_fields.keys() & {"owner", "stage", "stages", "persona", "personas", "asset"}:
            widget = form.base_fields[name].widget
            widget.can_add_related = widget.can_change_related = widget.can_delete_related = False
            widget.can_view_related = False
        return form


class AgeFilter(ChoiceFilter):
    title = "age"
    parameter_name = "age"
    choices_offered = list(AGES.items())

    def chosen(self, queryset, value):
        return queryset.of_ages([value])


@admin.register(Asset)
class AssetAdmin(DraftsHidden, ContentAdmin):
    place = 60
    names = ("personas",)
    list_display = ["title", "content_format", "made_for", "published", "owned_by", "link"]
    list_filter = ["link_state", AgeFilter, "content_format"]
    list_select_related = ["content_format", "owner"]
    search_fields = ["title", "url"]
    search_help_text = "Searches titles and addresses."
    autocomplete_fields = ["content_format", "personas"]
    readonly_fields = ["link"]
    fieldsets = [
        (None, {"fields": ["title", "url", "link", "content_format", "summary"]}),
        ("For whom, and where", {"fields": ["personas", "stages"]}),
        ("Upkeep", {"fields": ["owner", "published_on"]}),
    ]

    def get_queryset(self, request):
        visible = Persona.objects.visible_to(request.user).only("name", "role_label", "slug")
        return super().get_queryset(request).prefetch_related(Prefetch("personas", visible, to_attr="shown_personas"))

    def parts_seen(self, user):
        return [*super().parts_seen(user), Prefetch("stages", stages_seen_by(user))]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "personas":
            kwargs["queryset"] = Persona.objects.visible_to(request.user)
        if db_field.name == "stages":
            return StagesField(
                stages_seen_by(request.user), required=False, help_text=db_field.help_text, label="Stages"
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """As Django's own; of another address nobody knows yet whether it opens."""
        if change and "url" in form.changed_data:
            obj.link_state, obj.link_note, obj.link_checked_at = Asset.Link.UNCHECKED, "", None
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """As Django's own; personas and stages that the user may not see stay tied to the asset."""
        asset = form.instance
        hidden = list(asset.personas.exclude(pk__in=Persona.objects.visible_to(request.user).values("pk")))
        beyond = list(asset.stages.exclude(pk__in=stages_seen_by(request.user).values("pk")))
        super().save_related(request, form, formsets, change)
        asset.personas.add(*hidden)
        asset.stages.add(*beyond)

    @admin.display(description="for")
    def made_for(self, asset):
        names = [persona.name for persona in asset.shown_personas]
        return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "") or "–"

    @admin.display(description="published", ordering=F("published_on").asc(nulls_last=True))
    def published(self, asset):
        if asset.published_on is None:
            return "–"
        day = f"{asset.published_on:%Y-%m-%d}"
        if not asset.is_old:
            return day
        return format_html('{} <span class="tag overdue">Over {} months</span>', day, OLD_AFTER_MONTHS)

    @admin.display(description="owner", ordering=F("owner__username").asc(nulls_last=True))
    def owned_by(self, asset):
        return called(asset.owner) if asset.owner else "–"

    @admin.display(description="link", ordering="link_state")
    def link(self, asset):
        return f"{asset.get_link_state_display()}{f' ({asset.link_note})' if asset.link_note else ''}"


class DueFilter(ChoiceFilter):
    title = "due"
    parameter_name = "due"
    choices_offered = [("overdue", "Overdue")]

    def chosen(self, queryset, value):
        return queryset.overdue()


@admin.register(ContentTask)
class ContentTaskAdmin(DraftsHidden, ContentAdmin):
    place = 61
    list_display = ["what", "persona", "journey_stage", "owned_by", "due", "status"]
    list_filter = ["status", DueFilter, "content_format"]
    list_select_related = ["content_format", "persona", "stage__journey", "owner"]
    search_fields = ["persona__name", "persona__role_label", "stage__name", "content_format__name", "note"]
    search_help_text = "Searches personas, stages, content types and notes."
    autocomplete_fields = ["persona", "content_format", "asset"]
    fieldsets = [
        (None, {"fields": ["persona", "stage", "content_format"]}),
        ("Who and when", {"fields": ["owner", "due_on", "note"]}),
        ("What came of it", {"fields": ["status", "asset"]}),
    ]

    def without_drafts(self, rows, user):
        return rows.visible_to(user)

    def save_model(self, request, obj, form, change):
        """As Django's own; a new one remembers who planned it."""
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description="content type", ordering="content_format__name")
    def what(self, task):
        return task.content_format.name

    @admin.display(description="stage", ordering="stage")
    def journey_stage(self, task):
        return f"{task.stage.journey}: {task.stage}"

    @admin.display(description="owner", ordering=F("owner__username").asc(nulls_last=True))
    def owned_by(self, task):
        return called(task.owner) if task.owner else "–"

    @admin.display(description="due", ordering=F("due_on").asc(nulls_last=True))
    def due(self, task):
        if task.due_on is None:
            return "–"
        day = f"{task.due_on:%Y-%m-%d}"
        return format_html('<span class="tag overdue">Overdue</span> {}', day) if task.is_overdue else day
