"""Of whom statements are true. No other rows are as many, so all of them are read for those questions alone that need
all: what is asked of a few personas, of all but a few, or about a few statements, the database answers sooner."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping

from django.db.models import Count

from personas.models import PersonaTrait

from .crowds import Group, group_of, toggled
from .roll import Roll

FEW = 100


def count_all() -> Counter[int]:
    """How many personas each statement is true of, by its primary key."""
    return Counter(dict(PersonaTrait.objects.order_by().values_list("trait").annotate(Count("pk"))))


def count_of(personas: Collection[int]) -> Counter[int]:
    """How many of the personas with these primary keys each statement is true of."""
    rows = PersonaTrait.objects.order_by().filter(persona__in=personas)
    return Counter(rows.values_list("trait", flat=True)) if personas else Counter()


def groups_of(statements: Collection[int], place: Callable[[int], int | None], size: int) -> dict[int, Group]:
    """Of whom these statements are true. A persona without a place came after the census began, and is left out."""
    found = defaultdict(list)
    rows = PersonaTrait.objects.order_by().filter(trait__in=statements)
    for statement, persona in rows.values_list("trait", "persona"):
        if (there := place(persona)) is not None:
            found[statement].append(there)
    return {statement: group_of(places, size) for statement, places in found.items()}


def statements_of(personas: Collection[int]) -> Mapping[int, set[int]]:
    """The primary keys of the statements of each of these personas."""
    found = defaultdict(set)
    rows = PersonaTrait.objects.order_by().filter(persona__in=personas)
    for persona, statement in rows.values_list("persona", "trait"):
        found[persona].add(statement)
    return found


def regrouped(statements: Mapping[int, Group], personas: Collection[int], roll: Roll) -> dict[int, Group]:
    """Of whom each statement is true, after what is true of these personas has changed."""
    found, has = dict(statements), statements_of(personas)
    for persona in personas:
        if (place := roll.place(persona)) is not None:
            had = {statement for statement, group in found.items() if place in group}
            for statement in had ^ has[persona]:
                found[statement] = toggled(found.get(statement), place, roll.size)
            found = {statement: group for statement, group in found.items() if group is not None}
    return found
