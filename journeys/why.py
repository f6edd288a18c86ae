"""Everything about one cell of a journey's table: what a click on it asks for."""

import re
from dataclasses import dataclass

from journeys.models import Asset, Journey, Stage, Touchpoint
from personas.models import ContentFormat, Persona, Team

ADDRESS = re.compile(r"([-\w]{1,150})\.([-\w]{1,150})", re.ASCII)
STAGE_KEY = re.compile(r"s(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Why:
    """What a persona does in a stage; `questions` and `message` are Markdown, `assets` counts what there is."""

    touchpoint: Touchpoint
    persona: Persona
    stage: Stage
    says: str
    questions: str
    message: str
    formats: list[ContentFormat]
    team: Team | None
    assets: int


def why(address: str, user, journey: Journey) -> Why | None:
    """All about a cell named "ada.s12", or "s12.ada" where the table is turned. None when there is no such cell in
    the journey, or it isn't theirs to see. Three queries."""
    parts = ADDRESS.fullmatch(address)
    touchpoint = parts and (told(parts[1], parts[2], user, journey) or told(parts[2], parts[1], user, journey))
    if not touchpoint:
        return None
    links = touchpoint.format_links.select_related("content_format").order_by("rank", "pk")
    assets = Asset.objects.filter(personas=touchpoint.persona_id).filter(stages=touchpoint.stage_id)
    return Why(
        touchpoint,
        touchpoint.persona,
        touchpoint.stage,
        touchpoint.get_involvement_display().lower(),
        touchpoint.questions,
        touchpoint.key_message,
        [link.content_format for link in links],
        touchpoint.team,
        assets.count(),
    )


def told(slug: str, key: str, user, journey: Journey) -> Touchpoint | None:
    """The touchpoint of that persona and that stage of the journey."""
    stage = STAGE_KEY.fullmatch(key)
    if stage is None:
        return None
    found = Touchpoint.objects.filter(stage__journey=journey, stage=int(stage[1]), persona__slug=slug)
    found = found.filter(persona__in=Persona.objects.visible_to(user))
    return found.select_related("persona", "stage", "team").first()
