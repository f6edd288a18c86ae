"""Pieces of content that somebody is to make, in the starter catalogue."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from journeys.models import ContentTask
from personas.models import ContentFormat, Persona
from personas.starter.colleagues import colleagues_by_name
from personas.wording import lookup_key

from .assets import starter_stages

# For whom, in which stage, what; by whom, in how many days it is due, how far it is, and a note.
TASKS = (
    (
        "tech-exec-tristan",
        "Decision",
        "Case study",
        "nadia.rothe",
        21,
        "open",
        "Ask somebody who replaced three tools.",
    ),
    (
        "infosec-shiloh",
        "Evaluation",
        "Whitepaper",
        "felix.moreau",
        -6,
        "open",
        "Security reads it first.",
    ),
    ("platform-perry", "Awareness", "Podcast", "yuki.arakawa", 40, "open", ""),
    ("compliance-cooper", "Consideration", "Webinar", "", None, "open", "Three of the last five deals asked for it."),
    ("app-dev-avery", "Awareness", "Blog post", "felix.moreau", -30, "dropped", "A talk says the same already."),
)


@transaction.atomic
def load_tasks() -> int:
    """Add the starter's tasks where there is none yet; answers how many there are. Personas, stages, content types and
    colleagues that somebody took out are passed over."""
    if ContentTask.objects.exists():
        return 0
    personas = {persona.slug: persona for persona in Persona.objects.order_by()}
    stages = starter_stages()
    formats = {content_format.key: content_format for content_format in ContentFormat.objects.all()}
    owners = colleagues_by_name()
    for slug, stage, wanted, owner, days, status, note in TASKS:
        place = personas.get(slug), stages.get(lookup_key(stage)), formats.get(lookup_key(wanted))
        if all(place):
            persona, stage, content_format = place
            ContentTask.objects.create(
                persona=persona,
                stage=stage,
                content_format=content_format,
                owner=owners.get(owner),
                due_on=None if days is None else timezone.localdate() + timedelta(days=days),
                status=status,
                note=note,
            )
    return ContentTask.objects.count()
