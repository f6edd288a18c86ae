"""Personas, in lists and each with all that is known."""

from datetime import date, datetime, time
from typing import Literal

from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from config.api.parts import NOT_THERE, REFUSALS, Listed, Window, not_found, page_of, refused
from personas.dossier import Dossier, Section
from personas.models import (
    ContentFormat,
    ContentPreference,
    Persona,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaType,
    PurchasingRole,
)
from personas.told import Preference, Role

from .access import reader_of

router = Router(tags=["Personas"])
TIERS = {label.lower(): value for value, label in ContentPreference.Tier.choices}
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2999, 12, 31)
WORDS = 200


class Named(Schema):
    """A row of the vocabulary."""

    slug: str
    name: str


class PersonaRef(Schema):
    """Another persona, in short."""

    slug: str
    name: str = Field(description="Name and role, as every page calls the persona.")
    api: str


class PersonaSummary(Schema):
    slug: str
    name: str
    role: str
    heading: str = Field(description="Name and role, as every page calls the persona.")
    type: Named
    status: Literal["draft", "published", "deprecated"]
    page: str = Field(description="The page for people.")
    api: str = Field(description="All that is known, as JSON.")
    updated_at: datetime


class PersonaList(Listed):
    items: list[PersonaSummary]


class PersonaQuery(Window):
    q: str | None = Field(None, max_length=WORDS, description="Words in name, role, title or statement.")
    type: str | None = Field(None, max_length=WORDS, description="The slug of a persona type.")
    status: Literal["draft", "published", "deprecated"] | None = Field(
        None, description="Without it, all but the deprecated ones."
    )
    title: str | None = Field(None, max_length=WORDS, description="Words in a job title.")
    role: str | None = Field(None, max_length=WORDS, description="The slug of a purchasing role.")
    content_type: str | None = Field(None, max_length=WORDS, description="The slug of a content type.")
    tier: Literal["primary", "secondary", "tertiary"] | None = Field(
        None, description="How readily they take up the content type, or any."
    )
    updated_since: date | None = Field(
        None, ge=FIRST_DAY, le=LAST_DAY, description="A day: only what changed on it or later."
    )


class Statement(Schema):
    statement: str = Field(description="Markdown.")
    detail: str = Field(description="More about it, Markdown.")
    lead_in: str = Field(description="A sentence that introduces this statement and those after it.")


class FacetContent(Schema):
    slug: str
    name: str
    statements: list[Statement]
    text: str = Field(description="Markdown.")


class TitleOut(Schema):
    title: str
    qualifier: str = Field(description="When it holds.")


class RoleOut(Named):
    rank: int
    qualifier: str


class PreferenceOut(Named):
    tier: Literal["primary", "secondary", "tertiary"]
    rank: int
    qualifier: str


class PersonaDetail(PersonaSummary):
    subset_of: PersonaRef | None
    reports_to: PersonaRef | None
    deprecated_on: date | None
    deprecation_reason: str
    successors: list[PersonaRef]
    reviewed_on: date | None
    review_due_on: date | None
    source: str
    job_titles: list[TitleOut]
    facets: list[FacetContent]
    purchasing_roles: list[RoleOut]
    content_preferences: list[PreferenceOut]


@router.get("personas", response={200: PersonaList, **REFUSALS}, summary="Personas", operation_id="personas")
def personas(request, wanted: Query[PersonaQuery]):
    """The personas that the key's owner may see, by name, in pages. Conditions are joined by “and”."""
    found = narrowed(Persona.objects.visible_to(reader_of(request)), wanted).select_related("type")
    return page_of(request, found, wanted, lambda rows: [summary(request, each) for each in rows])


@router.get(
    "personas/{slug:slug}",
    response={200: PersonaDetail, **REFUSALS, **NOT_THERE},
    summary="One persona",
    operation_id="persona",
    url_name="persona",
)
def persona(request, slug: str):
    """All that is known of a persona: facets, job titles, purchasing roles, content types by tier."""
    found = Persona.objects.visible_to(reader_of(request)).select_related("type").filter(slug=slug).first()
    if found is None:
        raise not_found(f"There is no persona “{slug[:60]}”.")
    return summary(request, found) | details(request, found, Dossier(found, reader_of(request)))


@router.get(
    "persona-types", response={200: list[Named], **REFUSALS}, summary="Persona types", operation_id="persona_types"
)
def persona_types(request):
    """What personas are to us: the values of the filter “type”."""
    return list(PersonaType.objects.values("slug", "name"))


def narrowed(rows, wanted: PersonaQuery):
    """The personas that fit all conditions. Raises HttpError for a value that the vocabulary doesn't have."""
    rows = rows.filter(status=wanted.status) if wanted.status else rows.current()
    rows = rows.mentioning(wanted.q) if wanted.q else rows
    if wanted.type:
        rows = rows.filter(type__slug=known(PersonaType, wanted.type))
    if wanted.title:
        rows = rows.filter(pk__in=owners(PersonaTitle, title__name__icontains=wanted.title))
    if wanted.role:
        rows = rows.filter(pk__in=owners(PersonaPurchasingRole, role__slug=known(PurchasingRole, wanted.role)))
    if wanted.content_type or wanted.tier:
        rows = rows.filter(pk__in=owners(ContentPreference, **preferred(wanted)))
    if wanted.updated_since:
        rows = rows.filter(updated_at__gte=timezone.make_aware(datetime.combine(wanted.updated_since, time.min)))
    return rows


def owners(model, **conditions):
    """The personas of the rows, apart, so that no join multiplies them."""
    return model.objects.filter(**conditions).order_by().values("persona")


def preferred(wanted: PersonaQuery) -> dict:
    """The conditions on a preference: content type and tier, of the same row."""
    conditions = {"tier": TIERS[wanted.tier]} if wanted.tier else {}
    if wanted.content_type:
        conditions["content_format__slug"] = known(ContentFormat, wanted.content_type)
    return conditions


def known(model, slug: str) -> str:
    """The slug. Raises HttpError when no row of the vocabulary has it."""
    if not model.objects.filter(slug=slug).exists():
        raise refused(f"There is no {model._meta.verbose_name} “{slug[:60]}”.")
    return slug


def api_address(request, name: str, *args: str) -> str:
    """The whole address of a resource."""
    return request.build_absolute_uri(reverse(f"api:{name}", args=args))


def summary(request, persona: Persona) -> dict:
    return {
        "slug": persona.slug,
        "name": persona.name,
        "role": persona.role_label,
        "heading": persona.heading,
        "type": {"slug": persona.type.slug, "name": persona.type.name},
        "status": persona.status,
        "page": request.build_absolute_uri(persona.get_absolute_url()),
        "api": api_address(request, "persona", persona.slug),
        "updated_at": persona.updated_at,
    }


def reference(request, persona: Persona | None) -> dict | None:
    """A persona in short; None where there is none."""
    if persona is None:
        return None
    return {"slug": persona.slug, "name": persona.heading, "api": api_address(request, "persona", persona.slug)}


def details(request, persona: Persona, dossier: Dossier) -> dict:
    """What the list doesn't say. Other personas are named as far as the reader may see them."""
    near = {other.pk: other for other in dossier.neighbours}
    return {
        "subset_of": reference(request, near.get(persona.parent_id)),
        "reports_to": reference(request, near.get(persona.reports_to_id)),
        "deprecated_on": persona.deprecated_on,
        "deprecation_reason": persona.deprecation_reason,
        "successors": [reference(request, each) for each in dossier.successors],
        "reviewed_on": persona.reviewed_on,
        "review_due_on": persona.review_due_on,
        "source": persona.source_url,
        "job_titles": [{"title": row.name, "qualifier": row.qualifier} for row in dossier.titles],
        "facets": [facet_content(each) for each in dossier.filled if each.statements or each.note],
        "purchasing_roles": [role(row) for _, rows in dossier.purchasing_roles for row in rows],
        "content_preferences": [preference(tier, row) for tier, rows in dossier.tiers for row in rows],
    }


def facet_content(section: Section) -> dict:
    return {
        "slug": section.facet.slug,
        "name": section.facet.name,
        "statements": [
            {"statement": row.statement, "detail": row.detail, "lead_in": row.lead_in} for row in section.statements
        ],
        "text": section.note,
    }


def role(row: Role) -> dict:
    return {"slug": row.slug, "name": row.name, "rank": row.rank, "qualifier": row.qualifier}


def preference(tier: str, row: Preference) -> dict:
    return {
        "slug": row.slug,
        "name": row.name,
        "tier": tier.lower(),
        "rank": row.rank,
        "qualifier": row.qualifier,
    }
