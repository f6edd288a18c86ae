"""A persona's own journeys, on its page."""

from itertools import groupby

from journeys.models import Journey, Touchpoint
from personas.markdown import plain_text
from personas.models import Persona

LONGEST = 120


def journeys_of(persona: Persona, user) -> tuple[str, dict] | None:
    """The journeys in which the persona matters, with the stages and what it does there. One query."""
    visible = Journey.objects.visible_to(user)
    touchpoints = Touchpoint.objects.filter(persona=persona, stage__journey__in=visible.order_by().values("pk"))
    rows = touchpoints.select_related("stage__journey").order_by(
        "stage__journey__order", "stage__journey__name", "stage__journey", "stage__order", "stage"
    )
    grouped = groupby(rows, key=lambda row: row.stage.journey)
    journeys = [(journey, [(row, first_words(row.key_message)) for row in found]) for journey, found in grouped]
    return ("journeys/_panel.html", {"persona": persona, "journeys": journeys}) if journeys else None


def first_words(markdown: str) -> str:
    text = plain_text(markdown)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
