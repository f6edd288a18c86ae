"""A small catalogue to search in, and short ways to say what was found."""

import pytest

from personas.search.finding import search
from personas.search.words import parse
from tests.personas.factories import (
    ContentFormatAliasFactory,
    ContentFormatFactory,
    FacetFactory,
    GuideFactory,
    PersonaFactory,
    PersonaNoteFactory,
    PersonaTitleFactory,
    PersonaTraitFactory,
    TraitAliasFactory,
    TraitFactory,
    UserFactory,
)


@pytest.fixture
def cast(db):
    """Four personas: one with everything, one deprecated, one draft, and one with accents in her name."""
    tristan = PersonaFactory(name="Tech Exec Tristan", role_label="Tech Exec", slug="tristan")
    parker = PersonaFactory(name="Parker", role_label="Product Manager", slug="parker", status="deprecated")
    dana = PersonaFactory(name="Draft Dana", role_label="Head of Secrets", slug="dana", status="draft")
    zoe = PersonaFactory(name="Zoë Łukasz", role_label="Chef d’équipe", slug="zoe")
    challenges = FacetFactory(name="Biggest challenges")
    day = FacetFactory(name="A day at work", kind="prose")
    silos = TraitFactory(facet=challenges, statement="**Silos** between teams")
    shadow = TraitFactory(facet=challenges, statement="Procurement takes a quarter")
    hidden = TraitFactory(facet=challenges, statement="Hidden agendas")
    TraitFactory(facet=challenges, statement="Nobody has this quarter")
    TraitAliasFactory(trait=silos, wording="Departments that don't talk")
    for persona, trait in [(tristan, silos), (parker, silos), (tristan, shadow), (dana, hidden), (dana, shadow)]:
        PersonaTraitFactory(persona=persona, trait=trait)
    PersonaTitleFactory(persona=tristan, title__name="VP of Engineering")
    PersonaTitleFactory(persona=zoe, title__name="Head of Procurement")
    PersonaTitleFactory(persona=dana, title__name="Secret Agent")
    PersonaNoteFactory(persona=tristan, facet=day, body="Reads an *analyst report* before breakfast.\n\n- then mail")
    PersonaNoteFactory(persona=dana, facet=day, body="Keeps secrets until breakfast.")
    report = ContentFormatFactory(name="Analyst report", description="What an independent house found out.")
    ContentFormatAliasFactory(term=report, wording="Market study")
    ContentFormatFactory(name="Webinar", description="An hour on the screen.")
    GuideFactory(title="Reaching buyers", body="Start with the budget.\n\nThen ask for an analyst report.")
    GuideFactory(title="Budget season", body="When money is given out.")
    return {"tristan": tristan, "parker": parker, "dana": dana, "zoe": zoe}


@pytest.fixture
def seeker(db):
    """A user who may see what readers see."""
    return UserFactory()


@pytest.fixture
def finds(seeker):
    """Returns a function: what the words find for a reader, as the HTML of the titles by kind."""

    def finds(typed, user=seeker):
        return found_by(typed, user)

    return finds


def found_by(typed, user):
    groups = search(typed, user, slice(50)).groups
    return {group.kind.name: [str(hit.title) for hit in group.found.hits] for group in groups}


def asked(typed):
    return parse(typed)
