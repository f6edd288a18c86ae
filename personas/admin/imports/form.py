"""The form of the import: files, a pasted page, and the options."""

from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath

from django import forms

from personas.handbook.pages import PAGE_BYTES, HandbookError, Page, read_page
from personas.models import Persona, PersonaType

from .order import ImportOrder, unsealed

PASTED = "The pasted page"
NAME_LENGTH = 200


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of uploaded files; cleans to a list of them."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(upload, initial) for upload in data or []]


class ImportForm(forms.Form):
    """Handbook pages to import, and how. A valid form has the ImportOrder in `order`.

    Browsers never send a chosen file back: pages that could be read stay in the form, sealed, to be kept or dropped,
    and with them what was decided about an earlier plan.
    """

    files = FilesField(
        required=False,
        label="Files",
        help_text="One or several Markdown pages of at most 2 MB each, e.g. personas-buyer.md.",
    )
    keep = forms.MultipleChoiceField(
        required=False,
        label="Pages that are here already",
        widget=forms.CheckboxSelectMultiple,
        help_text="Untick what shall not be imported.",
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label="Or paste a page",
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "spellcheck": "false"}),
        help_text="Markdown, e.g. a wiki page's source, that begins with “# Buyer personas”.",
    )
    type = forms.ModelChoiceField(
        PersonaType.objects.all(),
        required=False,
        to_field_name="slug",
        label="Type of persona",
        empty_label="As the page says, else the usual type",
        help_text="For personas of whom the page doesn't say it, e.g. “Buyer”.",
    )
    status = forms.ChoiceField(
        choices=[(status.value, status.label) for status in (Persona.Status.PUBLISHED, Persona.Status.DRAFT)],
        label="Status of new personas",
        help_text="Choose “Draft” when somebody should read them first. Personas that are here already keep theirs.",
    )
    prune = forms.BooleanField(
        required=False,
        label="Remove what is no longer on the pages",
        help_text="Left unticked, the plan only lists it. What other pages brought is never touched, and a persona in "
        "use is never deleted.",
    )
    sealed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, before=None, **kwargs):
        super().__init__(data, files, **kwargs)
        self.before = before or order_in((data or {}).get("sealed", ""))
        self.keep_pages([page for page in self.before.pages if page.name != PASTED])

    @classmethod
    def of(cls, order: ImportOrder):
        """The form, unsent, that would give this order."""
        pasted = "".join(page.text for page in order.pages if page.name == PASTED)
        options = {"type": order.type_slug, "status": order.status, "prune": order.prune, "text": pasted}
        return cls(before=order, initial=options)

    def clean(self):
        data = super().clean()
        kept = [self.kept[int(number)] for number in data.get("keep", [])] + self.uploaded(data.get("files", []))
        pasted = self.pasted(data.get("text", ""))
        if not self.errors and not kept and not pasted:
            self.add_error(None, "Choose a file or paste a page.")
        if not self.errors:
            options = {"type_slug": data["type"] and data["type"].slug, "status": data["status"]}
            self.order = replace(self.before, pages=kept + pasted, prune=data["prune"], **options)
        self.remember(kept)
        return data

    def uploaded(self, uploads) -> list[Page]:
        """The pages in the uploaded files; one that can't be read becomes an error at the field."""
        pages = []
        for upload in uploads:
            try:
                pages.append(read_page(PurePath(upload.name).name[-NAME_LENGTH:], upload.read(PAGE_BYTES + 1)))
            except HandbookError as error:
                self.add_error("files", str(error))
        return pages

    def pasted(self, text: str) -> list[Page]:
        """The pasted page, if there is one; one that can't be read becomes an error at the field."""
        try:
            return [read_page(PASTED, text.encode())] if text.strip() else []
        except HandbookError as error:
            self.add_error("text", str(error))
            return []

    def remember(self, pages: list[Page]) -> None:
        """Has the form bring these pages along when it is shown again, unless they are too large for that."""
        with suppress(HandbookError):
            sealed = replace(self.before, pages=pages).sealed()
            self.keep_pages(pages)
            self.data = self.data.copy()
            self.data["sealed"] = sealed
            self.data.setlist("keep", self.fields["keep"].initial)

    def keep_pages(self, pages) -> None:
        self.kept = list(pages)
        self.fields["keep"].choices = [(str(number), page.name) for number, page in enumerate(self.kept)]
        self.fields["keep"].initial = [number for number, _ in self.fields["keep"].choices]
        before = replace(self.before, pages=self.kept)
        self.fields["sealed"].initial = before.sealed() if before != ImportOrder([]) else ""


def order_in(sealed: str) -> ImportOrder:
    """The sealed order; an empty one when the text is none."""
    try:
        return unsealed(sealed)
    except HandbookError:
        return ImportOrder([])
