"""The blocks of a persona's form: one for each facet, in reading order, with the forms that belong to it."""

from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse

from personas.models import ContentPreference, Facet, PersonaNote, PersonaPurchasingRole, PersonaTitle, PersonaTrait

from .posted_rows import paste_name
from .vocabulary import Vocabulary

Kind = Facet.Kind
# What has a block even where the vocabulary has no facet of that kind, and what it is called then.
ALWAYS = {
    Kind.JOB_TITLES: "Job titles",
    Kind.PURCHASING_ROLES: "Purchasing roles",
    Kind.CONTENT_PREFERENCES: "Content types",
}

ROW_TEMPLATES = {
    PersonaTrait: "admin/personas/persona/_trait_row.html",
    PersonaTitle: "admin/personas/persona/_title_row.html",
    PersonaPurchasingRole: "admin/personas/persona/_role_row.html",
}
ROW_TEMPLATES = {
    PersonaTrait: "admin/personas/persona/_trait_row.html",
    PersonaTitle: "admin/personas/persona/_title_row.html",
    PersonaPurchasingRole: "admin/personas/persona/_role_row.html",
}


@dataclass
class RowList:
    """One list of rows: those of a formset that belong to `group`, None where the formset is one list.

    `inline` is the admin's wrapper around the formset, which knows what the user may do.
    """

    inline: object
    group: int | None
    noun: str
    row_template: str
    suggest: str = ""
    shared_ranks: bool = False
    blank: object = None

    @property
    def formset(self):
        return self.inline.formset

    @property
    def prefix(self) -> str:
        return self.formset.prefix

    @cached_property
    def rows(self) -> list:
        """The list's forms in their order: as typed where the page comes back, else by rank."""
        rows = [form for form in self.formset.forms if form.group == self.group]
        return rows if self.inline.has_add_permission else [form for form in rows if form.instance.pk]

    @property
    def is_filled(self) -> bool:
        return any(form.instance.pk or form.has_changed() for form in self.rows) or bool(self.paste_text)

    @property
    def is_editable(self) -> bool:
        return bool(self.inline.has_add_permission or self.inline.has_change_permission)

    @property
    def paste_name(self) -> str:
        return paste_name(self.prefix, self.group)

    @property
    def paste_text(self) -> str:
        """What stays in the box "Paste several" because it couldn't become rows."""
        return self.formset.data.get(self.paste_name, "") if self.formset.is_bound else ""

    @property
    def paste_error(self) -> str:
        return self.formset.posted.too_long.get(self.group, "") if self.formset.posted else ""

    @property
    def sharing(self) -> dict:
        """How many personas share what a row is about, by its primary key."""
        return getattr(self.formset, "sharing", {})


@dataclass
class Block:
    """A facet of the form. `anchor` is its id on the page, `types` the types that it applies to, none for all."""

    heading: str
    anchor: str
    kind: str
    description: str = ""
    types: list[int] = field(default_factory=list)
    hidden: bool = False
    rows: RowList | None = None
    grid: object = None
    note: object = None
    note_inline: object = None

    @property
    def note_apart(self) -> bool:
        """Whether the text stands below something else."""
        return bool(self.rows or self.grid)

    @property
    def is_filled(self) -> bool:
        return bool(
            (self.rows and self.rows.is_filled)
            or (self.grid and any(form.chosen for form in self.grid.formset.forms))
            or (self.note and (self.note["body"].value() or self.note.errors))
        )


class Blocks:
    """All blocks of a page. `inlines` are the admin's formsets, `chosen_type` is the primary key of the persona's
    type."""

    def __init__(self, vocabulary: Vocabulary, inlines, chosen_type: int | None):
        self.vocabulary = vocabulary
        self.inlines = {inline.opts.model: inline for inline in inlines}
        self.chosen_type = chosen_type

    def __iter__(self):
        return iter(self.all)

    @cached_property
    def all(self) -> list[Block]:
        blocks = [self.block(facet) for facet in self.vocabulary.facets.values()]
        missing = [kind for kind in ALWAYS if self.vocabulary.special(kind) is None]
        blocks += [self.filled(Block(ALWAYS[kind], f"facet-{kind}", kind)) for kind in missing]
        return [block for block in blocks if block.rows or block.grid or block.note]

    def block(self, facet: Facet) -> Block:
        block = Block(facet.name, f"facet-{facet.slug}", facet.kind, facet.description, sorted(facet.type_pks), False)
        self.filled(block, facet)
        applies = not facet.type_pks or self.chosen_type is None or self.chosen_type in facet.type_pks
        block.hidden = not applies and not block.is_filled
        return block

    def filled(self, block: Block, facet: Facet | None = None) -> Block:
        """The block with its forms, as far as the user may see them."""
        if block.kind == Kind.LIST:
            block.rows = self.statements(facet)
        elif block.kind == Kind.JOB_TITLES:
            block.rows = self.titles()
        elif block.kind == Kind.PURCHASING_ROLES:
            block.rows = self.roles()
        elif block.kind == Kind.CONTENT_PREFERENCES:
            block.grid = self.inlines.get(ContentPreference)
        block.note_inline = self.inlines.get(PersonaNote)
        if facet and block.note_inline:
            block.note = self.notes.get(facet.pk)
        return block

    @cached_property
    def notes(self) -> dict:
        inline = self.inlines[PersonaNote]
        forms = inline.formset.by_term
        return forms if inline.has_add_permission else {pk: form for pk, form in forms.items() if form.instance.pk}

    @cached_property
    def blank_rows(self) -> dict:
        """The row that scripts copy, by model."""
        return {model: inline.formset.empty_form for model, inline in self.inlines.items() if model is not PersonaNote}

    def row_list(self, model, group, noun: str, **others) -> RowList | None:
        inline = self.inlines.get(model)
        if inline is None:
            return None
        return RowList(inline, group, noun, ROW_TEMPLATES[model], blank=self.blank_rows[model], **others)

    def statements(self, facet: Facet) -> RowList | None:
        suggest = f"{reverse('admin:personas_suggest', args=['traits'])}?facet={facet.pk}"
        return self.row_list(PersonaTrait, facet.pk, "statement", suggest=suggest)

    def titles(self) -> RowList | None:
        return self.row_list(
            PersonaTitle, None, "job title", suggest=reverse("admin:personas_suggest", args=["titles"])
        )

    def roles(self) -> RowList | None:
        return self.row_list(PersonaPurchasingRole, None, "purchasing role", shared_ranks=True)

    @cached_property
    def lost_rows(self) -> list:
        """New rows of a list that is gone: shown so that what was typed can be copied."""
        inline = self.inlines.get(PersonaTrait)
        forms = inline.formset.forms if inline and inline.formset.is_bound else ()
        return [form for form in forms if form.group not in self.vocabulary.lists and not form.is_blank]
