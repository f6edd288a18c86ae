"""The personas that share something, as rows on its page."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from personas.models import Persona
from personas.querysets import may_see_drafts

from .base import RowsInline


class FixedRelation(forms.Widget):
    """Shows the persona that a saved row is about, with a link to its page.

    There may be a hundred rows: as text they need no query each and no drop-down each.
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


class SharedByForm(forms.ModelForm):
    """A row of a persona. The persona of a saved row stays: another persona is another row."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["persona"].disabled = True
            self.fields["persona"].widget = FixedRelation(self.instance.persona)

    @property
    def about(self) -> str:
        """Whom a saved row is about; the shared thing is on the page already, and would cost a query a row."""
        return str(self.instance.persona) if self.instance.pk else ""


class SharedByInline(RowsInline):
    """Rows on the page of the shared thing: one a persona."""

    form = SharedByForm
    verbose_name_plural = "personas"
    verbose_name = "persona"
    ordering = ["persona__name", "persona__role_label", "pk"]
    autocomplete_fields = ["persona"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("persona")
        if may_see_drafts(request.user):
            return rows
        return rows.filter(persona__in=Persona.objects.visible_to(request.user).values("pk"))
