"""A catalogue of any size to measure with: the same one each time."""

import random

from django.contrib.auth import get_user_model
from django.db import transaction

from personas.models import (
    ContentFormat,
    ContentPreference,
    Facet,
    Guide,
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
from personas.slugs import slug_for
from personas.wording import wording_key

from .job_titles import known_titles

TYPES = ("Buyer", "User")
FACETS = ("Motivated by", "Biggest challenges", "Goals", "Responsibilities", "Frustrations", "Key tools")
ON_CARDS = 2  # facets whose first statements cards and summaries show
CONTENT = ("Analyst report", "Webinar", "Podcast", "Case study", "Conference talk", "Product page")
ROLES = ("Decision-maker", "Influencer", "Initiator", "Researcher", "User")
TRAITS_A_FACET = 100
TRAITS_EACH = 30
FORMATS_EACH = 3
GUIDES = 20
BATCH = 1000


@transaction.atomic
def make_catalogue(personas: int) -> None:
    """Write a vocabulary, guides, and that many published personas of two types."""
    make_vocabulary()
    make_guides()
    add_personas(0, personas)


def make_vocabulary() -> None:
    """Types, a hundred statements in each of six comparable facets, roles, content types and a thousand job titles."""
    for name in TYPES:
        PersonaType.objects.create(name=name)
    for order, name in enumerate(CONTENT):
        ContentFormat.objects.create(name=name, order=order, description=f"What {name.lower()} means here.")
    for order, name in enumerate(ROLES):
        PurchasingRole.objects.create(name=name, order=order)
    Facet.objects.create(name="Introduction", kind=Facet.Kind.INTRODUCTION)
    facets = [
        Facet.objects.create(name=name, order=order, comparable=True, in_summary=order <= ON_CARDS)
        for order, name in enumerate(FACETS, 1)
    ]
    wordings = [(facet, f"{facet.name}: matter {n} of the day") for facet in facets for n in range(TRAITS_A_FACET)]
    Trait.objects.bulk_create(
        [Trait(facet=facet, statement=wording, key=wording_key(wording)) for facet, wording in wordings], BATCH
    )
    JobTitle.objects.bulk_create([JobTitle(name=name, key=wording_key(name)) for name in known_titles()], BATCH)


def make_guides() -> None:
    """Guides of a page of text, every fourth with the three after it as its parts."""
    text = "\n\n".join(f"A paragraph about **matter {n}**, as guides have them." for n in range(20))
    parent = None
    for number in range(GUIDES):
        parent = None if number % 4 == 0 else parent
        guide = Guide.objects.create(title=f"Guide {number}", body=text, parent=parent, order=number)
        parent = parent or guide


@transaction.atomic
def add_personas(first: int, end: int) -> None:
    """Personas of those numbers: each with statements, an introduction, a title, roles and content types."""
    chance = random.Random(first)
    types = list(PersonaType.objects.order_by("pk"))
    people = [
        Persona(
            name=f"Person {n:05}", slug=f"person-{n:05}", role_label="Unit head", status="published", type=types[n % 2]
        )
        for n in range(first, end)
    ]
    Persona.objects.bulk_create(people, BATCH)
    PersonaTrait.objects.bulk_create(
        several(PersonaTrait, "trait", "rank", people, list(Trait.objects.order_by("pk")), TRAITS_EACH, chance), BATCH
    )
    formats, roles = list(ContentFormat.objects.order_by("pk")), list(PurchasingRole.objects.order_by("pk"))
    ContentPreference.objects.bulk_create(
        several(ContentPreference, "content_format", "tier", people, formats, FORMATS_EACH, chance), BATCH
    )
    PersonaPurchasingRole.objects.bulk_create(
        several(PersonaPurchasingRole, "role", "rank", people, roles, 2, chance), BATCH
    )
    titles = list(JobTitle.objects.order_by("pk"))
    PersonaTitle.objects.bulk_create(
        [PersonaTitle(persona=persona, title=titles[n % len(titles)]) for n, persona in enumerate(people, first)],
        BATCH,
    )
    introduction = Facet.objects.get(kind=Facet.Kind.INTRODUCTION)
    text = "Keeps a unit running and wants fewer surprises. Reads little, asks colleagues, decides with others."
    PersonaNote.objects.bulk_create(
        [PersonaNote(persona=persona, facet=introduction, body=text) for persona in people], BATCH
    )


def several(model, field: str, place: str, people, choices, how_many: int, chance) -> list:
    """Rows of `model` that give each persona so many of the choices, with places from 1."""
    return [
        model(**{"persona": persona, field: choice, place: number})
        for persona in people
        for number, choice in enumerate(chance.sample(choices, how_many), 1)
    ]


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


def make_reader():
    """Somebody who reads and may change nothing."""
    return get_user_model().objects.create_user("reader", password=None)


def make_administrator():
    """Somebody who may open every page."""
    return get_user_model().objects.create_superuser("bench", password=None)
