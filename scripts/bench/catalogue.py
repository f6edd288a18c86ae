"""A catalogue of any size to measure with: the same one each time."""

import random

from django.contrib.auth import get_user_model

from personas.models import (
    ContentFormat,
    ContentPreference,
    Facet,
    JobTitle,
    Persona,
    PersonaTitle,
    PersonaTrait,
    PersonaType,
    Trait,
)
from personas.slugs import slug_for
from personas.wording import wording_key

FACETS = ("Motivated by", "Biggest challenges", "Goals", "Responsibilities", "Frustrations", "Key tools")
CONTENT = ("Analyst report", "Webinar", "Podcast", "Case study", "Conference talk", "Product page")
TRAITS_A_FACET = 100
BATCH = 1000


def make_catalogue(personas: int, traits_each: int) -> None:
    """Write that many published personas of two types, each with so many traits, a title and three content types."""
    chance = random.Random(7)
    types = [PersonaType.objects.create(name=name) for name in ("Buyer", "User")]
    traits = make_traits()
    formats = [ContentFormat.objects.create(name=name, order=10 * n) for n, name in enumerate(CONTENT)]
    titles = JobTitle.objects.bulk_create(
        [JobTitle(name=f"Head of unit {n}", key=wording_key(f"Head of unit {n}")) for n in range(200)]
    )
    people = [
        Persona(
            name=f"Person {n:05}", slug=f"person-{n:05}", role_label="Unit head", status="published", type=types[n % 2]
        )
        for n in range(personas)
    ]
    Persona.objects.bulk_create(people, BATCH)
    links, held, preferences = [], [], []
    for persona in people:
        chosen = chance.sample(traits, traits_each)
        links += [PersonaTrait(persona=persona, trait=trait, rank=n) for n, trait in enumerate(chosen, 1)]
        held.append(PersonaTitle(persona=persona, title=chance.choice(titles)))
        tiers = enumerate(chance.sample(formats, 3), 1)
        preferences += [ContentPreference(persona=persona, content_format=each, tier=tier) for tier, each in tiers]
    for model, rows in ((PersonaTrait, links), (PersonaTitle, held), (ContentPreference, preferences)):
        model.objects.bulk_create(rows, BATCH)


def make_traits() -> list[Trait]:
    """A hundred statements in each of six comparable facets."""
    facets = [Facet.objects.create(name=name, order=10 * n, comparable=True) for n, name in enumerate(FACETS)]
    wordings = [(facet, f"{facet.name}: matter {n} of the day") for facet in facets for n in range(TRAITS_A_FACET)]
    rows = [Trait(facet=facet, statement=wording, key=wording_key(wording)) for facet, wording in wordings]
    return Trait.objects.bulk_create(rows, BATCH)


def make_persona(name: str, traits: int) -> Persona:
    """One more persona, with that many of the catalogue's traits."""
    persona = Persona.objects.create(
        name=name, slug=slug_for(name), type=PersonaType.objects.first(), status="published"
    )
    chosen = Trait.objects.order_by("pk")[:traits]
    PersonaTrait.objects.bulk_create(
        PersonaTrait(persona=persona, trait=trait, rank=rank) for rank, trait in enumerate(chosen, 1)
    )
    return persona


def make_administrator():
    """Somebody who may open every page."""
    return get_user_model().objects.create_superuser("bench", password=None)
