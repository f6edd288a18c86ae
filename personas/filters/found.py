"""The personas that a filter found."""

from dataclasses import dataclass

from django.db.models import QuerySet

from personas.census import Census, Crowd
from personas.models import Persona


@dataclass(frozen=True)
class FoundPersonas:
    """A list of personas in order, for a paginator: only those of the page are read, out of what the user may see."""

    census: Census
    crowd: Crowd
    order: str
    visible: QuerySet[Persona]

    def count(self) -> int:
        return self.crowd.count()

    def __getitem__(self, window: slice) -> list[Persona]:
        keys = self.census.in_order(self.crowd, self.order, window)
        personas = self.visible.in_bulk(keys)
        return [personas[key] for key in keys if key in personas]
