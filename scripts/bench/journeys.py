"""Journeys that all personas go through, and ten thousand pieces of content for them."""

import random
from datetime import date, timedelta

from django.db import transaction

from journeys.models import Asset, Journey, Stage, Touchpoint, TouchpointFormat
from personas.models import ContentFormat, Persona

from .catalogue import BATCH

ASSETS = 10_000
STAGES = ("Awareness", "Consideration", "Decision", "Onboarding", "Renewal")
NAME = "How buyers decide"
MESSAGE = "It pays for itself **within a year**, and the team keeps the tools that it knows."
QUESTIONS = "Who else runs this, and what did it take?"


@transaction.atomic
def make_journeys() -> None:
    """One published journey in which every persona has a touchpoint in every stage, and the assets."""
    chance = random.Random(5)
    journey = Journey.objects.create(name=NAME, status="published", kind="buying")
    stages = [Stage.objects.create(journey=journey, name=name, order=order) for order, name in enumerate(STAGES)]
    people, formats = list(Persona.objects.order_by("pk")), list(ContentFormat.objects.order_by("pk"))
    touchpoints = Touchpoint.objects.bulk_create(
        [
            Touchpoint(
                persona=persona, stage=stage, involvement=1 + number % 3, key_message=MESSAGE, questions=QUESTIONS
            )
            for number, persona in enumerate(people)
            for stage in stages
        ],
        BATCH,
    )
    TouchpointFormat.objects.bulk_create(
        [TouchpointFormat(touchpoint=each, content_format=chance.choice(formats)) for each in touchpoints], BATCH
    )
    make_assets(people, stages, formats, chance)


def make_assets(people, stages, formats, chance) -> None:
    """Assets of the last five years, each for two personas in one stage."""
    today = date.today()
    assets = Asset.objects.bulk_create(
        [
            Asset(
                title=f"Piece {number:05} of content",
                url=f"https://content.example/{number}",
                content_format=chance.choice(formats),
                published_on=today - timedelta(days=chance.randrange(1800)),
            )
            for number in range(ASSETS)
        ],
        BATCH,
    )
    links = Asset.personas.through, Asset.stages.through
    links[0].objects.bulk_create(
        [links[0](asset=asset, persona=each) for asset in assets for each in chance.sample(people, 2)], BATCH
    )
    links[1].objects.bulk_create([links[1](asset=asset, stage=chance.choice(stages)) for asset in assets], BATCH)
