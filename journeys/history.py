"""What the history of a persona keeps of journeys: whatever is said of her in their stages."""

from django.db.models import Prefetch

from journeys.marking import NOBODY, put, snapshot, still_there
from journeys.models import Journey, Stage, Touchpoint, TouchpointFormat
from personas.history.parts import Part
from personas.models import Persona

LINKS = Prefetch("format_links", TouchpointFormat.objects.select_related("content_format"))
TOUCHPOINTS = Touchpoint.objects.select_related("stage__journey", "team").prefetch_related(LINKS)


def rows_of(persona: Persona) -> list[dict]:
    """Her touchpoints in the order of journeys and stages, each with what it says in values and in words."""
    return [row_of(touchpoint) for touchpoint in sorted(persona.touchpoints.all(), key=place)]


def place(touchpoint: Touchpoint) -> tuple:
    stage = touchpoint.stage
    return stage.journey.order, stage.journey.name, stage.journey_id, stage.order, stage.pk


def row_of(touchpoint: Touchpoint) -> dict:
    stage = touchpoint.stage
    formats = sorted(touchpoint.format_links.all(), key=lambda link: (link.rank, link.pk))
    return {
        "journey": [stage.journey_id, stage.journey.name],
        "stage": [stage.pk, stage.name],
        "values": snapshot(touchpoint),
        "team": touchpoint.team.name if touchpoint.team else "",
        "formats": [link.content_format.name for link in formats],
    }


def shown(rows: list[dict], is_editor: bool) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """A heading a journey, a line a stage. Of journeys that are drafts, or gone, only editors read. One query."""
    journeys = {row["journey"][0]: row["journey"][1] for row in rows}
    if journeys and not is_editor:
        seen = set(Journey.objects.published().filter(pk__in=journeys).values_list("pk", flat=True))
        journeys = {pk: name for pk, name in journeys.items() if pk in seen}
    return [
        (f"journey {pk}", f"Journey: {name}", [line_of(row) for row in rows if row["journey"][0] == pk])
        for pk, name in journeys.items()
    ]


def line_of(row: dict) -> tuple[str, str]:
    values = row["values"]
    first = f"{row['stage'][1]}: {Touchpoint(involvement=values['involvement']).get_involvement_display()}"
    more = [values["questions"], values["key_message"], ", ".join(row["formats"]), row["team"]]
    return str(row["stage"][0]), "\n\n".join([first, *filter(None, more)])


def bring_back(persona: Persona, rows: list[dict]) -> None:
    """The touchpoints instead of hers, as far as their stages are still there."""
    stages = Stage.objects.in_bulk([row["stage"][0] for row in rows])
    persona.touchpoints.all().delete()
    for row in rows:
        if stage := stages.get(row["stage"][0]):
            put(persona, stage, still_there(row["values"]), NOBODY)


PART = Part(
    name="touchpoints",
    prefetch=(Prefetch("touchpoints", TOUCHPOINTS),),
    rows=rows_of,
    shown=shown,
    bring_back=bring_back,
    owned=(Touchpoint,),
)
