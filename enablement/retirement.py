"""What of enablement uses a persona: sessions that teach her, series, what teams have to learn, material."""

from django.utils import timezone
from django.utils.text import Truncator

from enablement.effects import time_words
from enablement.models import Question, Requirement, Resource, Series, Session, SessionPersona
from personas.models import Persona
from personas.retirement import Use, UsedBy, register_use
from personas.retirement.uses import linked

PAST = "It was held or cancelled, and taught it."
SHOWS = "It shows it, and is kept as it is."
ASKED = "It was asked about it."
LONGEST = 100  # characters of a question


def sessions(persona: Persona) -> list[UsedBy]:
    """The ones to come first."""
    now = timezone.now()
    own = Session.objects.filter(personas=persona)
    coming = {session.pk for session in own.upcoming(now).taking_place()}
    rows = sorted(own.order_upcoming(), key=lambda session: session.pk not in coming)
    return [
        UsedBy(row.pk, f"{row.title}, {time_words(row)}", row, row.pk, "" if row.pk in coming else PAST)
        for row in rows
    ]


def named(model, stays: str = ""):
    """The rows of a model that names several personas."""

    def rows(persona: Persona) -> list[UsedBy]:
        return [UsedBy(row.pk, str(row), row, row.pk, stays) for row in model.objects.filter(personas=persona)]

    return rows


def requirements(persona: Persona) -> list[UsedBy]:
    rows = Requirement.objects.filter(personas=persona).select_related("team")
    return [UsedBy(row.pk, str(row), row, row.pk) for row in rows]


def questions(persona: Persona) -> list[UsedBy]:
    rows = Question.objects.filter(persona=persona)
    return [UsedBy(row.pk, Truncator(row.text).chars(LONGEST), row, row.pk, ASKED) for row in rows]


USES = [
    Use(
        "sessions",
        "session",
        "sessions",
        rows=sessions,
        permission="enablement.change_session",
        order=50,
        **linked(SessionPersona, "session"),
    ),
    Use(
        "series",
        "series of sessions",
        "series of sessions",
        rows=named(Series),
        permission="enablement.change_series",
        order=51,
        **linked(Series.personas.through, "series"),
    ),
    Use(
        "requirements",
        "requirement of a team",
        "requirements of teams",
        rows=requirements,
        permission="enablement.change_requirement",
        order=52,
        **linked(Requirement.personas.through, "requirement"),
    ),
    Use(
        "resources",
        "recording or other resource",
        "recordings and other resources",
        Resource.personas.through._meta.get_field("persona"),
        named(Resource, SHOWS),
        order=53,
    ),
    Use("questions", "question", "questions", Question._meta.get_field("persona"), questions, order=54),
]


def register() -> None:
    for use in USES:
        register_use(use)
