"""What becomes of an editor's word that two traits differ, when traits become one."""

from collections.abc import Iterable

from personas.models import DifferentTraits

from .plan import Change


def pairs_after(rows: Iterable[DifferentTraits], into: dict[int, int]) -> tuple[list[Change], list[DifferentTraits]]:
    """The pairs that name other traits afterwards, and those that go: a trait doesn't differ from itself, and once is
    enough. `into` leads from the primary keys of the traits that go to those that stay."""
    changes, needless, known = [], [], set()
    # Those that stay as they are first: they are kept where a pair would be there twice.
    for row in sorted(rows, key=lambda row: (row.first_id in into or row.second_id in into, row.pk)):
        first, second = sorted(into.get(key, key) for key in (row.first_id, row.second_id))
        if first == second or (first, second) in known:
            needless.append(row)
            continue
        known.add((first, second))
        if (first, second) != (row.first_id, row.second_id):
            changes.append(Change(row, {"first_id": first, "second_id": second}))
    return changes, needless
