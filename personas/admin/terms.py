"""What the admin pages of all vocabulary rows share: their aliases, and how often they are used."""

from collections import Counter

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.forms import BaseInlineFormSet

from .base import CatalogueAdmin, RowsInline


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


class TermAdmin(CatalogueAdmin):
    """A kind of vocabulary row. `uses` counts what would be lost with it, as an aggregate over its relations."""

    section = "Vocabulary"
    uses = Value(0)

    list_display = ["name", "order", "used"]
    search_fields = ["name", "aliases__wording", "description"]
    search_help_text = "Searches name, aliases and definition."
    fieldsets = [
        (None, {"fields": ["name", "description"]}),
        ("Place on screens", {"fields": ["order", "slug"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(used=self.uses)

    @admin.display(description="used", ordering="used")
    def used(self, term):
        return f"{term.used} times" if term.used else "Not used"
