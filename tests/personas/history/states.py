"""A persona with a bit of everything, for tests of its history."""

from datetime import date

from personas.history.snapshots import snapshot_of, whole
from personas.models import Persona
from tests.personas.factories import (
    ContentPreferenceFactory,
    FacetFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaPurchasingRoleFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TitleRuleFactory,
    TraitFactory,
)


def full_persona(**fields) -> Persona:
    values = {"name": "Ada", "role_label": "Buyer", "slug": "ada", "status": "published"} | fields
    persona = PersonaFactory(**values, reviewed_on=date(2026, 1, 5), reports_to=PersonaFactory(name="Boss"))
    facet = FacetFactory(name="Goals")
    for rank, text in enumerate(("Fewer tools", "More sleep"), start=1):
        PersonaTraitFactory(persona=persona, trait=TraitFactory(facet=facet, statement=text), rank=rank, detail="Why.")
    PersonaNoteFactory(persona=persona, facet=facet, body="First.\n\nSecond.")
    PersonaTitleFactory(persona=persona, title__name="Head of Ink", qualifier="sometimes")
    PersonaPurchasingRoleFactory(persona=persona, role__name="Initiator")
    ContentPreferenceFactory(persona=persona, content_format__name="Podcast", tier=2)
    TitleRuleFactory(persona=persona, includes="ink")
    return persona


def now(persona):
    """The persona's snapshot as the database has it."""
    return snapshot_of(whole(Persona.objects.filter(pk=persona.pk)).get())
