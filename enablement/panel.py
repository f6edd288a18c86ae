"""On a persona's page: which sessions come next, and what there is of those that were."""

from datetime import datetime

from django.utils import timezone

from enablement.material import material_changes
from enablement.materials import Material, day_of, of_persona, outdated
from enablement.models import Session, SessionPersona
from enablement.times import when
from enablement.zones import DEFAULT_ZONE
from personas.models import Persona

COMING = 3
MATERIALS = 6


def sessions_for(persona: Persona, user) -> tuple[str, dict] | None:
    """What teaches the persona.

    The panel is made once a day for everybody, so it says what holds all day: a session of today stays, and hours are
    those of its own zone with UTC beside. Two queries, and one where somebody says when personas changed.
    """
    morning = start_of_today()
    seen = Session.objects.visible_to(user).exclude(status=Session.Status.CANCELLED).teaching(persona)
    coming = [(each, when(each, DEFAULT_ZONE, morning)) for each in seen.upcoming(morning).order_upcoming()[:COMING]]
    resources = list(of_persona(persona)[:MATERIALS])
    if not coming and not resources:
        return None
    return "enablement/_panel.html", {
        "persona": persona,
        "coming": coming,
        "materials": materials_about(persona, resources),
    }


def start_of_today() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def materials_about(persona: Persona, resources) -> list[Material]:
    """The resources, and whether each shows the persona as she was before she changed."""
    changes = material_changes([persona.pk])
    taught = editions_taught(persona, resources) if changes else {}
    return [Material(each, outdated(each, [link_of(persona, each, taught)], changes, day(each))) for each in resources]


def editions_taught(persona: Persona, resources) -> dict[int, int | None]:
    """Which edition of the persona the sessions of the resources taught, by session."""
    sessions = [each.session_id for each in resources if each.session_id]
    links = SessionPersona.objects.filter(persona=persona, session__in=sessions).order_by()
    return dict(links.values_list("session", "edition"))


def link_of(persona: Persona, resource, taught: dict[int, int | None]) -> SessionPersona:
    return SessionPersona(persona=persona, session=resource.session, edition=taught.get(resource.session_id))


def day(resource):
    return day_of(resource.session) if resource.session else None
