"""Texts of two rows that become one: nothing is dropped, and nothing is said twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from personas.wording import wording_key


def join_texts(*texts: str, between: str = "\n\n") -> str:
    """The texts after one another, without the empty ones and those that repeat another."""
    distinct: dict[str, str] = {}
    for text in texts:
        if text.strip():
            distinct.setdefault(wording_key(text), text)
    return between.join(distinct.values())


@dataclass
class Place:
    """A statement's place in a list: what makes two of them the same, and what is said beside it."""

    key: object
    detail: str
    lead_in: str
    row: object = None


def in_one_order(lists: Sequence[list]) -> list:
    """Lists of rows with a `lead_in` as one. What nothing leads in comes first, or it would stand below the words of
    another list."""
    free = [list(takewhile(lambda row: not row.lead_in, rows)) for rows in lists]
    led = [rows[len(first) :] for rows, first in zip(lists, free, strict=True)]
    return [row for rows in (*free, *led) for row in rows]


def join_repeated(lists: Sequence[Sequence]) -> tuple[list, list[tuple]]:
    """Lists as one in which each statement stands once, in its first place, and (dropped, kept) pairs.

    The statements have `key`, `detail` and `lead_in`, which are changed: a detail joins the kept one's; words that led
    in a dropped statement and those after it in its list lead in the next of them, and join the detail when there is
    none.
    """
    kept: dict[object, object] = {}
    staying, dropped = [], []
    for rows in lists:
        staying.append([])
        leading, leader = "", None
        for row in rows:
            if leading and row.lead_in:
                leader.detail = join_texts(leader.detail, leading)
            elif leading:
                row.lead_in = leading
            leading = ""
            first = kept.setdefault(row.key, row)
            if first is row:
                staying[-1].append(row)
                continue
            first.detail = join_texts(first.detail, row.detail)
            dropped.append((row, first))
            leading, leader = row.lead_in, first
        if leading:
            leader.detail = join_texts(leader.detail, leading)
    return in_one_order(staying), dropped
