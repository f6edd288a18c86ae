"""What the admin pages of all vocabulary rows share: their aliases, their order, and how often they are used."""

from collections import Counter

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.forms import BaseInlineFormSet

from .base import FORM_FIELDS, RowsInline
from .merges import MergeAdmin

TERM_FIELDS = FORM_FIELDS | {models.TextField: {"widget": AdminTextareaWidget(attrs={"data-markdown": ""})}}


class AliasFormSet(BaseInlineFormSet):
    """Aliases of one term. Each form looks its wording up in the database; here they are held to each other."""

    def clean(self):
        super().clean()
        rows = [form for form in self.forms if form not in self.deleted_forms]
        keys = Counter(form.instance.key for form in rows)
        again = [form.instance.wording for form in rows if form.instance.key and keys[form.instance.key] > 1]
        if again:
            raise ValidationError("These aliases are the same wording: %(again)s.", params={"again": ", ".join(again)})


class AliasInline(RowsInline):
    formset = AliasFormSet
    fields = ["wording"]
    verbose_name_plural = "aliases"
    verbose_name = "alias"


def counting(model: type[models.Model], link: str):
    """How many rows of the model point to a row by the link. A subquery each: joined, two of them would multiply."""
    rows = model.objects.filter(**{link: OuterRef("pk")}).order_by().values(link)
    return Coalesce(Subquery(rows.annotate(rows=Count("pk")).values("rows")), 0)


class OrderForm(forms.ModelForm):
    """A row's place in the order, typed in the list."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            self.fields["order"].widget.attrs["aria-label"] = f"Order of {self.instance}"


class TermAdmin(MergeAdmin):
    """A kind of vocabulary row. `uses` counts what would be lost with it, as an expression."""

    section = "Vocabulary"
    uses = Value(0)

    formfield_overrides = TERM_FIELDS
    list_display = ["name", "order", "used"]
    list_editable = ["order"]
    search_fields = ["name", "aliases__wording", "description"]
    search_help_text = "Searches name, aliases and definition."
    fieldsets = [
        (None, {"fields": ["name", "description"]}),
        ("Place on screens", {"fields": ["order", "slug"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(used=self.uses)

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **kwargs | {"form": OrderForm})

    @admin.display(description="used", ordering="used")
    def used(self, term):
        if not term.used:
            return "Not used"
        return "Once" if term.used == 1 else f"{term.used} times"
