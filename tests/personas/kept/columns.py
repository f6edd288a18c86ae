"""Which columns of ours a page was made of, to be held against what it says that it is made of."""

import re
from collections.abc import Iterable

from personas.data_version.registry import Aspect

OWN = ("personas_", "journeys_", "enablement_")
COLUMN = re.compile(r'"(\w+)"\."(\w+)"')


def columns_read(queries: Iterable[dict]) -> set[tuple[str, str]]:
    """Table and name of each column of ours that captured queries name."""
    return {pair for query in queries for pair in COLUMN.findall(query["sql"]) if pair[0].startswith(OWN)}


def columns_of(numbered) -> set[tuple[str, str]]:
    """Table and name of each column that a number stands for."""
    model, names = (numbered.model, numbered.fields) if isinstance(numbered, Aspect) else (numbered, None)
    fields = [each for each in model._meta.concrete_fields if names is None or each.primary_key or each.name in names]
    return {(model._meta.db_table, each.column) for each in fields}
