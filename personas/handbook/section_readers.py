"""The hook for apps above this one: they read sections that the catalogue has no model for, before these become
guides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .content import Scope
from .drafts import PersonaDraft
from .outline import Block, Section
from .passages import Passage
from .rows import Row

SectionReader = Callable[[Section, Scope], Sequence[Row] | None]
PassageReader = Callable[[Passage, PersonaDraft, Scope], list[Block] | None]


@dataclass(frozen=True)
class _Registered:
    order: int
    name: str
    read: SectionReader | PassageReader


_readers: dict[str, _Registered] = {}
_passage_readers: dict[str, _Registered] = {}


def register_section_reader(name: str, read: SectionReader, *, order: int = 100) -> None:
    """Have `read(section, scope)` look at every section outside personas, smaller orders first.

    It returns the rows that the section stands for, and the section becomes no guide, or None to leave it alone. Rows
    about personas go to `scope.later`, as a function of a `finding.PersonaFinder`.
    Remarks go to `scope` (`note_reading`, `puzzle`). The rows' models need a table known to `tables.register_table`.
    """
    _readers[name] = _Registered(order, name, read)


def unregister_section_reader(name: str) -> None:
    """Forget a reader; one that isn't there is no error."""
    _readers.pop(name, None)


def register_passage_reader(name: str, read: PassageReader, *, order: int = 100) -> None:
    """Have `read(passage, persona, scope)` look at every labelled passage of a persona whose label is no facet's name,
    smaller orders first.

    It returns the blocks that it has no place for, perhaps none, which join the persona's introduction, or None to
    leave the passage alone.
    """
    _passage_readers[name] = _Registered(order, name, read)


def left_of_passage(passage: Passage, persona: PersonaDraft, scope: Scope) -> list[Block] | None:
    """What the first reader that takes the passage leaves of it; None when none takes it."""
    for reader in in_order(_passage_readers):
        left = reader.read(passage, persona, scope)
        if left is not None:
            return left
    return None


def in_order(readers: dict[str, _Registered]) -> list[_Registered]:
    return sorted(readers.values(), key=lambda each: (each.order, each.name))


def claimed_rows(section: Section, scope: Scope) -> list[Row] | None:
    """The rows of the first reader that claims the section, or None."""
    for reader in in_order(_readers):
        rows = reader.read(section, scope)
        if rows is not None:
            return list(rows)
    return None
