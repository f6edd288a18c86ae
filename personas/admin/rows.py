"""Rows that tie a persona to something shared: the same row on the persona's page and on the shared thing's page."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from personas.models import ContentPreference, PersonaPurchasingRole, PersonaTitle, PersonaTrait

from .base import RowsInline


class FixedRelation(forms.Widget):
    """Shows the thing that a saved row is about, with a link to change the thing itself for all who share it.

    A persona may have a hundred rows: as text they need no query each and no drop-down each.
    """

    def __init__(self, thing):
        super().__init__()
        self.thing = thing

    def id_for_label(self, id_):
        return ""

    def render(self, name, value, attrs=None, renderer=None):
        url = reverse(f"admin:{self.thing._meta.label_lower.replace('.', '_')}_change", args=[self.thing.pk])
        return format_html(
            '<span class="fixed-relation" dir="auto">{}</span> '
            '<a class="related-widget-wrapper-link" id="change_id_{}" href="{}?_popup=1" data-popup="yes">'
            'Change<span class="visually-hidden"> {}</span></a>',
            self.thing,
            name,
            url,
            self.thing,
        )


class PersonaRowForm(forms.ModelForm):
    """A row of a persona. What a saved row is about, its `subject`, stays: another subject is another row."""

    subject = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields[self.subject].disabled = True
            self.fields[self.subject].widget = FixedRelation(getattr(self.instance, self.subject))

    @property
    def about(self) -> str:
        """What a saved row is about; the persona is on the page already, and would cost a query a row."""
        return str(getattr(self.instance, self.subject)) if self.instance.pk else ""

    @property
    def group(self) -> str:
        """The heading above the row; rows with the same one stand together."""
        return ""


class PersonaTraitForm(PersonaRowForm):
    subject = "trait"

    class Meta:
        model = PersonaTrait
        fields = ["trait", "rank", "detail", "lead_in"]

    @property
    def group(self) -> str:
        return self.instance.trait.facet.name if self.instance.pk else "New"


class ContentPreferenceForm(PersonaRowForm):
    subject = "content_format"

    class Meta:
        model = ContentPreference
        fields = ["content_format", "tier", "rank", "qualifier"]

    @property
    def group(self) -> str:
        return ContentPreference.Tier(self.initial["tier"]).label if self.instance.pk else "New"


class PersonaPurchasingRoleForm(PersonaRowForm):
    subject = "role"

    class Meta:
        model = PersonaPurchasingRole
        fields = ["role", "rank", "qualifier"]


class PersonaTitleForm(PersonaRowForm):
    subject = "title"

    class Meta:
        model = PersonaTitle
        fields = ["title", "rank", "qualifier"]


class PersonaRowsInline(RowsInline):
    """Rows on a persona's page. `related` is what they show and what one query fetches with them."""

    related = []

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related)


class SharedByForm(PersonaRowForm):
    subject = "persona"


class SharedByInline(PersonaRowsInline):
    """The same rows on the page of the shared thing: one a persona."""

    form = SharedByForm
    verbose_name_plural = "personas"
    verbose_name = "persona"
    ordering = ["persona__name", "persona__role_label", "pk"]
    autocomplete_fields = ["persona"]
    related = ["persona"]
