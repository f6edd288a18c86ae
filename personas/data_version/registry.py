"""The tables whose changes raise the number."""

from dataclasses import dataclass, field, replace
from functools import cache

from django.db.models import Model

# Where the database keeps a number for each of them, beside the one for all.
TABLES = "data_version_of_table"
# Where it notes of some of them whose rows have changed.
CHANGES = "data_version_change"
# How many of these notes are kept, and after how many new ones the oldest go.
KEPT_CHANGES, A_ROUND = 4096, 1024


@dataclass(frozen=True, eq=False)
class Aspect:
    """Some columns of a model's table that have a number of their own: it rises when rows come or go, and when one of
    these says something else. What is made of them alone needn't be made again after other edits."""

    model: type[Model]
    name: str
    fields: tuple[str, ...]


# What a number can be of.
Numbered = type[Model] | Aspect


@cache
def number_name(numbered: Numbered) -> str:
    """The name under which the database keeps the number."""
    if isinstance(numbered, Aspect):
        return f"{numbered.model._meta.db_table}.{numbered.name}"
    return numbered._meta.db_table


def columns_of(model: type[Model], fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(model._meta.get_field(name).column for name in fields)


@dataclass(frozen=True)
class Watched:
    """A table, and the `number` that it raises. Where `columns` are named, it matters only what happens to these, and
    that rows go away or, where `rows_come`, are added. With a column of keys in `whose`, it is noted, too, in which
    rows something happened, by what they say there."""

    table: str
    number: str
    columns: tuple[str, ...] = field(default=())
    rows_come: bool = True
    whose: str = ""

    @property
    def rows(self) -> list[str]:
        """What happens to rows as a whole and raises the number, as SQL says it."""
        return ["INSERT", "DELETE"] if self.rows_come else ["DELETE"]

    @property
    def update(self) -> str:
        """The update that raises the number, as SQL says it."""
        return f"UPDATE OF {', '.join(self.columns)}" if self.columns else "UPDATE"


_watched: dict[str, Watched] = {}


def register_versioned(*models: type[Model], fields: tuple[str, ...] = ()) -> None:
    """Has every change of these models' tables raise the number, from an app's `ready()`; where `fields` are named,
    only changes of these. Whatever a page shows, or hides by, belongs here; what readers keep for themselves doesn't.
    """
    for model in models:
        table = model._meta.db_table
        _watched[table] = Watched(table, table, columns_of(model, fields), rows_come=not fields)


def register_aspect(aspect: Aspect) -> None:
    """Has the aspect count, too, from an app's `ready()`; its model has to be registered as a whole."""
    name = number_name(aspect)
    _watched[name] = Watched(aspect.model._meta.db_table, name, columns_of(aspect.model, aspect.fields))


def register_changes(numbered: Numbered, whose: str) -> None:
    """Has the database note whose rows have changed, by what their field `whose` refers to, so that what is made of
    the table can be mended (`Mended`); from an app's `ready()`, for something registered before. Noting costs
    every writer something: for what is large and made often."""
    name = number_name(numbered)
    model = numbered.model if isinstance(numbered, Aspect) else numbered
    _watched[name] = replace(_watched[name], whose=model._meta.get_field(whose).column)


def watched_tables() -> list[Watched]:
    """All of them, by the names of their numbers."""
    return [_watched[name] for name in sorted(_watched)]
