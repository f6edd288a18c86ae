"""When personas last changed in substance: the seam to whoever keeps editions of them. Until somebody offers an answer
nothing is known, and nothing is called outdated."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from personas.panels import add_to_panel


@dataclass(frozen=True)
class Change:
    """The last material change of a persona: its day, and the number of the edition that has it, if there is one."""

    on: date
    edition: int | None = None


# Given primary keys of personas: the last material change of each of those that had one, in a constant number of
# queries.
Answer = Callable[[Collection[int]], dict[int, Change]]


def nothing_known(personas: Collection[int]) -> dict[int, Change]:
    return {}


_answers: list[Answer] = [nothing_known]


def register_material_changes(answer: Answer, made_of: Sequence[type[Model]] | None = None) -> None:
    """Have this function say when personas changed, from an app's `ready()`; it answers from these models' tables,
    which `register_versioned` has to know.

    Raises ValueError when another function was registered before.
    """
    if _answers[-1] not in (nothing_known, answer):
        raise ValueError("Somebody says already when personas changed.")
    _answers.append(answer)
    add_to_panel("sessions", made_of)


def material_changes(personas: Collection[int]) -> dict[int, Change]:
    """The last material change of each of these personas, given by primary key, as far as anybody knows of one."""
    return _answers[-1](personas) if personas else {}


def is_older(change: Change | None, *, made_on: date | None, edition: int | None = None) -> bool:
    """Whether something of that day, or of that edition, shows the persona as it was before the change; False of
    what neither is known."""
    if change is None:
        return False
    if edition is not None and change.edition is not None:
        return edition < change.edition
    return made_on is not None and made_on < change.on
