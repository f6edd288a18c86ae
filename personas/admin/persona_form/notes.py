"""Prose about a persona: one text in each facet, which is the facet's all in prose, and stands below a list."""

from functools import cached_property

from personas.models import PersonaNote

from .fields import MarkdownField
from .keyed_forms import KeyedForm, KeyedFormSet
from .rows import PersonaInline
from .vocabulary import WITHOUT_BLOCK


class NoteForm(KeyedForm):
    said = "body"

    body = MarkdownField(
        label="Text", help_text="Markdown, e.g. **bold**, *emphasis*, [links](https://example.com), lists."
    )

    class Meta:
        model = PersonaNote
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["body"] = self.instance.body

    @property
    def is_filled(self):
        return bool(self.cleaned_data["body"])


class NoteFormSet(KeyedFormSet):
    term_field = "facet"
    unknown = "A facet that you wrote about is no longer there. Copy its text to another one."

    @cached_property
    def terms(self):
        facets = self.vocabulary.facets.values()
        return [facet for facet in facets if facet.kind not in WITHOUT_BLOCK or facet.pk in self.stored]

    def note(self, verb, form):
        self.history.note(form.term.name, verb, "the text")

    def write(self, changed, new):
        for form in [*changed, *new]:
            form.instance.persona = self.instance
            form.instance.body = form.cleaned_data["body"]
        PersonaNote.objects.bulk_update([form.instance for form in changed], ["body"])
        PersonaNote.objects.bulk_create([form.instance for form in new])


class NoteInline(PersonaInline):
    model = PersonaNote
    form = NoteForm
    formset = NoteFormSet
