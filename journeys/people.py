"""Personas as tables and lists of journeys name them, in plain values."""

from collections.abc import Collection

from django.db import connections, router

from personas.matrix.subjects import Who
from personas.models import Persona, PersonaType
from personas.models.persona import heading_of

READ = (
    "SELECT persona.id, persona.slug, persona.name, persona.role_label, persona.status, persona.colour, type.name"
    f' FROM "{Persona._meta.db_table}" AS persona JOIN "{PersonaType._meta.db_table}" AS type'
    " ON type.id = persona.type_id"
)
MOST_NAMED = 100  # in a query; of more, all are read


def choice_of(name: str, role_label: str, status: str) -> str:
    """What a choice calls a persona; one that nobody should use any more is marked."""
    heading = heading_of(name, role_label)
    return f"{heading} (deprecated)" if status == Persona.Status.DEPRECATED else heading


def people(keys: Collection[int]) -> list[Who]:
    """The personas with these primary keys, in this order. One query, by hand: after an edit each page asks for a few
    of them, and putting the query together would take longer than all of it."""
    if not keys:
        return []
    named = list(keys) if len(keys) <= MOST_NAMED else []
    few = f" WHERE persona.id IN ({', '.join(['%s'] * len(named))})" if named else ""
    with connections[router.db_for_read(Persona)].cursor() as cursor:
        cursor.execute(READ + few, named)
        found = {row[0]: Who(*row) for row in cursor.fetchall()}
    return [found[key] for key in keys if key in found]
