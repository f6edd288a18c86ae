"""A persona's own journeys, on its page."""

from itertools import groupby
from typing import NamedTuple

from django.urls import reverse

from journeys.models import Journey, Touchpoint
from personas.kept.parts import remembered
from personas.markdown import plain_text
from personas.models import Persona
from personas.prepared import prepared
from personas.querysets import may_see_drafts

LONGEST = 120
INVOLVEMENT = {value: label.lower() for value, label in Touchpoint.Involvement.choices}


class Moment(NamedTuple):
    """A stage in which the persona matters, how much, and what she should take away."""

    stage: str
    involvement: str
    message: str


class Road(NamedTuple):
    """A journey in which the persona matters."""

    address: str
    name: str
    is_draft: bool
    moments: tuple[Moment, ...]


def journeys_of(persona: Persona, user) -> tuple[str, dict] | None:
    """The journeys in which the persona matters, with the stages and what it does there. One query."""
    if not user.is_authenticated:
        return None
    rows = moments_of(persona.pk, drafts=may_see_drafts(user))
    roads = tuple(road(journey, found) for journey, found in groupby(rows, key=lambda row: row[:4]))
    return ("journeys/_panel.html", {"slug": persona.slug, "journeys": roads}) if roads else None


@prepared
def moments_of(persona: int, *, drafts: bool):
    """Key, address, name and status of a journey, then name, involvement and message of a stage in it."""
    journeys = Journey.objects.seen_with(drafts=drafts).order_by().values("pk")
    rows = Touchpoint.objects.filter(persona=persona, stage__journey__in=journeys).order_by(
        "stage__journey__order", "stage__journey__name", "stage__journey", "stage__order", "stage"
    )
    of_journey = [f"stage__journey__{name}" for name in ("pk", "slug", "name", "status")]
    return rows.values_list(*of_journey, "stage__name", "involvement", "key_message")


def road(journey: tuple, rows) -> Road:
    _, slug, name, status = journey
    moments = (Moment(stage, INVOLVEMENT[level], first_words(message)) for *_, stage, level, message in rows)
    return Road(reverse("journeys:detail", args=[slug]), name, status == Journey.Status.DRAFT, tuple(moments))


@remembered(most=2000)
def first_words(markdown: str) -> str:
    text = plain_text(markdown)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
