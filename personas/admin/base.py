"""What every admin page of the catalogue shares."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import DELETION
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

from personas.history import note, recorded
from personas.models import Persona

from . import recovering
from .chosen import possible_pks
from .meanwhile import WatchedAdmin

FORM_FIELDS = {models.URLField: {"assume_scheme": "https"}}
ROW_FIELDS = FORM_FIELDS | {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 1})}}


class CatalogueAdmin(WatchedAdmin):
    """A model of the catalogue. `section` is where the start page lists it, `place` its order there."""

    formfield_overrides = FORM_FIELDS
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER

    def get_ordering(self, request):
        # A list that counts what belongs to its rows loses the model's own order.
        return super().get_ordering(request) or self.opts.ordering

    def get_search_results(self, request, queryset, search_term):
        # Autocompletion hands any text through, and PostgreSQL answers a NUL with an error.
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def response_action(self, request, queryset):
        # The stock view hands whatever was sent to the database as primary keys.
        post = request.POST.copy()
        post.setlist(ACTION_CHECKBOX_NAME, possible_pks(post.getlist(ACTION_CHECKBOX_NAME)))
        request.POST = post
        with recorded():
            return super().response_action(request, queryset)

    def changelist_view(self, request, extra_context=None):
        more = {"deleted_url": recovering.deleted_url(request, self.model)}
        return super().changelist_view(request, more | (extra_context or {}))

    def recover_url(self, request):
        return recovering.deleted_url(request, self.model)

    # What a page saves or deletes is one act, of which the history keeps what became of the personas.

    def save_page(self, request, object_id, form_url, extra_context):
        with recorded():
            return super().save_page(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        with recorded():
            return super().delete_view(request, object_id, extra_context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        personas = Persona.objects.filter(pk__in=personas_touched(form, formsets))
        note(personas, by=request.user, message=f"Changed on the page of “{form.instance}”.")

    def log_addition(self, request, obj, message):
        entry = super().log_addition(request, obj, message)
        note([obj], by=request.user, message=said_in(entry) or "Added.")
        return entry

    def log_change(self, request, obj, message):
        entry = super().log_change(request, obj, message)
        note([obj], by=request.user, message=said_in(entry) or "Changed.")
        return entry

    def log_deletions(self, request, queryset):
        entries = super().log_deletions(request, queryset)
        note(queryset, by=request.user, message="Deleted.", action=DELETION)
        return entries


def said_in(entry) -> str:
    """What an entry of the admin's history says, as a sentence."""
    return entry.get_change_message()


def personas_touched(form, formsets) -> set[int]:
    """The personas whose rows a page saved among its own: a trait's, a rule's; and those who had them before."""
    rows = [row for formset in formsets for row in rows_saved(formset)]
    before = form.initial.get("persona") if "persona" in form.changed_data else None
    touched = {row.persona_id for row in rows if hasattr(row, "persona_id")} | ({before} if before else set())
    return touched - ({form.instance.pk} if isinstance(form.instance, Persona) else set())


def rows_saved(formset) -> list:
    changed = [row for row, _ in getattr(formset, "changed_objects", ())]
    return [*getattr(formset, "new_objects", ()), *changed, *getattr(formset, "deleted_objects", ())]


class RowsInline(admin.TabularInline):
    """Short rows inside another page, in our own table: labelled cells, no empty header, rows under group headings."""

    template = "admin/personas/rows_inline.html"
    formfield_overrides = ROW_FIELDS
    extra = 0
