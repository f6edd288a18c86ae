"""The columns that are searched. An app above this one adds its own from its `ready()`; the next migration indexes
them."""

import re
from dataclasses import dataclass

from django.db.models import Model

PLAIN = re.compile("[a-z]{1,40}(_[a-z]{1,20})?")


@dataclass(frozen=True)
class Source:
    """Text columns of a model that are searched as one text. `name` is a plain word, unique among all sources."""

    name: str
    model: type[Model]
    columns: tuple[str, ...]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def key(self) -> str:
        """The column of the primary key."""
        return self.model._meta.pk.column


_sources: dict[str, Source] = {}


def register_source(name: str, model: type[Model], *columns: str) -> Source:
    """Have columns of a model indexed for the search; registering the same again changes nothing.

    Raises ValueError when the name is taken by other columns, or is no plain word.
    """
    source = Source(name, model, columns)
    if not PLAIN.fullmatch(name):
        raise ValueError(f"“{name}” is no plain word.")
    if _sources.setdefault(name, source) != source:
        raise ValueError(f"There is a search source “{name}” already.")
    return source


def sources() -> list[Source]:
    """All registered sources by name."""
    return [_sources[name] for name in sorted(_sources)]
