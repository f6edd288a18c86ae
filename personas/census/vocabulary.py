"""The words that a census is taken in: names of types, roles, content types and teams, facets and their statements."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from personas.data_version import kept_while
from personas.markdown import plain_text
from personas.models import ContentFormat, Facet, PersonaType, PurchasingRole, Team, Trait


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of a comparable facet; `text` is Markdown."""

    key: int
    facet: int
    text: str


class FacetName(NamedTuple):
    slug: str
    name: str


class Vocabulary:
    """Everything by its order, and read when it is first asked for."""

    def __init__(self):
        self._labels: dict[int, str] = {}

    @cached_property
    def type_rows(self) -> list[tuple[int, str, str]]:
        """Primary key, slug and name of every type of persona."""
        return list(PersonaType.objects.values_list("pk", "slug", "name"))

    @property
    def types(self) -> dict[str, str]:
        return {slug: name for _, slug, name in self.type_rows}

    @cached_property
    def roles(self) -> dict[str, str]:
        return dict(PurchasingRole.objects.values_list("slug", "name"))

    @cached_property
    def formats(self) -> dict[str, str]:
        return dict(ContentFormat.objects.values_list("slug", "name"))

    @cached_property
    def teams(self) -> dict[str, str]:
        return dict(Team.objects.values_list("slug", "name"))

    @cached_property
    def facets(self) -> dict[int, FacetName]:
        """Every comparable facet by its primary key."""
        rows = Facet.objects.filter(comparable=True).values_list("pk", "slug", "name")
        return {key: FacetName(slug, name) for key, slug, name in rows}

    @cached_property
    def statements(self) -> dict[int, Statement]:
        """The statements of comparable facets in alphabetical order, by their primary keys."""
        rows = Trait.objects.filter(facet__comparable=True).order_by().values_list("pk", "facet", "statement")
        return {row[0]: Statement(*row) for row in sorted(rows, key=lambda row: (row[2], row[0]))}

    @cached_property
    def of_facet(self) -> dict[int, list[Statement]]:
        found = defaultdict(list)
        for statement in self.statements.values():
            found[statement.facet].append(statement)
        return found

    def label(self, statement: int) -> str:
        """A statement without its Markdown."""
        if statement not in self._labels:
            self._labels[statement] = plain_text(self.statements[statement].text)
        return self._labels[statement]


# Kept for as long as the vocabulary says the same, whatever becomes of the personas.
vocabulary = kept_while(PersonaType, PurchasingRole, ContentFormat, Team, Facet, Trait, most=1)(Vocabulary)
