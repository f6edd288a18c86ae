"""What the address of a chart says: whom it shows, which rows, in which order, and which page of a large one."""

from collections.abc import Sequence

from django import forms

from personas.comparison.form import SHARED, SortingField, problems_of

ROWS = [("", "All rows"), (SHARED, "Only what two or more share")]
FARTHEST = 100_000


class PageField(forms.IntegerField):
    """The number of a page, 1 where none is given."""

    widget = forms.HiddenInput

    def __init__(self, what: str):
        super().__init__(required=False, min_value=1, max_value=FARTHEST)
        self.error_messages = dict.fromkeys(self.error_messages, f"There is no such page of {what}.")
        for validator in self.validators:
            validator.message = self.error_messages["invalid"]

    def clean(self, value):
        return super().clean(value) or 1


class ChartForm(forms.Form):
    """The state of a chart; `types` are addresses and names of all types of persona. Nobody named and no type chosen
    means everybody."""

    type = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Types of persona",
        error_messages={"invalid_choice": "There is no type of persona called “%(value)s”."},
    )
    deprecated = forms.BooleanField(required=False, label="With deprecated personas")
    only = forms.ChoiceField(
        choices=ROWS,
        required=False,
        widget=forms.RadioSelect,
        label="Rows",
        error_messages={"invalid_choice": "There is no choice of rows “%(value)s”."},
    )
    sort = SortingField()
    page = PageField("personas")
    rows = PageField("rows")

    def __init__(self, data, types: Sequence[tuple[str, str]]):
        super().__init__(data, label_suffix="")
        self.fields["type"].choices = types

    @property
    def problems(self) -> list[str]:
        return problems_of(self)
