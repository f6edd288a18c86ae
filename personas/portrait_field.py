"""The portrait in a form: a field that takes pictures only, and what a form of a persona does with it."""

from django import forms
from django.core.files.base import File

from personas.models import Persona

from .portraits import files_of, processed, remove_unused

MISSING_ALT = "Say what the picture shows, e.g. “A woman in a server room”: not everybody can see it."


class PortraitField(forms.FileField):
    """A picture, checked and made anew. Cleans to the large one as a file, which has the other as `small`."""

    def __init__(self, *, max_length=None, **kwargs):
        super().__init__(**kwargs)  # the name that the upload came with is not kept, so it may be long

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not data or upload is initial or not isinstance(upload, File):
            return upload
        portrait = processed(upload)
        portrait.large.small = portrait.small
        return portrait.large

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": "image/jpeg,image/png,image/webp"}


class PortraitFormMixin:
    """For a model form of Persona with the field `portrait`: asks for a description, keeps both sizes, and clears away
    the old files."""

    def clean(self):
        data = super().clean()
        if data.get("portrait") and not data.get("portrait_alt", "").strip() and "portrait_alt" in self.fields:
            self.add_error("portrait_alt", MISSING_ALT)
        return data

    def save(self, commit=True):
        take_portrait(self.instance, self.cleaned_data.get("portrait"))
        return super().save(commit)


def take_portrait(persona: Persona, portrait) -> None:
    """Have the small picture follow the cleaned value of a PortraitField; False means that the portrait goes."""
    small = getattr(portrait, "small", None)
    if small is None and portrait is not False:
        return
    stored = Persona.objects.filter(pk=persona.pk).first() if persona.pk else None
    persona.portrait_small = small or ""
    if stored is not None:
        remove_unused(files_of(stored))
