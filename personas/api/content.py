"""Content types, and whom they reach."""

from typing import Literal

from django.db.models import Prefetch
from ninja import Field, Query, Router, Schema

from config.api.parts import NOT_THERE, REFUSALS, Listed, Window, not_found, page_of
from personas.models import ContentFormat, ContentPreference, Persona

from .access import reader_of
from .personas import PersonaRef, api_address, reference

router = Router(tags=["Content types"])


class ContentTypeSummary(Schema):
    slug: str
    name: str
    definition: str = Field(description="Markdown.")
    example: str = Field(description="The address of a good one, or empty.")
    aliases: list[str]
    api: str


class ContentTypeList(Listed):
    items: list[ContentTypeSummary]


class Reached(Schema):
    persona: PersonaRef
    tier: Literal["primary", "secondary", "tertiary"]
    qualifier: str


class ContentTypeDetail(ContentTypeSummary):
    reaches: list[Reached] = Field(description="The personas in use who take it up, the readiest first.")


@router.get(
    "content-types", response={200: ContentTypeList, **REFUSALS}, summary="Content types", operation_id="content_types"
)
def content_types(request, wanted: Query[Window]):
    """What content there is, in the order of the vocabulary, in pages."""
    rows = ContentFormat.objects.prefetch_related("aliases")
    return page_of(request, rows, wanted, lambda page: [summary(request, each) for each in page])


@router.get(
    "content-types/{slug:slug}",
    response={200: ContentTypeDetail, **REFUSALS, **NOT_THERE},
    summary="One content type",
    operation_id="content_type",
    url_name="content_type",
)
def content_type(request, slug: str):
    """What it is, and which personas take it up first, second or third."""
    seen = Persona.objects.visible_to(reader_of(request)).current()
    rows = ContentPreference.objects.filter(persona__in=seen).select_related("persona")
    preferences = Prefetch("preferences", rows.order_by("tier", "persona__name", "pk"), to_attr="seen_preferences")
    found = ContentFormat.objects.prefetch_related("aliases", preferences).filter(slug=slug).first()
    if found is None:
        raise not_found(f"There is no content type “{slug[:60]}”.")
    return summary(request, found) | {"reaches": [reached(request, row) for row in found.seen_preferences]}


def summary(request, row: ContentFormat) -> dict:
    return {
        "slug": row.slug,
        "name": row.name,
        "definition": row.description,
        "example": row.example_url,
        "aliases": [alias.wording for alias in row.aliases.all()],
        "api": api_address(request, "content_type", row.slug),
    }


def reached(request, row: ContentPreference) -> dict:
    tier = row.get_tier_display().lower()
    return {"persona": reference(request, row.persona), "tier": tier, "qualifier": row.qualifier}
