"""Purchasing roles of a persona: two of them may share a place, so places stay as they are typed."""

from collections.abc import Iterator

from django import forms

from personas.models import PersonaPurchasingRole

from .fields import LineField, rank_field
from .rows import RowForm, RowFormSet, RowsInline


class RoleForm(RowForm):
    said = "role"
    extras = ("qualifier",)
    missing = "Choose the role, or remove this row."

    role = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, label="Purchasing role", help_text="E.g. “Influencer”."
    )
    rank = rank_field("1 is the most usual part; two parts may share a number.")
    qualifier = LineField(max_length=500, label="When it holds", help_text="E.g. “for renewals only”.")

    class Meta:
        model = PersonaPurchasingRole
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.current is not None:
            self.initial["qualifier"] = self.instance.qualifier

    @property
    def initial_label(self):
        return str(self.current)

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """What can be chosen: value, name, and whether it is."""
        chosen = str(self["role"].value() or "")
        return [(str(value), name, str(value) == chosen) for value, name in self.fields["role"].choices]


class RoleFormSet(RowFormSet):
    thing_field = "role"

    def add_fields(self, form, index):
        super().add_fields(form, index)
        choices = [("", "Choose…"), *((pk, role.name) for pk, role in self.vocabulary.roles.items())]
        form.fields["role"].choices = choices

    def settle(self):
        for form in self.live:
            form.thing = self.vocabulary.roles[form.cleaned_data["role"]]

    def places(self):
        """The typed rank of each; those without one come after all that have one, one after the other."""
        typed = {form: form.cleaned_data.get("rank") for form in self.live}
        numbers: Iterator[int] = iter(range(max(filter(None, typed.values()), default=0) + 1, 10**12))
        return {form: rank or next(numbers) for form, rank in typed.items()}


class RoleInline(RowsInline):
    model = PersonaPurchasingRole
    form = RoleForm
    formset = RoleFormSet
    related = ["role"]
