"""What every admin page of the catalogue shares."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

from .chosen import possible_pks

FORM_FIELDS = {models.URLField: {"assume_scheme": "https"}}
ROW_FIELDS = FORM_FIELDS | {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 1})}}


class CatalogueAdmin(admin.ModelAdmin):
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
        return super().response_action(request, queryset)


class RowsInline(admin.TabularInline):
    """Short rows inside another page, in our own table: labelled cells, no empty header, rows under group headings."""

    template = "admin/personas/rows_inline.html"
    formfield_overrides = ROW_FIELDS
    extra = 0
