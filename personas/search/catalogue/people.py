"""Personas: by name and role, and after those by their notes; the deprecated ones come last."""

from collections.abc import Iterable, Sequence

from django.db.models.functions import Lower

from personas.models import Persona, PersonaNote
from personas.search.highlight import excerpt, highlighted
from personas.search.indexing import holding
from personas.search.kinds import Found, Hit, ranked
from personas.search.sources import register_source
from personas.search.words import Query

from .rows import first, of_visible_personas

PERSONA = register_source("persona", Persona, "name", "role_label")
NOTE = register_source("note", PersonaNote, "body")
STATUS_TAGS = {"draft": [("draft", "Draft")], "deprecated": [("deprecated", "Deprecated")]}


def personas(query: Query, user, window: slice) -> Found:
    """Personas that the user may see."""
    visible = Persona.objects.visible_to(user)
    rows, more = first(
        visible.filter(pk__in=holding(PERSONA, query)),
        ("pk", "status", "name", "role_label"),
        visible.alias(lowered=Lower("name")).filter(lowered=query.typed.lower()),
    )
    notes, more_notes = first(
        of_visible_personas(PersonaNote, user).filter(pk__in=holding(NOTE, query)),
        ("persona", "persona__status", "persona__name", "persona__role_label", "pk"),
    )
    named = ranked(query, ((row, (row[2], f"{row[2]} {row[3]}")) for row in rows))
    noted = noted_in(notes, {found.row[0] for found in named})
    ordered = sorted([found.row for found in named] + list(noted), key=lambda row: row[1] == "deprecated")
    return Found(persona_hits(query, ordered[window], noted), len(ordered), more or more_notes)


def noted_in(notes: Iterable[tuple], named: set[int]) -> dict[tuple, int]:
    """The personas that are found by a note alone, in order of their names; with the note's primary key."""
    first_notes: dict[tuple, int] = {}
    for *row, note in notes:
        if row[0] not in named:
            first_notes.setdefault(tuple(row), note)
    in_order = sorted(first_notes, key=lambda row: (row[2].casefold(), row[3].casefold(), row[0]))
    return {row: first_notes[row] for row in in_order}


def persona_hits(query: Query, rows: Sequence[tuple], noted: dict[tuple, int]) -> list[Hit]:
    """The lines of these personas, with a line from the note by which one was found."""
    people = Persona.objects.select_related("type").in_bulk([row[0] for row in rows])
    shown = [noted[row] for row in rows if row in noted]
    notes = PersonaNote.objects.select_related("facet").in_bulk(shown) if shown else {}
    return [persona_hit(query, people[row[0]], notes.get(noted.get(row))) for row in rows if row[0] in people]


def persona_hit(query: Query, persona: Persona, note: PersonaNote | None) -> Hit:
    return Hit(
        title=highlighted(query, persona.heading),
        url=persona.get_absolute_url(),
        note=note.facet.name if note else persona.type.name,
        excerpt=excerpt(query, note.body) if note else "",
        persona=persona,
        tags=STATUS_TAGS.get(persona.status, ()),
    )
