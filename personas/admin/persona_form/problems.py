"""What stands in the way of saving, as a list at the top of the form: where it is, and what is wrong."""

from typing import NamedTuple


class Problem(NamedTuple):
    """`anchor` is the id of the field, empty where it belongs to none."""

    where: str
    what: str
    anchor: str = ""


def problems_of(form, blocks, inlines) -> list[Problem]:
    """All problems of a page in its order: the persona's own fields, the blocks, and what belongs nowhere."""
    if not form.is_bound:
        return []
    found = list(own_problems(form))
    for block in blocks:
        found += block_problems(block)
    for row in blocks.lost_rows:
        found += row_problems(row, "Rows without a facet")
    for inline in inlines:
        found += general_problems(inline.formset)
    return found


def own_problems(form):
    for name, errors in form.errors.items():
        field = form[name] if name in form.fields else None
        where = field.label if field else ""
        anchor = field.id_for_label if field else ""
        yield from (Problem(where, error, anchor) for error in errors)


def block_problems(block):
    if block.rows:
        for number, row in enumerate(block.rows.rows, start=1):
            yield from row_problems(row, f"{block.heading}, row {number}")
        if block.rows.paste_error:
            yield Problem(f"{block.heading}, paste several", block.rows.paste_error, f"id_{block.rows.paste_name}")
    if block.grid:
        for row in block.grid.formset.forms:
            yield from row_problems(row, f"{block.heading}, {row.term}")
    if block.note:
        yield from row_problems(block.note, block.heading)


def row_problems(row, where: str):
    """The errors of a row, unless it is to be removed."""
    if getattr(row, "is_ticked_off", False):
        return
    for name, errors in row.errors.items():
        field = row[name if name in row.fields else row.said]
        anchor = f"{field.id_for_label or field.auto_id}_0" if name == "tier" else field.auto_id
        yield from (Problem(where, error, anchor) for error in errors)


def general_problems(formset):
    """What concerns a formset as a whole; boxes with too many lines are told where they are."""
    posted = getattr(formset, "posted", None)
    told = set(posted.too_long.values()) if posted else set()
    yield from (Problem("", error) for error in formset.non_form_errors() if error not in told)
