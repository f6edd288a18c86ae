"""The tables whose changes raise the number."""

from dataclasses import dataclass, field

from django.db.models import Model

# Where the database keeps a number for each of them, beside the one for all.
TABLES = "data_version_of_table"


@dataclass(frozen=True)
class Watched:
    """A table. Where `columns` are named, it matters only what happens to these, and that rows go away."""

    table: str
    columns: tuple[str, ...] = field(default=())

    @property
    def events(self) -> list[str]:
        """What raises the number, as SQL says it."""
        if not self.columns:
            return ["INSERT", "UPDATE", "DELETE"]
        return [f"UPDATE OF {', '.join(self.columns)}", "DELETE"]


_watched: dict[str, Watched] = {}


def register_versioned(*models: type[Model], fields: tuple[str, ...] = ()) -> None:
    """Has every change of these models' tables raise the number, from an app's `ready()`; where `fields` are named,
    only changes of these. Whatever a page shows, or hides by, belongs here; what readers keep for themselves doesn't.
    """
    for model in models:
        columns = tuple(model._meta.get_field(name).column for name in fields)
        _watched[model._meta.db_table] = Watched(model._meta.db_table, columns)


def watched_tables() -> list[Watched]:
    """All of them, by name."""
    return [_watched[table] for table in sorted(_watched)]
