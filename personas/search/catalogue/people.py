"""Personas: by name and role, with what is said of them, and after those by their notes; deprecated ones come last."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.db import connections, router
from django.utils.html import format_html_join

from personas.census import Census, Crowd, current_census
from personas.census.called import Called
from personas.census.crowds import places_in
from personas.census.standing import Standing
from personas.data_version import Memory
from personas.data_version.catalogue import STANDING
from personas.faces import Face
from personas.kept.parts import remembered
from personas.models import Persona, PersonaNote, PersonaType
from personas.querysets import may_see_drafts
from personas.search.highlight import excerpt, highlighted
from personas.search.indexing import holding
from personas.search.kinds import CANDIDATES, KEPT, Found, Hit, ranked
from personas.search.sources import register_source
from personas.search.words import Query

from .around import Clue, clues_to, said_around_names, texts_of
from .rows import first, of_visible_personas

PERSONA = register_source("persona", Persona, "name", "role_label")
NOTE = register_source("note", PersonaNote, "body")
_notes = Memory(STANDING, PersonaNote, most=KEPT)
PEOPLE = (
    f"SELECT persona.id, persona.status, kind.name, {', '.join(f'persona.{name}' for name in Face._fields)}"
    f' FROM "{Persona._meta.db_table}" AS persona'
    f' JOIN "{PersonaType._meta.db_table}" AS kind ON kind.id = persona.type_id'
)
STATUS_TAGS = {"draft": [("draft", "Draft")], "deprecated": [("deprecated", "Deprecated")]}


def personas(query: Query, user, window: slice) -> Found:
    """Personas that the user may see: by name; then by name and what is said of them together; then by a note."""
    census = current_census()
    visible = census.visible_to(user)
    by_name = census.named(query.words) & visible
    around = (said_around_names(census, query) & visible) - by_name
    named = ranked_by_name(census.standing, census.called, by_name, query)
    told = rows_of(census.standing, census.called, places_in(around)[:CANDIDATES])
    notes, more_notes = notes_with(query, user)
    noted = noted_in(census, notes, {row[0] for row in (*named, *told)})
    ordered = sorted([*named, *told, *noted], key=lambda row: row[1] == "deprecated")
    clues = clues_to(census, query, [row for row in ordered[window] if row in told])
    hits = persona_hits(query, ordered[window], noted, clues)
    return Found(hits, len(ordered), max(len(by_name), len(around)) > CANDIDATES or more_notes)


@lru_cache(maxsize=32)
def ranked_by_name(standing: Standing, called: Called, by_name: Crowd, query: Query) -> tuple[tuple, ...]:
    """Those found by name, the best first. Most edits leave standing and names as they are."""
    return tuple(found.row for found in ranked(query, with_names(named_rows(standing, called, by_name, query))))


def named_rows(standing: Standing, called: Called, by_name: Crowd, query: Query) -> list[tuple]:
    """The first personas of those found by name; of too many, those who are called just so are among them."""
    places, typed, names = places_in(by_name), query.typed.lower(), called.names
    called_so = [place for place in places[CANDIDATES:] if names[place][0].lower() == typed]
    return rows_of(standing, called, [*places[:CANDIDATES], *called_so])


def rows_of(standing: Standing, called: Called, places: Iterable[int]) -> list[tuple]:
    """Primary key, status, name and role of the personas at these places, which are in order of their names."""
    keys, states, names = called.roll.keys, standing.states, called.names
    return [(keys[place], states[place], *names[place]) for place in places]


def with_names(rows: Iterable[tuple]) -> Iterator[tuple[tuple, Sequence[str]]]:
    return ((row, (row[2], f"{row[2]} {row[3]}")) for row in rows)


def notes_with(query: Query, user) -> tuple[list[tuple[int, int]], bool]:
    """The first notes of personas that the user may see, as pairs of primary keys, the persona's and the note's; and
    whether there are more of them."""
    key = query.words, user.is_authenticated, may_see_drafts(user)
    return _notes.recall(key, lambda: read_notes(query, user))


def read_notes(query: Query, user) -> tuple[list[tuple[int, int]], bool]:
    found = of_visible_personas(PersonaNote, user).filter(pk__in=holding(NOTE, query))
    return first(found, ("persona", "pk"))


def noted_in(census: Census, notes: Iterable[tuple[int, int]], named: set[int]) -> dict[tuple, int]:
    """The personas that are found by a note alone, in order of their names; with the note's primary key."""
    first_notes: dict[int, int] = {}
    for persona, note in notes:
        if persona not in named:
            first_notes.setdefault(persona, note)
    places = (place for key in first_notes if (place := census.place(key)) is not None)
    rows = rows_of(census.standing, census.called, places)
    in_order = sorted(rows, key=lambda row: (row[2].casefold(), row[3].casefold(), row[0]))
    return {row: first_notes[row[0]] for row in in_order}


def persona_hits(
    query: Query, rows: Sequence[tuple], noted: dict[tuple, int], clues: dict[int, list[Clue]]
) -> list[Hit]:
    """The lines of these personas, with a line from the note by which one was found, or from what else is said."""
    people = people_of([row[0] for row in rows])
    shown = [noted[row] for row in rows if row in noted]
    notes = texts_of_notes(shown)
    texts = texts_of([clue for row in rows for clue in clues.get(row[0], ())])
    said = {row[0]: tuple(texts.get(clue, "") for clue in clues.get(row[0], ())) for row in rows}
    return [
        persona_hit(query, *people[row[0]], notes.get(noted.get(row)), said[row[0]])
        for row in rows
        if row[0] in people
    ]


def texts_of_notes(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The notes with these primary keys: the name of the facet, and the text."""
    rows = PersonaNote.objects.filter(pk__in=keys).order_by().values_list("pk", "facet__name", "body") if keys else ()
    return {pk: (facet, body) for pk, facet, body in rows}


def people_of(keys: Sequence[int]) -> dict[int, tuple[Face, str, str]]:
    """The personas with these primary keys: each with her status and the name of her type."""
    if not keys:
        return {}
    with connections[router.db_for_read(Persona)].cursor() as cursor:
        cursor.execute(f"{PEOPLE} WHERE persona.id IN ({', '.join(map(str, keys))})")
        return {pk: (Face(*called), status, kind) for pk, status, kind, *called in cursor.fetchall()}


@remembered(most=1000)
def persona_hit(
    query: Query, persona: Face, status: str, kind: str, note: tuple[str, str] | None, said: tuple[str, ...]
) -> Hit:
    """The line of a persona: `note` is the facet's name and the text of the note by which she was found."""
    told = format_html_join(" · ", "{}", ((highlighted(query, text),) for text in said if text))
    return Hit(
        title=highlighted(query, persona.heading),
        url=persona.get_absolute_url(),
        note=note[0] if note else kind,
        excerpt=excerpt(query, note[1]) if note else told,
        persona=persona,
        tags=STATUS_TAGS.get(status, ()),
    )
