"""A page as it was shown, as it is now, and as it was sent: what others changed of it, what its sender did, and where
these are the same thing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.forms import BaseFormSet, ModelChoiceField
from django.utils.text import Truncator, capfirst

from .states import Cell, State, Text, brief, has_named_rows, readable, sent_rows, sent_state, state_of

NAMED = 5
LONGEST = 300  # characters of a value that are shown
PLACES = ("rank", "order")  # fields that say where a row stands
TAKE = "_take-"  # what a choice is called in the form, before its key
THEIRS = "theirs"


@dataclass(frozen=True)
class Changed:
    """A field or row that is other than it was shown, in words: values stand in quotes. `yours` says what its sender
    has there instead; then `key` names the choice between both, where there is one."""

    where: str
    was: str
    now: str
    yours: str = ""
    key: str = ""
    is_theirs: bool = False

    @property
    def choice(self) -> str:
        return TAKE + self.key if self.key else ""


@dataclass
class Compared:
    """`base` is what the page showed, `cells` and `formsets` are the page as it is now, `data` and `files` what was
    sent. Without a base nobody knows what was shown. `earlier` is what the page had shown before it was refused."""

    base: State | None
    cells: list[Cell]
    formsets: list[BaseFormSet]
    data: dict
    files: dict
    earlier: State = field(default_factory=dict)

    @cached_property
    def was(self) -> State:
        return self.base or {}

    @cached_property
    def now(self) -> State:
        return state_of(self.cells)

    @cached_property
    def mine(self) -> State:
        return sent_state(self.cells, self.data, self.files)

    @cached_property
    def known(self) -> set[str]:
        """The rows that were shown."""
        return rows_in(self.was)

    @cached_property
    def rows(self) -> dict[str, list[Cell]]:
        """The cells of the rows that there are, by row."""
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            if "#" in cell.row:
                found.setdefault(cell.row, []).append(cell)
        return found

    @cached_property
    def sent(self) -> dict[str, str]:
        """Where each row was sent that was there when the page was shown: its prefix, by row."""
        return {
            f"{formset.prefix}#{key}": prefix
            for formset in self.formsets
            for key, prefix in sent_rows(formset, self.data).items()
        }

    @cached_property
    def ticked_off(self) -> set[str]:
        """The rows that the page's sender removed."""
        return {row for row, prefix in self.sent.items() if self.data.get(f"{prefix}-DELETE")}

    @cached_property
    def added(self) -> dict[str, list[Cell]]:
        """The rows that others added."""
        return {row: cells for row, cells in self.rows.items() if row not in self.known}

    @cached_property
    def gone(self) -> list[str]:
        """The rows that others removed."""
        watched = {formset.prefix for formset in self.formsets}
        rows = (row for row in dict.fromkeys(key.rpartition("-")[0] for key in self.was) if "#" in row)
        return [row for row in rows if row not in self.rows and row.partition("#")[0] in watched]

    @cached_property
    def lost(self) -> set[str]:
        """The rows that were sent and are gone since longer than the page was shown last: it showed them as new."""
        return (self.sent.keys() & rows_in(self.earlier)) - self.rows.keys() - self.known

    @cached_property
    def differs(self) -> bool:
        """Whether anything is other than it was shown. What the vocabulary gained or lost is no change of the row."""
        return bool(self.added or self.gone) or any(self.theirs(cell) for cell in self.cells)

    def theirs(self, cell: Cell) -> bool:
        """Whether somebody else changed it; a row of theirs is told as a whole."""
        if cell.key in self.was:
            return self.was[cell.key] != self.now[cell.key]
        return bool(cell.formset and has_named_rows(cell.formset) and cell.instance.pk)

    def ours(self, cell: Cell) -> bool:
        """Whether it was typed in."""
        return cell.key in self.mine and self.mine[cell.key] != self.was.get(cell.key, self.now[cell.key])

    def collides(self, cell: Cell) -> bool:
        return self.theirs(cell) and self.ours(cell) and self.mine[cell.key] != self.now[cell.key]

    def typed_in(self, row: str) -> bool:
        """Whether a row that others removed was sent with something else than was shown."""
        if row not in self.sent or row in self.ticked_off:
            return False
        prefix = f"{self.sent[row]}-"
        shown = {key.rpartition("-")[2]: text for key, text in self.was.items() if key.rpartition("-")[0] == row}
        told = ((name, self.data.get(prefix + name)) for name in shown if name not in PLACES)
        return any(text is not None and brief(line_ends(text)) != shown[name] for name, text in told)

    def takes_theirs(self, key: str) -> bool:
        """What was chosen where both did something else."""
        return self.data.get(TAKE + key) == THEIRS

    # In words --------------------------------------------------------------------------------------------------------

    @cached_property
    def changes(self) -> list[Changed]:
        """All of it, in the order of the page."""
        if self.base is None:
            return [self.other_than_now(cell) for cell in self.cells if self.ours(cell)]
        cells = [cell for cell in self.cells if self.theirs(cell) and cell.row not in self.ticked_off]
        found = [self.changed(cell) for cell in cells if cell.bound.name not in PLACES or self.collides(cell)]
        found += [self.row_changed(row) for row in sorted(self.ticked_off & {cell.row for cell in self.moved})]
        found += [Changed(group(cells[0].formset), "", f"“{cells[0].instance}”") for cells in self.added.values()]
        found += [self.row_gone(row) for row in self.gone]
        return found or [Changed("Order", "", "other than it was") for _ in self.moved[:1]]

    @cached_property
    def moved(self) -> list[Cell]:
        return [cell for cell in self.cells if self.theirs(cell)]

    def other_than_now(self, cell: Cell) -> Changed:
        return Changed(where(cell), "", quoted(cell, cell.text), quoted(cell, self.mine[cell.key]))

    def changed(self, cell: Cell) -> Changed:
        both = self.collides(cell)
        yours = quoted(cell, self.mine[cell.key]) if both else ""
        was = quoted(cell, self.was.get(cell.key, ""))
        return Changed(where(cell), was, quoted(cell, cell.text), yours, *self.choice(cell.key if both else ""))

    def row_changed(self, row: str) -> Changed:
        """A row that one removed and others changed."""
        cells = [cell for cell in self.rows[row] if self.theirs(cell) and cell.bound.name not in PLACES]
        if not cells:
            return Changed(group(self.rows[row][0].formset), "", "in another place", "removed")
        now = ", ".join(quoted(cell, cell.text) for cell in cells)
        return Changed(where(cells[0]), "", now, "removed", *self.choice(f"{row}-DELETE"))

    def row_gone(self, row: str) -> Changed:
        formset = next(each for each in self.formsets if each.prefix == row.partition("#")[0])
        texts = [text for key, text in self.was.items() if key.rpartition("-")[0] == row and isinstance(text, str)]
        longest = max((readable(text) for text in texts if not text.isdigit()), key=len, default="")
        was = f"“{longest}”" if longest else ""
        if not self.typed_in(row):
            return Changed(group(formset), was, "removed")
        return Changed(group(formset), was, "removed", "kept, as you typed it", *self.choice(row))

    def choice(self, key: str) -> tuple[str, bool]:
        return key, bool(key) and self.takes_theirs(key)


def rows_in(state: State) -> set[str]:
    return {key.rpartition("-")[0] for key in state}


def line_ends(text) -> str:
    return str(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def where(cell: Cell) -> str:
    """ "Role label", "Aliases, Discovery: Wording"."""
    label = capfirst(str(cell.bound.label))
    if cell.formset is None:
        return label
    term = getattr(cell.bound.form, "term", None)
    return f"{group(cell.formset)}, {term or cell.instance}: {label}"


def group(formset: BaseFormSet) -> str:
    return capfirst(str(formset.model._meta.verbose_name_plural))


def said(cell: Cell, text: Text) -> str:
    """A value as people read it: what was chosen by its name."""
    texts = [readable(each) for each in (text if isinstance(text, list) else [text])]
    form_field = cell.bound.field
    if isinstance(form_field, ModelChoiceField):
        texts = names_of(form_field, texts)
    elif hasattr(form_field, "choices"):
        names = {str(value): str(name) for value, name in form_field.choices}
        texts = [names.get(each, each) for each in texts]
    return Truncator(", ".join(filter(None, texts))).chars(LONGEST)


def quoted(cell: Cell, text: Text) -> str:
    return f"“{words}”" if (words := said(cell, text)) else "empty"


def names_of(form_field: ModelChoiceField, texts: Iterable[str]) -> list[str]:
    """The rows that were chosen, the first by name and the others counted."""
    keys = [each for each in texts if each.isascii() and each.isdigit() and len(each) < 19]
    rows = form_field.queryset.filter(pk__in=keys[:NAMED]) if keys else ()
    more = [f"{len(keys) - NAMED} more"] if len(keys) > NAMED else []
    return [form_field.label_from_instance(row) for row in rows] + more
