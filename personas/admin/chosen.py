"""The personas that were ticked in a list, carried through a confirmation as one hidden text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from personas.effects import Effect

# The largest primary key that both databases take.
LARGEST = 2**63 - 1
# As many as one look-up by primary keys may name on every SQLite.
MOST = 10_000


@dataclass(frozen=True)
class Chosen:
    """Primary keys, and the tags of the effects that were shown."""

    pks: list[int]
    agreed: set[str]

    @classmethod
    def of(cls, effects: Iterable[Effect]) -> Chosen:
        effects = list(effects)
        tags = {effect.tag for effect in effects if effect.changes}
        return cls([effect.persona.pk for effect in effects], tags)

    @classmethod
    def read(cls, pks: str, agreed: str) -> Chosen:
        """From what a form sent; whatever can't be a primary key is passed over."""
        return cls(list(dict.fromkeys(possible_pks(pks.split(",")))), set(filter(None, agreed.split(","))))

    @property
    def pks_text(self) -> str:
        return ",".join(map(str, self.pks))

    @property
    def agreed_text(self) -> str:
        return ",".join(sorted(self.agreed))


def possible_pks(texts: Iterable[str]) -> list[int]:
    """Those of the texts that may be a primary key, as numbers."""
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 20]
    return [number for number in numbers if number <= LARGEST]
