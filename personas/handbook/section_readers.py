"""The hook for apps above this one: they read sections that the catalogue has no model for, before these become
guides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .content import Scope
from .outline import Section
from .rows import Row

SectionReader = Callable[[Section, Scope], Sequence[Row] | None]


@dataclass(frozen=True)
class _Registered:
    order: int
    name: str
    read: SectionReader


_readers: dict[str, _Registered] = {}


def register_section_reader(name: str, read: SectionReader, *, order: int = 100) -> None:
    """Have `read(section, scope)` look at every section outside personas, smaller orders first.

    It returns the rows that the section stands for, and the section becomes no guide, or None to leave it alone.
    Remarks go to `scope` (`note_reading`, `puzzle`). The rows' models need a table known to `tables.register_table`.
    """
    _readers[name] = _Registered(order, name, read)


def unregister_section_reader(name: str) -> None:
    """Forget a reader; one that isn't there is no error."""
    _readers.pop(name, None)


def claimed_rows(section: Section, scope: Scope) -> list[Row] | None:
    """The rows of the first reader that claims the section, or None."""
    for reader in sorted(_readers.values(), key=lambda each: (each.order, each.name)):
        rows = reader.read(section, scope)
        if rows is not None:
            return list(rows)
    return None
