"""Parts of a snapshot that the apps above this one keep: the hook through which they say what belongs to a persona."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.db.models import Model

from personas.models import Persona


@dataclass(frozen=True)
class Part:
    """What an app keeps of a persona, under a name of its own.

    `prefetch` are look-ups that `rows` needs: what it answers of a persona is plain values, as JSON has them. `shown`
    makes of kept rows a key, a heading and lines (pairs of a key and Markdown) for each heading, given also whether it
    is for an editor. `bring_back` writes kept rows instead of the persona's own. `owned` are models whose rows have a
    `persona`: to change one is to change her.
    """

    name: str
    prefetch: tuple
    rows: Callable[[Persona], list[dict]]
    shown: Callable[[list[dict], bool], list[tuple[str, str, list[tuple[str, str]]]]]
    bring_back: Callable[[Persona, list[dict]], None]
    owned: Collection[type[Model]] = field(default_factory=tuple)


_parts: dict[str, Part] = {}


def register_part(part: Part) -> None:
    """Have every snapshot hold it, from an app's `ready()`. Raises ValueError when another one has the name."""
    if _parts.setdefault(part.name, part) is not part:
        raise ValueError(f"There is a part “{part.name}” already.")


def parts() -> list[Part]:
    return list(_parts.values())


def owned_models() -> list[type[Model]]:
    return [model for part in parts() for model in part.owned]
