"""What the address of a journey's table asks for: whom, which way round, which page, which columns on a phone."""

from collections.abc import Mapping
from functools import cached_property

from django import forms
from django.core.paginator import Page

from journeys.models import Journey
from journeys.table import Cast, JourneyTable
from personas.census.vocabulary import vocabulary
from personas.charts.form import PageField
from personas.comparison.form import problems_of
from personas.comparison.picks import picks_of
from personas.matrix import Matrix

MOST_NAMED = 50
SIDES = ("one", "other")


class TableForm(forms.Form):
    """The state of a journey's table."""

    type = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Types of persona",
        error_messages={"invalid_choice": "There is no type of persona called “%(value)s”."},
    )
    who = forms.CharField(
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        label="Persona",
        error_messages={
            "max_length": "A hundred letters are the most that a name is looked for by.",
            "null_characters_not_allowed": "There is a character in the name that can't be looked for.",
        },
    )
    turn = forms.BooleanField(required=False, label="Personas across")
    one = forms.CharField(required=False)
    other = forms.CharField(required=False)
    rows = PageField("rows")
    columns = PageField("columns")

    def __init__(self, data, types: Mapping[str, str]):
        """`types` are the names of all types by their slugs."""
        super().__init__(data, label_suffix="")
        self.fields["type"].choices = list(types.items())
        null = self.fields["who"].error_messages["null_characters_not_allowed"]
        for validator in self.fields["who"].validators:
            if getattr(validator, "code", "") == "null_characters_not_allowed":
                validator.message = null


class AskedTable:
    """One address of a journey's table: its form, whom it names, and what is wrong with it."""

    def __init__(
        self, request, journey: Journey, *, table: type[JourneyTable] = JourneyTable, all_of_type: bool = False
    ):
        self.journey = journey
        self.user = request.user
        self.kind_of_table = table
        self.all_of_type = all_of_type
        self.picks = picks_of(request.GET.getlist("p"), request.user, MOST_NAMED)
        self.form = TableForm(request.GET, vocabulary().types)
        self.is_valid = self.form.is_valid() and not self.picks.is_lost
        self.state = self.form.cleaned_data

    @cached_property
    def table(self) -> JourneyTable:
        cast = Cast(
            self.user, self.journey, self.state["type"], self.state["who"], self.picks.personas, self.all_of_type
        )
        return self.kind_of_table(self.journey, cast, self.state["turn"])

    def page(self) -> tuple[Matrix, Page, Page]:
        """Raises InvalidPage."""
        return self.table.page(self.state["rows"], self.state["columns"])

    @property
    def context(self) -> dict:
        chosen = self.form.data.getlist("type")
        may_choose = chosen or not self.journey.type
        types = self.form.fields["type"].choices if may_choose else ()
        return {
            "journey": self.journey,
            "types": tuple((slug, name, slug in chosen) for slug, name in types),
            "typed": self.form.data.get("who", ""),
            "is_wrong": bool(self.form["who"].errors),
            "turned": bool(self.form["turn"].data),
            "picks": self.picks,
            "slugs": tuple(self.picks.slugs),
            "is_narrowed": bool(self.picks.personas or self.form.data.get("who") or self.form.data.get("type")),
            "problems": [*self.picks.problems, *problems_of(self.form)],
        }

    def shown_columns(self, matrix: Matrix) -> list[int]:
        """The numbers, from 1, of the two columns that a phone shows."""
        keys = [column.key for column in matrix.columns]
        asked = [self.state[side] for side in SIDES if self.state[side] in keys]
        free = [key for key in keys if key not in asked]
        return [keys.index(key) + 1 for key in (asked + free)[:2]]

    def sides(self, matrix: Matrix) -> tuple[tuple[str, str, tuple[tuple[str, str, bool], ...]], ...]:
        """For each of the two columns of a phone its name in the address, its label, and the columns to choose
        from: key, name, and whether it is the one; nothing where there are no more than two."""
        if len(matrix.columns) < 3:
            return ()
        shown = self.shown_columns(matrix)
        columns = [(column.key, column.name) for column in matrix.columns]
        return tuple(
            (side, label, tuple((*column, number == place) for number, column in enumerate(columns, 1)))
            for side, label, place in zip(SIDES, ("Show", "and"), shown, strict=True)
        )
