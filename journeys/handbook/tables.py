"""By which fields an import knows the rows of journeys again."""

from journeys.models import Journey, Stage, StageAlias, Touchpoint, TouchpointFormat
from personas.handbook.tables import Table, register_table
from personas.models import ContentFormat, Persona, PersonaType, Team

STAGE = ("stage__journey__slug", "stage__key")
TOUCHPOINT = (*["stage__journey__slug"] * 3, "stage__key", "persona__slug")
OF_TOUCHPOINT = tuple(f"touchpoint__{part}" for part in TOUCHPOINT)


def register() -> None:
    """Have imports write journeys, their stages, and what personas do there."""
    register_table(Table(Journey, ("slug",), {"type": (PersonaType, ("type__key",))}, merged=("description",)))
    register_table(
        Table(
            Stage,
            ("journey__slug", "key"),
            {"journey": (Journey, ("journey__slug",))},
            merged=("description",),
        )
    )
    register_table(Table(StageAlias, (*STAGE, "key"), {"stage": (Stage, STAGE)}))
    register_table(
        Table(
            Touchpoint,
            TOUCHPOINT,
            {
                "stage": (Stage, STAGE),
                "persona": (Persona, ("persona__slug",)),
                "team": (Team, ("team__key",)),
            },
            merged=("questions", "key_message"),
            whole=3,
            describe=lambda row: (row.persona.heading, part_of(row.stage), row.get_involvement_display()),
            related=("persona", "stage__journey"),
        )
    )
    register_table(
        Table(
            TouchpointFormat,
            (*OF_TOUCHPOINT, "content_format__key"),
            {
                "touchpoint": (Touchpoint, OF_TOUCHPOINT),
                "content_format": (ContentFormat, ("content_format__key",)),
            },
            ranked_in=len(OF_TOUCHPOINT),
            whole=3,
            describe=lambda row: (
                row.touchpoint.persona.heading,
                part_of(row.touchpoint.stage),
                row.content_format.name,
            ),
            related=("touchpoint__persona", "touchpoint__stage__journey", "content_format"),
        )
    )


def part_of(stage: Stage) -> str:
    return f"{stage.journey.name}: {stage.name}"
