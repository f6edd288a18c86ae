"""Questions to the database that are put together once: for what pages ask after every edit, Django takes longer to
write the SQL than the database to answer it."""

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache, wraps
from typing import NamedTuple

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import BaseExpression

# Stand in for the values while the SQL is written: numbers that no row has.
MARKS = tuple(range(-2_000_000_004, -2_000_000_000))
PLACES = {str(mark): place for place, mark in enumerate(MARKS)}


class Question(NamedTuple):
    """What the database is asked, with a mark for each value that is still to come. `converted` are the columns, by
    their places, that a database may give otherwise than Python wants them."""

    using: str
    sql: str
    values: tuple
    converted: dict[int, BaseExpression]

    def ask(self, *several: tuple) -> list[tuple]:
        """The rows, where these values stand in for the marks; those of several sets of values one after the other."""
        connection = connections[self.using]
        each = f"SELECT * FROM ({self.sql}) AS one"
        with connection.cursor() as cursor:
            sql = self.sql if len(several) == 1 else " UNION ALL ".join([each] * len(several))
            cursor.execute(sql, [value for values in several for value in self.filled_in(values)])
            rows = cursor.fetchall()
        return self.in_python(rows, connection) if self.converted else rows

    def filled_in(self, values: tuple) -> list:
        return [values[PLACES[str(each)]] if str(each) in PLACES else each for each in self.values]

    def in_python(self, rows: list[tuple], connection) -> list[tuple]:
        found = list(map(list, rows))
        for place, column in self.converted.items():
            converters = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
            for row in found:
                for convert in converters:
                    row[place] = convert(row[place], column, connection)
        return list(map(tuple, found))


def prepared(function: Callable[..., QuerySet]) -> Callable[..., list[tuple]]:
    """A function whose queryset of plain rows (`values_list`) is put together once gives these rows. Its arguments by
    place are at most four numbers or texts that the database compares with; those by name may decide what it is
    asked, and each of them is asked apart. Its `for_each` gives the rows for several sets of values with one query."""

    @lru_cache(maxsize=16)
    def put_together(count: int, **others: Hashable) -> Question:
        return question_of(function(*MARKS[:count], **others))

    @wraps(function)
    def rows(*values, **others) -> list[tuple]:
        return put_together(len(values), **others).ask(values)

    def for_each(several: Sequence[tuple], **others) -> list[tuple]:
        return put_together(len(several[0]), **others).ask(*several) if several else []

    rows.for_each = for_each
    return rows


def question_of(rows: QuerySet) -> Question:
    compiler = rows.query.get_compiler(rows.db)
    sql, values = compiler.as_sql()
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converted = {place: column for place, (_, column) in compiler.get_converters(columns).items()}
    return Question(rows.db, sql, values, converted)
