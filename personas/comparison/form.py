"""What the address of a comparison says besides the personas: which rows, in which order, which columns on a phone."""

from collections.abc import Sequence

from django import forms

from personas.matrix import Group, Sorting

DIFFERENT, SHARED = "differences", "shared"
ROWS = [("", "All rows"), (DIFFERENT, "Only differences"), (SHARED, "Only shared")]


class SortingField(forms.CharField):
    """“name”, “count” or “by:ada”, with a minus for the reverse; gives a Sorting."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, max_length=200)

    def clean(self, value):
        try:
            return Sorting.read(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(str(error), code="unknown") from error


class CompareForm(forms.Form):
    """The state of a comparison of the personas of these addresses and names, which has these groups of rows."""

    only = forms.ChoiceField(
        choices=ROWS,
        required=False,
        widget=forms.RadioSelect,
        label="Rows",
        error_messages={"invalid_choice": "There is no choice of rows “%(value)s”."},
    )
    facet = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Facets",
        help_text="None ticked shows all of them.",
        error_messages={"invalid_choice": "There is no facet “%(value)s” to compare."},
    )
    one = forms.ChoiceField(required=False, label="Show")
    other = forms.ChoiceField(required=False, label="and")
    sort = SortingField()

    def __init__(self, data, names: Sequence[tuple[str, str]], groups: Sequence[Group]):
        data = data.copy()
        # A phone always shows two columns that differ: the first ones, unless the address says others.
        data["one"] = data.get("one") or names[0][0]
        if data.get("other") in (None, "", data["one"]):
            data["other"] = next(slug for slug, _ in names if slug != data["one"])
        super().__init__(data, label_suffix="")
        self.fields["facet"].choices = [(group.key, group.name) for group in groups]
        for side in ("one", "other"):
            self.fields[side].choices = names
            self.fields[side].error_messages["invalid_choice"] = "“%(value)s” isn't compared here."

    def clean(self):
        data = super().clean()
        sorting = data.get("sort")
        if sorting and sorting.column and sorting.column not in dict(self.fields["one"].choices):
            self.add_error("sort", f"“{sorting.column[:60]}” isn't compared here, so nothing can be sorted by it.")
        return data

    @property
    def problems(self) -> list[str]:
        return problems_of(self)


def problems_of(form: forms.Form) -> list[str]:
    """What is wrong with the address that a form read, as sentences."""
    return [sentence for sentences in form.errors.values() for sentence in sentences]
