"""What is left of sessions and what helps beside them: recordings, notes, slides; and whether they still hold."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce

from enablement.material import Change, is_older, material_changes
from enablement.models import Resource, Session, SessionPersona
from personas.models import Persona

SHOWS_PERSONAS = (Resource.Kind.RECORDING, Resource.Kind.VIDEO)
OF_A_PERSONA = (*SHOWS_PERSONAS, Resource.Kind.NOTES, Resource.Kind.SLIDES)
MOST_FOR_ALL = 12
NEWEST = (Coalesce("made_on", "session__sort_on").desc(nulls_last=True), "-pk")


@dataclass(frozen=True)
class Material:
    """A resource, and the personas who changed in substance since it was made."""

    resource: Resource
    outdated_for: Sequence[tuple[Persona, Change]] = ()


def materials_of(session: Session, taught: Collection[SessionPersona]) -> list[Material]:
    """What there is of a session; `taught` are the personas that the reader may see. One query, and one for the
    changes where anybody keeps them."""
    changes = material_changes([link.persona_id for link in taught])
    rows = session.resources.order_by("is_deprecated", "order", "pk")
    return [Material(each, outdated(each, taught, changes, day_of(session))) for each in rows]


def materials_for_all() -> list[Material]:
    """What belongs to no session and is about everybody, such as the chat channel. One query."""
    rows = Resource.objects.filter(session=None, personas=None, is_deprecated=False).exclude(url="")
    return [Material(each) for each in rows.order_by("order", "pk")[:MOST_FOR_ALL]]


def of_persona(persona: Persona):
    """The recordings, videos, notes and slides about a persona that can be opened, the newest first."""
    links = SessionPersona.objects.filter(persona=persona).order_by()
    own = Resource.personas.through.objects.filter(persona=persona).order_by()
    about = Q(pk__in=own.values("resource")) | Q(personas=None, session__in=links.values("session"))
    rows = Resource.objects.filter(about, kind__in=OF_A_PERSONA).exclude(url="")
    return rows.select_related("session").order_by("is_deprecated", *NEWEST)


def outdated(
    resource: Resource, taught: Collection[SessionPersona], changes: dict[int, Change], day: date | None
) -> list[tuple[Persona, Change]]:
    """Whom a recording shows as they were; of anything but moving pictures nobody is told."""
    if not changes or resource.kind not in SHOWS_PERSONAS:
        return []
    made_on = resource.made_on or day
    return [
        (link.persona, changes[link.persona_id])
        for link in taught
        if is_older(changes.get(link.persona_id), made_on=made_on, edition=resource.edition or link.edition)
    ]


def day_of(session: Session) -> date | None:
    """The day of a session, as far as one is known: of a month only that it was in it."""
    return None if session.precision == Session.Precision.MONTH else session.sort_on
