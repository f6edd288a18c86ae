"""The personas that a filter found."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from personas.cards import Listed, listed
from personas.census import Census, Crowd
from personas.models import Persona


@dataclass(frozen=True)
class FoundPersonas:
    """A list of personas in order, for a paginator: only those of the page are read, out of what the user may see."""

    census: Census
    crowd: Crowd
    order: str
    visible: QuerySet[Persona]
    starred: Collection[int]

    def count(self) -> int:
        return self.crowd.count()

    def __getitem__(self, window: slice) -> list[Listed]:
        keys = self.census.in_order(self.crowd, self.order, window)
        rows = listed(self.visible.filter(pk__in=keys).order_by().with_overdue(), self.starred)
        personas = {persona.pk: persona for persona in rows}
        return [personas[key] for key in keys if key in personas]
