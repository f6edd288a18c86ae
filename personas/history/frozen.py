"""What a page shows of a snapshot: the same parts as of a persona in the database, made of what was kept."""

from functools import cached_property
from typing import ClassVar

from personas.dossier import Dossier
from personas.models import Persona, PersonaType
from personas.told import Heading, Note, Preference, Role, Statement, Title, Told, with_content_types

from .snapshots import NUMBERS, Ref, Snapshot

# Whose file may have been replaced since.
PICTURES = {"portrait", "portrait_small"}


def persona_in(snapshot: Snapshot) -> Persona:
    """The persona's own fields, in a row that is not to be stored; without its picture, of which there is one only."""
    texts = {name: text for name, text in snapshot.texts.items() if name not in PICTURES}
    numbers = {name: snapshot.numbers.get(name) for name in NUMBERS}
    kind = PersonaType(pk=snapshot.type.id, name=snapshot.type.name, slug=snapshot.type.key)
    return Persona(pk=snapshot.id, type=kind, **texts, **snapshot.dates, **numbers)


def told_in(snapshot: Snapshot) -> Told:
    """What was told of her. The keys of facets are places: the facet itself may be gone."""
    facets = list(enumerate(snapshot.facets))
    headings = [
        Heading(place, facet.name, facet.slug, facet.kind, facet.in_summary, facet.comparable)
        for place, facet in ((place, part.facet) for place, part in facets)
    ]
    return Told(
        with_content_types(headings),
        tuple(
            Statement(None, place, row.trait.name, row.detail, row.lead_in)
            for place, part in facets
            for row in part.statements
        ),
        tuple(Note(place, part.note) for place, part in facets if part.note),
        tuple(Title(tie.of.name, tie.qualifier) for tie in snapshot.titles),
        tuple(Role(tie.rank, tie.of.key, tie.of.name, tie.qualifier) for tie in snapshot.roles),
        tuple(Preference(tie.tier, tie.rank, "", tie.of.name, tie.qualifier) for tie in snapshot.preferences),
    )


class FrozenDossier(Dossier):
    """A dossier of what was kept. Other personas are shown as far as the user may see them now. Two queries."""

    shared: ClassVar[dict[int, int]] = {}  # who else has a statement is nothing that was kept

    def __init__(self, snapshot: Snapshot, user):
        super().__init__(persona_in(snapshot), user)
        self.snapshot = snapshot
        self.told = told_in(snapshot)

    @cached_property
    def neighbours(self):
        return self.seen([self.snapshot.parent, self.snapshot.reports_to])

    @cached_property
    def successors(self):
        return self.seen(self.snapshot.successors)

    @property
    def relations(self):
        parts = (("Subset of", self.snapshot.parent), ("Reports to", self.snapshot.reports_to))
        around = [(heading, [each for each in self.neighbours if ref and each.pk == ref.id]) for heading, ref in parts]
        return [(heading, others) for heading, others in around if others]

    def seen(self, refs: list[Ref | None]) -> list[Persona]:
        """Those of the personas that are still there, and that the user may see."""
        keys = [ref.id for ref in refs if ref]
        return list(self.visible.filter(pk__in=keys)) if keys else []
