"""The order of a list that a page and the catalogue both have: the page's items keep their order among themselves,
and what else is in the list stays where it is as far as that allows."""

from collections import defaultdict

from django.db.models import Model

from .ordering import interleaved
from .rows import Row
from .tables import Table


def settle_ranks(table: Table, rows: dict[tuple, Row], existing: dict[tuple, Model], *, prune: bool) -> list[Row]:
    """Give the rows of ranked lists their places; the rows returned are of items off the page that have to move.

    Where the catalogue has the page's items in the page's order already, nothing moves: so pages that each tell a part
    of a list can be imported again in any order.
    """
    if not table.ranked_in:
        return []
    stored = stored_lists(table, rows, existing)
    moved = []
    for group, keys in lists_of(table, rows).items():
        order = interleaved([key for key in stored[group] if key in rows or not prune], keys)
        is_settled = order == stored[group]
        for place, key in enumerate(order, start=1):
            rank = existing[key].rank if is_settled else place
            if key in rows:
                rows[key].values["rank"] = rank
            elif rank != existing[key].rank:
                moved.append(moved_row(table, key, rank, rows[keys[0]]))
    return moved


def moved_row(table: Table, key: tuple, rank: int, sample: Row) -> Row:
    """A row that only changes a rank, told in the plan as part of the same list as the sample."""
    return Row(table.model, key, {"rank": rank}, subject=sample.subject, part=sample.part, page=sample.page)


def lists_of(table: Table, rows: dict[tuple, Row]) -> dict[tuple, list[tuple]]:
    """The keys of the page's rows by the list they belong to, in the page's order."""
    lists = defaultdict(list)
    for key, row in rows.items():
        lists[group_of(table, key, row.values.get(table.ranked_by))].append(key)
    return lists


def stored_lists(table: Table, rows: dict[tuple, Row], existing: dict[tuple, Model]) -> dict[tuple, list[tuple]]:
    """The keys of the stored rows by list, in their order; a row that the page moves to another list is left out."""
    lists = defaultdict(list)
    for key, row in sorted(existing.items(), key=lambda pair: (pair[1].rank, pair[1].pk)):
        value = getattr(row, table.ranked_by) if table.ranked_by else None
        if key not in rows or rows[key].values.get(table.ranked_by) == value:
            lists[group_of(table, key, value)].append(key)
    return lists


def group_of(table: Table, key: tuple, value: object) -> tuple:
    return (*key[: table.ranked_in], value)
