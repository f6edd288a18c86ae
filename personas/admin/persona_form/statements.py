"""What is said about a persona in facets that are lists: rows of traits."""

from django import forms

from personas.models import PersonaTrait
from personas.models.traits import STATEMENT_LENGTH

from .fields import LineField, MarkdownField, rank_field
from .rows import RowsInline
from .worded_rows import WordedForm, WordedFormSet
from .wordings import Statements


class StatementForm(WordedForm):
    """A statement in the box, its facet in a hidden field."""

    said = "trait"
    extras = ("detail", "lead_in")
    missing = "Write the statement, e.g. “Silos between teams”, or remove this row."
    wordings = Statements()

    # Whatever is sent: a facet that is none is told in our own words.
    facet = forms.CharField(required=False, widget=forms.HiddenInput)
    trait = LineField(max_length=STATEMENT_LENGTH, label="Statement", help_text="E.g. “Silos between teams”.")
    rank = rank_field("1 comes first in its facet.")
    detail = MarkdownField(label="Detail", help_text=PersonaTrait._meta.get_field("detail").help_text)
    lead_in = MarkdownField(label="Lead-in", help_text=PersonaTrait._meta.get_field("lead_in").help_text)

    class Meta:
        model = PersonaTrait
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.current is not None:
            self.initial |= {
                "facet": self.current.facet_id,
                "detail": self.instance.detail,
                "lead_in": self.instance.lead_in,
            }
            self.fields["facet"].disabled = True

    @property
    def group(self):
        """The facet's primary key, as sent: it need not be there."""
        if self.current is not None:
            return self.current.facet_id
        number = self["facet"].value()
        return int(number) if str(number).isascii() and str(number).isdigit() else None


class StatementFormSet(WordedFormSet):
    thing_field = "trait"
    wordings = Statements()

    @property
    def groups(self):
        return list(self.vocabulary.lists)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        blank = index - self.initial_form_count() if index is not None else -1
        if not self.is_bound and 0 <= blank < len(self.groups):
            form.fields["facet"].initial = self.groups[blank]

    def settle(self):
        for form in self.live:
            if form.group not in self.vocabulary.lists:
                form.add_error("trait", "Its facet no longer holds statements. Copy the text to another one.")
        self.live = [form for form in self.live if not form.errors]
        super().settle()

    def group_of(self, row):
        return row.trait.facet_id

    def heading(self, group):
        return self.vocabulary.facets[group].name


class StatementInline(RowsInline):
    model = PersonaTrait
    form = StatementForm
    formset = StatementFormSet
    related = ["trait"]
