"""What a page shows of a snapshot: the same parts as of a persona in the database, made of what was kept."""

from functools import cached_property

from personas.dossier import Dossier, ranked, with_content_types
from personas.models import (
    ContentFormat,
    ContentPreference,
    Facet,
    JobTitle,
    Persona,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PersonaType,
    PurchasingRole,
    Trait,
)

from .snapshots import NUMBERS, Ref, Snapshot

# Whose file may have been replaced since.
PICTURES = {"portrait", "portrait_small"}


def persona_in(snapshot: Snapshot) -> Persona:
    """The persona's own fields, in a row that is not to be stored; without its picture, of which there is one only."""
    texts = {name: text for name, text in snapshot.texts.items() if name not in PICTURES}
    numbers = {name: snapshot.numbers.get(name) for name in NUMBERS}
    kind = PersonaType(pk=snapshot.type.id, name=snapshot.type.name, slug=snapshot.type.key)
    return Persona(pk=snapshot.id, type=kind, **texts, **snapshot.dates, **numbers)


class FrozenDossier(Dossier):
    """A dossier of what was kept. Other personas are shown as far as the user may see them now. Two queries."""

    def __init__(self, snapshot: Snapshot, user):
        super().__init__(persona_in(snapshot), user)
        self.snapshot = snapshot
        self.told = self

    @cached_property
    def facets(self):
        # Their numbers are places: the facet itself may be gone.
        facets = [
            Facet(
                pk=place,
                name=part.facet.name,
                slug=part.facet.slug,
                kind=part.facet.kind,
                in_summary=part.facet.in_summary,
                comparable=part.facet.comparable,
            )
            for place, part in enumerate(self.snapshot.facets)
        ]
        return with_content_types(facets)

    @cached_property
    def statements(self):
        empty: dict[int, list[PersonaTrait]] = {None: []}
        return empty | {
            place: [
                PersonaTrait(trait=Trait(statement=row.trait.name), detail=row.detail, lead_in=row.lead_in)
                for row in part.statements
            ]
            for place, part in enumerate(self.snapshot.facets)
        }

    @cached_property
    def notes(self):
        return {place: PersonaNote(body=part.note) for place, part in enumerate(self.snapshot.facets) if part.note}

    @cached_property
    def titles(self):
        return [
            PersonaTitle(title=JobTitle(name=tie.of.name), qualifier=tie.qualifier) for tie in self.snapshot.titles
        ]

    @cached_property
    def purchasing_roles(self):
        return ranked(
            PersonaPurchasingRole(role=PurchasingRole(name=tie.of.name), rank=tie.rank, qualifier=tie.qualifier)
            for tie in self.snapshot.roles
        )

    @cached_property
    def tiers(self):
        tiers: dict[str, list[ContentPreference]] = {}
        for tie in self.snapshot.preferences:
            row = ContentPreference(
                content_format=ContentFormat(name=tie.of.name), tier=tie.tier, qualifier=tie.qualifier
            )
            tiers.setdefault(row.get_tier_display(), []).append(row)
        return tiers

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
