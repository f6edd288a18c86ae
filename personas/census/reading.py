"""What a census reads: whole columns, with those who share a value put together by the database."""

from collections.abc import Callable

from django.db.models import Aggregate, TextField

from .crowds import Group, group_of
from .roll import Roll


class Listed(Aggregate):
    """The values of a group as one text with commas between: a row a group, where rows would cost a tuple each."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **context)


def groups_by(rows, *keys: str, roll: Roll) -> dict[tuple, Group]:
    """The rows of personas, such as their statements, as groups of personas: one for each combination of `keys`.

    A persona without a place in the roll came after the census began, and is left out.
    """
    listed = rows.order_by().values_list(*keys).annotate(listed=Listed("persona"))
    return {tuple(key): group_of(placed(text, roll.place), roll.size) for *key, text in listed}


def placed(text: str, places: Callable[[int], int | None]) -> set[int]:
    return set(map(places, map(int, text.split(",")))) - {None}
