"""What was typed and what others saved, put together: theirs wherever nothing was typed, all rows of both."""

from django.forms import BaseFormSet, MultiWidget

from .comparing import PLACES, Compared, line_ends
from .states import DIGEST, Cell, Text, has_named_rows, link_names, sent_count, sent_names

Values = dict[str, list[str]]  # what a row sends, by the names of its fields


def joined(compared: Compared):
    """The sent data with what others saved. Where both changed the same, what was typed stays unless theirs was
    chosen."""
    data = with_terms(compared)
    names = sent_names(compared.cells, data)
    for cell in compared.cells:
        if compared.theirs(cell) and cell.key in names and not keeps_ours(compared, cell):
            put(data, names[cell.key], cell)
    for row in compared.ticked_off:
        if compared.takes_theirs(f"{row}-DELETE"):
            data.pop(f"{compared.sent[row]}-DELETE", None)
    return with_rows(data, compared, is_joining=True)


def without_gone(compared: Compared):
    """The sent data in which rows that others removed are new ones, so that they can be saved. Those that were shown
    keep their primary keys until the page is sent again: by these they are known when both are put together."""
    return with_rows(with_terms(compared), compared, is_joining=False)


def with_terms(compared: Compared):
    """The sent data with what is said of terms that the vocabulary has gained since: the page didn't know them."""
    data = compared.data.copy()
    for cell in compared.cells:
        if cell.formset and has_named_rows(cell.formset) and cell.bound.html_name not in data:
            put(data, cell.bound.html_name, cell)
    return data


def is_saved_already(compared: Compared) -> bool:
    """Whether all that was sent is what others saved, as when a button is pressed twice."""
    cells = (cell for cell in compared.cells if cell.bound.name not in PLACES)
    return (
        all(says_what_is_saved(compared, cell) for cell in cells)
        and compared.ticked_off == set(compared.gone)
        and all(adds_the_same(compared, formset) for formset in compared.formsets if not has_named_rows(formset))
    )


def says_what_is_saved(compared: Compared, cell: Cell) -> bool:
    if cell.key in compared.mine:
        return compared.mine[cell.key] == compared.now[cell.key]
    return not compared.theirs(cell)


def adds_the_same(compared: Compared, formset: BaseFormSet) -> bool:
    stored, passed_over = set(compared.sent.values()), {"facet", *link_names(formset), *PLACES}
    sent = taken_out(compared.data.copy(), formset).items()
    ours = [values for prefix, values in sent if prefix not in stored and says_anything(values, passed_over)]
    theirs = [cells for cells in compared.added.values() if cells[0].formset is formset]
    return len(ours) == len(theirs) and all(any(says_the_same(row, cells) for cells in theirs) for row in ours)


def as_new(data, formsets):
    """The data of a page that is gone as that of a new one; `formsets` are its classes of formsets."""
    data = data.copy()
    for formset in formsets:
        prefix = formset.get_default_prefix()
        names = [f"-{name}" for name in link_names(formset)]
        for name in [name for name in data if name.startswith(f"{prefix}-") and name.endswith(tuple(names))]:
            data.pop(name)
        data[f"{prefix}-INITIAL_FORMS"] = "0"
    return data


def keeps_ours(compared: Compared, cell: Cell) -> bool:
    return compared.ours(cell) and not (compared.collides(cell) and compared.takes_theirs(cell.key))


def put(data, name: str, cell: Cell) -> None:
    """Say for a field what the database has; of files there is nothing to say."""
    widget = getattr(cell.bound.field.widget, "widget", cell.bound.field.widget)
    if isinstance(widget, MultiWidget):
        for ending, text in zip(widget.widgets_names, cell.text, strict=True):
            data[f"{name}{ending}"] = text
    elif not cell.is_file:
        data.setlist(name, several(cell.text))


def several(text: Text) -> list[str]:
    return text if isinstance(text, list) else [text]


# Rows --------------------------------------------------------------------------------------------------------------


def with_rows(data, compared: Compared, *, is_joining: bool):
    """The data with the rows that others added, when joining, and with those that they removed as new ones: all of
    them, or, when joining, those that somebody typed in."""
    for formset in compared.formsets:
        if not has_named_rows(formset):
            settle(data, formset, compared, is_joining)
    return data


def settle(data, formset: BaseFormSet, compared: Compared, is_joining: bool) -> None:
    stored, new = [], []
    rows = {prefix: row for row, prefix in compared.sent.items()}
    added = [cells for cells in compared.added.values() if cells[0].formset is formset]
    for prefix, values in taken_out(data, formset).items():
        row = rows.get(prefix)
        if row is not None and row not in compared.gone and row not in compared.lost:
            stored.append(values)
        elif row is None and not (is_joining and any(says_the_same(values, cells) for cells in added)):
            new.append(values)
        elif row is not None and is_kept(compared, row, is_joining):
            new.append(brought_back(values, row, formset, compared))
    stored += [values_of(cells, formset) for cells in added if is_joining]
    put_back(data, formset, stored if not is_joining else sorted(stored, key=place_of), new)


def taken_out(data, formset: BaseFormSet) -> dict[str, Values]:
    """Every row that was sent, out of the data: what it said, by its prefix."""
    rows: dict[str, Values] = {f"{formset.prefix}-{number}": {} for number in range(sent_count(formset, data))}
    start = f"{formset.prefix}-"
    for name in [name for name in data if name.startswith(start)]:
        number, _, own = name.removeprefix(start).partition("-")
        if own and (row := rows.get(start + number)) is not None:
            row[own] = data.pop(name)
    return rows


def put_back(data, formset: BaseFormSet, stored: list[Values], new: list[Values]) -> None:
    """Stored rows come first: so the formset knows them."""
    for number, values in enumerate([*stored, *new]):
        for name, texts in values.items():
            data.setlist(f"{formset.prefix}-{number}-{name}", texts)
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(stored) + len(new))
    data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(stored))


def is_kept(compared: Compared, row: str, is_joining: bool) -> bool:
    """Whether a row that others removed is to stay. When joining, it does where somebody typed in it and didn't choose
    otherwise."""
    if is_joining:
        return compared.typed_in(row) and not compared.takes_theirs(row)
    return row not in compared.ticked_off


def brought_back(values: Values, row: str, formset: BaseFormSet, compared: Compared) -> Values:
    """A row that is gone as a new one. What its page didn't send is as it was shown."""
    own = {key.rpartition("-")[2]: text for key, text in compared.was.items() if key.rpartition("-")[0] == row}
    shown = {name: several(text) for name, text in own.items() if DIGEST not in text and text not in ("", "on")}
    key, link = link_names(formset)
    left_out = (key, link) if row in compared.lost else (link,)
    return shown | {name: texts for name, texts in values.items() if name not in left_out}


def values_of(cells: list[Cell], formset: BaseFormSet) -> Values:
    """A stored row as its page would send it."""
    values: Values = {link_names(formset)[0]: [str(cells[0].instance.pk)]}
    for cell in cells:
        if isinstance(cell.bound.field.widget, MultiWidget):
            endings = cell.bound.field.widget.widgets_names
            values |= {f"{cell.bound.name}{ending}": [text] for ending, text in zip(endings, cell.text, strict=True)}
        elif not cell.is_file and cell.text != "":
            values[cell.bound.name] = several(cell.text)
    return values


def says_anything(values: Values, passed_over: set[str]) -> bool:
    """Whether a new row says more than where it belongs."""
    return any(texts[-1].strip() for name, texts in values.items() if texts and name not in passed_over)


def says_the_same(values: Values, cells: list[Cell]) -> bool:
    """Whether a new row says what a row of somebody else's says."""
    theirs = {cell.bound.name: cell.text for cell in cells if cell.bound.name not in PLACES}
    ours = {name: line_ends(texts[-1]) for name, texts in values.items() if name in theirs and texts}
    said = {name: text for name, text in ours.items() if text}
    return bool(said) and all(theirs[name] == text for name, text in said.items())


def place_of(values: Values) -> int:
    rank = next((values[name][-1].strip() for name in PLACES if values.get(name)), "")
    return int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 10 else 10**10
