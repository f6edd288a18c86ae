"""What the fields of a page show, as plain texts: so that a page as it was, as it is now and as it was sent can be
held against each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256

from django.forms import BaseForm, BaseFormSet, BoundField, FileField, MultiWidget

Text = str | list[str]
State = dict[str, Text]

LONG = 200  # characters; of a longer text a page carries the beginning, and a digest by which it is known again
DIGEST = "\x1f"


@dataclass(frozen=True)
class Cell:
    """A field of a page that nobody has typed in yet. `key` names it whatever stands before it; `row` is the key of
    its row, empty for a field of the page itself, and `formset` is where the row stands."""

    key: str
    bound: BoundField
    row: str = ""
    formset: BaseFormSet | None = None

    @property
    def text(self) -> Text:
        value = self.bound.value()
        return name_of_file(value) if self.is_file else plain(value, self.bound.field.widget)

    @property
    def is_file(self) -> bool:
        return isinstance(self.bound.field, FileField)

    @property
    def instance(self):
        return self.bound.form.instance


def cells_of(form: BaseForm, formsets: Iterable[BaseFormSet]) -> Iterator[Cell]:
    """All fields that can be changed; of new rows nothing was shown."""
    for bound in form:
        if not bound.field.disabled:
            yield Cell(bound.html_name, bound)
    for formset in formsets:
        for row in formset.forms:
            yield from cells_of_row(formset, row)


def cells_of_row(formset: BaseFormSet, form: BaseForm) -> Iterator[Cell]:
    row = row_key(formset, form)
    passed_over = {*link_names(formset), "DELETE"}
    for bound in form if row else ():
        if bound.name not in passed_over and not bound.field.disabled:
            yield Cell(f"{row}-{bound.name}", bound, row, formset)


def row_key(formset: BaseFormSet, form: BaseForm) -> str:
    """What a row is called wherever it stands; nothing for a new one. Forms that are there for each term of the
    vocabulary carry its number in their names already."""
    if has_named_rows(formset):
        return form.prefix
    return f"{formset.prefix}#{form.instance.pk}" if form.instance.pk else ""


def has_named_rows(formset: BaseFormSet) -> bool:
    return hasattr(formset, "by_term")


def link_names(formset: BaseFormSet) -> tuple[str, str]:
    """The names of the hidden fields with the row's primary key, and with that of the page's own row. Also of a class
    of formsets."""
    return formset.model._meta.pk.name, getattr(getattr(formset, "fk", None), "name", "")


def state_of(cells: Iterable[Cell]) -> State:
    return {cell.key: brief(cell.text) for cell in cells}


def brief(text: Text) -> Text:
    """A text as a page carries it."""
    if isinstance(text, list) or len(text) <= LONG:
        return text
    return f"{text[: LONG // 2]}…{DIGEST}{sha256(text.encode(errors='replace')).hexdigest()[:16]}"


def readable(text: str) -> str:
    """What `brief` left of a text, for people."""
    return text.partition(DIGEST)[0]


def sent_state(cells: list[Cell], data, files) -> State:
    """What was sent for the cells; rows that weren't sent are left out, and files that nobody touched."""
    names = sent_names(cells, data)
    texts = {cell.key: sent(cell, data, files, names[cell.key]) for cell in cells if cell.key in names}
    return {key: brief(text) for key, text in texts.items() if text is not None}


def sent_names(cells: list[Cell], data) -> dict[str, str]:
    """Under which name each cell was sent: rows may stand in another place now. A term that the page didn't know has
    none."""
    formsets = {id(cell.formset): cell.formset for cell in cells if cell.formset is not None}.values()
    places = {
        f"{formset.prefix}#{key}": prefix for formset in formsets for key, prefix in sent_rows(formset, data).items()
    }
    names = {}
    for cell in cells:
        if cell.formset is None or (has_named_rows(cell.formset) and cell.bound.html_name in data):
            names[cell.key] = cell.bound.html_name
        elif cell.row in places:
            names[cell.key] = f"{places[cell.row]}-{cell.bound.name}"
    return names


def sent_rows(formset: BaseFormSet, data) -> dict[str, str]:
    """The prefix of each row that was sent with a primary key, by that."""
    if has_named_rows(formset):
        return {}
    prefixes = [f"{formset.prefix}-{number}" for number in range(sent_count(formset, data))]
    name, _ = link_names(formset)
    sent_keys = ((str(data.get(f"{prefix}-{name}", "")).strip(), prefix) for prefix in prefixes)
    return {key: prefix for key, prefix in sent_keys if key}


def sent_count(formset: BaseFormSet, data) -> int:
    """How many rows were sent, as far as the formset reads them."""
    total = str(data.get(f"{formset.prefix}-TOTAL_FORMS", ""))
    return min(int(total), formset.absolute_max) if total.isascii() and total.isdigit() and len(total) < 9 else 0


def sent(cell: Cell, data, files, name: str) -> Text | None:
    widget = cell.bound.field.widget
    value = widget.value_from_datadict(data, files, name)
    if cell.is_file:
        return None if value is None else name_of_file(value)
    return plain(value, widget)


def name_of_file(value) -> str:
    """Of a stored or an uploaded file; nothing where there is none, or it is to be taken away."""
    return str(getattr(value, "name", "") or "")


def plain(value, widget) -> Text:
    """A value as a text, or as a list of texts where there may be several (in order where that means nothing); spaces
    around it, and the line breaks that browsers make of others, are no difference."""
    widget = getattr(widget, "widget", widget)
    if isinstance(widget, MultiWidget):
        parts = (value if isinstance(value, list | tuple) else widget.decompress(value)) or [""] * len(widget.widgets)
        return [plain(part, own) for part, own in zip(parts, widget.widgets, strict=True)]
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, date | datetime | time):
        return str(widget.format_value(value))
    if value is not None and not isinstance(value, str) and hasattr(value, "__iter__"):
        return sorted(str(each) for each in value if each not in ("", None))
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
