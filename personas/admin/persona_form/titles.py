"""Job titles of a persona."""

from personas.models import PersonaTitle
from personas.models.titles import TITLE_LENGTH

from .fields import LineField, rank_field
from .rows import RowsInline
from .worded_rows import WordedForm, WordedFormSet
from .wordings import Titles


class TitleForm(WordedForm):
    said = "title"
    extras = ("qualifier",)
    missing = "Write the title, e.g. “VP of Engineering”, or remove this row."
    wordings = Titles()

    title = LineField(max_length=TITLE_LENGTH, label="Job title", help_text="E.g. “VP of Engineering”.")
    rank = rank_field("1 is the most typical title.")
    qualifier = LineField(max_length=500, label="When it holds", help_text="E.g. “in larger companies”.")

    class Meta:
        model = PersonaTitle
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.current is not None:
            self.initial["qualifier"] = self.instance.qualifier


class TitleFormSet(WordedFormSet):
    thing_field = "title"
    wordings = Titles()


class TitleInline(RowsInline):
    model = PersonaTitle
    form = TitleForm
    formset = TitleFormSet
    related = ["title"]
