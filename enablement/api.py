"""Sessions for other programs: when, for whom, about whom, and what is left of them. The link to the meeting is for
people who have a seat, so it isn't here."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from config.api.parts import NOT_THERE, REFUSALS, Listed, Window, not_found, page_of, refused
from enablement.lines import with_company
from enablement.models import Series, Session
from enablement.seating import counted
from enablement.times import state_of, when
from personas.api.access import reader_of
from personas.api.personas import Named, PersonaRef, api_address, reference
from personas.colleagues import called
from personas.models import Persona, Team

router = Router(tags=["Enablement"])


class Taught(Schema):
    persona: PersonaRef
    edition: int | None = Field(description="The edition that was taught, where it is known.")


class Material(Schema):
    kind: Literal["slides", "recording", "video", "notes", "spreadsheet", "feedback", "chat", "other"]
    title: str
    url: str = Field(description="Empty where it is still missing.")
    made_on: date | None
    is_deprecated: bool


class SessionSummary(Schema):
    uuid: UUID = Field(description="Never changes.")
    title: str
    state: Literal["planned", "scheduled", "live", "held", "cancelled"] = Field(description="As it is now.")
    precision: Literal["exact", "day", "month", "words"] = Field(description="How exactly its time is known.")
    starts_at: datetime | None = Field(description="In UTC; null unless the time is known exactly.")
    day: date | None = Field(description="The day, or any day of the month, where no more is known.")
    when: str = Field(description="Its time in words.")
    minutes: int
    zone: str = Field(description="The IANA time zone in which its hour stays the same.")
    host: str | None
    teams: list[Named] = Field(description="For whom; none means everybody.")
    taught: list[Taught]
    series: Named | None
    capacity: int | None = Field(description="Null where everybody can come.")
    registered: int
    waiting: int
    page: str = Field(description="The page for people.")
    api: str


class SessionDetail(SessionSummary):
    description: str = Field(description="Markdown.")
    place: str
    cancel_reason: str
    materials: list[Material]


class SessionList(Listed):
    items: list[SessionSummary]


class SeriesOut(Named):
    description: str = Field(description="Markdown.")
    rule: str = Field(description="How it repeats, as calendars write it; empty where nothing repeats.")
    zone: str
    teams: list[Named]
    page: str


class SeriesList(Listed):
    items: list[SeriesOut]


class SessionQuery(Window):
    when: Literal["upcoming", "past"] | None = Field(None, description="Only those to come, or those that are over.")
    team: str | None = Field(None, description="Only sessions for the team of this slug, and those for everybody.")
    persona: str | None = Field(None, description="Only sessions that teach the persona of this slug.")
    series: str | None = Field(None, description="Only sessions of the series of this slug.")


@router.get("sessions", response={200: SessionList, **REFUSALS}, summary="Sessions", operation_id="sessions")
def sessions(request, wanted: Query[SessionQuery]):
    """Sessions in order of time, those that are over the last one first, in pages."""
    user, at = reader_of(request), timezone.now()
    rows = with_company(narrowed(Session.objects.visible_to(user), wanted, user, at), user)
    return page_of(request, rows, wanted, lambda page: summaries(request, page, at))


@router.get(
    "sessions/{uuid:uuid}",
    response={200: SessionDetail, **REFUSALS, **NOT_THERE},
    summary="One session",
    operation_id="session",
    url_name="session",
)
def session(request, uuid: UUID):
    """When it is, whom it teaches, and what is left of it."""
    user = reader_of(request)
    found = with_company(Session.objects.visible_to(user), user).filter(uuid=uuid).first()
    if found is None:
        raise not_found("There is no such session.")
    [told] = summaries(request, [found], timezone.now())
    return told | {
        "description": found.description,
        "place": found.place,
        "cancel_reason": found.cancel_reason,
        "materials": list(found.resources.order_by("order", "pk").values(*MATERIAL)),
    }


@router.get("series", response={200: SeriesList, **REFUSALS}, summary="Series of sessions", operation_id="series")
def series(request, wanted: Query[Window]):
    """Sessions that come again, in pages."""
    rows = Series.objects.visible_to(reader_of(request)).prefetch_related("teams")
    return page_of(request, rows, wanted, lambda page: [series_out(request, each) for each in page])


MATERIAL = ("kind", "title", "url", "made_on", "is_deprecated")


def narrowed(rows, wanted: SessionQuery, user, at: datetime):
    """The sessions that are asked for, in order. Raises HttpError for a slug that nothing has."""
    if wanted.team:
        rows = rows.for_teams([known(Team.objects.all(), wanted.team)])
    if wanted.persona:
        rows = rows.teaching(known(Persona.objects.visible_to(user), wanted.persona))
    if wanted.series:
        rows = rows.filter(series=known(Series.objects.all(), wanted.series))
    if wanted.when == "past":
        return rows.past(at).order_past()
    return (rows.upcoming(at) if wanted.when else rows).order_upcoming()


def known(rows, slug: str):
    found = rows.filter(slug=slug).first()
    if found is None:
        raise refused(f"There is no {rows.model._meta.verbose_name} “{slug[:60]}”.")
    return found


def summaries(request, page, at: datetime) -> list[dict]:
    """Sessions that came `with_company`, with how many people are registered. One query."""
    counts = counted([each.pk for each in page])
    return [summary(request, each, counts[each.pk], at) for each in page]


def summary(request, row: Session, counts: dict[str, int], at: datetime) -> dict:
    return {
        "uuid": row.uuid,
        "title": row.title,
        "state": state_of(row, at),
        "precision": row.precision,
        "starts_at": row.starts_at,
        "day": row.day,
        "when": when(row, row.zone, at).words,
        "minutes": row.minutes,
        "zone": row.zone,
        "host": called(row.host) if row.host else None,
        "teams": named(row.teams.all()),
        "taught": [{"persona": reference(request, link.persona), "edition": link.edition} for link in row.shown_links],
        "series": {"slug": row.series.slug, "name": row.series.title} if row.series else None,
        "capacity": row.capacity,
        "registered": counts.get("registered", 0),
        "waiting": counts.get("waitlisted", 0),
        "page": request.build_absolute_uri(row.get_absolute_url()),
        "api": api_address(request, "session", row.uuid),
    }


def series_out(request, row: Series) -> dict:
    return {
        "slug": row.slug,
        "name": row.title,
        "description": row.description,
        "rule": row.rule,
        "zone": row.zone,
        "teams": named(row.teams.all()),
        "page": request.build_absolute_uri(row.get_absolute_url()),
    }


def named(rows) -> list[dict]:
    return [{"slug": each.slug, "name": each.name} for each in rows]
