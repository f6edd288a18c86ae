"""Journeys for other programs: stages, and who matters in each of them."""

from typing import Literal

from django.db.models import Prefetch
from ninja import Field, Query, Router, Schema

from config.api.parts import NOT_THERE, REFUSALS, Listed, Window, not_found, page_of
from journeys.models import Journey, Stage, Touchpoint, TouchpointFormat
from personas.api.access import reader_of
from personas.api.personas import Named, PersonaRef, api_address, reference
from personas.models import Persona

router = Router(tags=["Journeys"])
INVOLVEMENTS = {
    Touchpoint.Involvement.LEADS: "leads",
    Touchpoint.Involvement.TAKES_PART: "takes_part",
    Touchpoint.Involvement.IS_INFORMED: "is_informed",
}


class JourneySummary(Schema):
    slug: str
    name: str
    kind: Literal["buying", "product", "use_cases"]
    status: Literal["draft", "published"]
    persona_type: Named | None = Field(description="Whose journey it is; null for personas of every type.")
    description: str = Field(description="Markdown.")
    page: str = Field(description="The page for people.")
    api: str


class JourneyList(Listed):
    items: list[JourneySummary]


class JourneyQuery(Window):
    kind: Literal["buying", "product", "use_cases"] | None = Field(None, description="Only journeys of this kind.")


class TouchpointOut(Schema):
    persona: PersonaRef
    involvement: Literal["leads", "takes_part", "is_informed"]
    questions: str = Field(description="What they ask, Markdown.")
    key_message: str = Field(description="What they should take away, Markdown.")
    content_types: list[Named] = Field(description="What to show them, the first choice first.")
    team: str = Field(description="The team of ours that owns it, or empty.")


class StageOut(Schema):
    name: str
    description: str = Field(description="Markdown.")
    touchpoints: list[TouchpointOut]


class JourneyDetail(JourneySummary):
    stages: list[StageOut]


@router.get("journeys", response={200: JourneyList, **REFUSALS}, summary="Journeys", operation_id="journeys")
def journeys(request, wanted: Query[JourneyQuery]):
    """The journeys that the key's owner may see, in pages."""
    rows = Journey.objects.visible_to(reader_of(request)).select_related("type")
    rows = rows.filter(kind=wanted.kind) if wanted.kind else rows
    return page_of(request, rows, wanted, lambda page: [summary(request, each) for each in page])


@router.get(
    "journeys/{slug:slug}",
    response={200: JourneyDetail, **REFUSALS, **NOT_THERE},
    summary="One journey",
    operation_id="journey",
    url_name="journey",
)
def journey(request, slug: str):
    """Its stages in order, and in each of them the personas in use: how involved, what they ask, what to answer."""
    found = Journey.objects.visible_to(reader_of(request)).select_related("type").filter(slug=slug).first()
    if found is None:
        raise not_found(f"There is no journey “{slug[:60]}”.")
    stages = [stage_out(request, each) for each in stages_of(found, reader_of(request))]
    return summary(request, found) | {"stages": stages}


def stages_of(journey: Journey, user):
    """The stages with `seen_touchpoints`: those of personas in use whom the user may see, who leads first."""
    seen = Persona.objects.visible_to(user).current()
    links = TouchpointFormat.objects.select_related("content_format")
    touchpoints = (
        Touchpoint.objects.filter(persona__in=seen)
        .select_related("persona", "team")
        .prefetch_related(Prefetch("format_links", links))
        .order_by("involvement", "persona__name", "pk")
    )
    return Stage.objects.filter(journey=journey).prefetch_related(
        Prefetch("touchpoints", touchpoints, to_attr="seen_touchpoints")
    )


def summary(request, row: Journey) -> dict:
    return {
        "slug": row.slug,
        "name": row.name,
        "kind": row.kind,
        "status": row.status,
        "persona_type": {"slug": row.type.slug, "name": row.type.name} if row.type else None,
        "description": row.description,
        "page": request.build_absolute_uri(row.get_absolute_url()),
        "api": api_address(request, "journey", row.slug),
    }


def stage_out(request, stage: Stage) -> dict:
    touchpoints = [touchpoint_out(request, each) for each in stage.seen_touchpoints]
    return {"name": stage.name, "description": stage.description, "touchpoints": touchpoints}


def touchpoint_out(request, row: Touchpoint) -> dict:
    formats = [link.content_format for link in row.format_links.all()]
    return {
        "persona": reference(request, row.persona),
        "involvement": INVOLVEMENTS[row.involvement],
        "questions": row.questions,
        "key_message": row.key_message,
        "content_types": [{"slug": each.slug, "name": each.name} for each in formats],
        "team": row.team.name if row.team else "",
    }
