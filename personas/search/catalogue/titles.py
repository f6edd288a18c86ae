"""Job titles of personas whom the user may see."""

from django.db.models import Q
from django.urls import reverse

from personas.models import JobTitle, Persona, PersonaTitle
from personas.search.highlight import highlighted
from personas.search.indexing import holding
from personas.search.kinds import Found, Hit, ranked
from personas.search.sources import register_source
from personas.search.words import Query
from personas.wording import wording_key

from .rows import first, held, holders, people_counted

TITLE = register_source("title", JobTitle, "name")


def titles(query: Query, user, window: slice) -> Found:
    """Job titles that mean personas whom the user may see."""
    seen = held(PersonaTitle, "title", user)
    rows, more = first(
        JobTitle.objects.filter(Q(pk__in=holding(TITLE, query)), seen),
        ("pk", "name"),
        JobTitle.objects.filter(seen, key=wording_key(query.typed)),
    )
    found = ranked(query, ((row, (row[1],)) for row in rows))
    counts = holders(PersonaTitle, "title", found[window], user)
    alone = Persona.objects.in_bulk([persona for count, persona in counts.values() if count == 1])
    return Found([title_hit(query, each.row, counts, alone) for each in found[window]], len(found), more)


def title_hit(query: Query, row: tuple, counts: dict[int, tuple[int, int]], alone: dict[int, Persona]) -> Hit:
    """A title that means one persona leads straight to her."""
    pk, name = row
    count, persona_pk = counts.get(pk, (0, 0))
    persona = alone.get(persona_pk) if count == 1 else None
    return Hit(
        title=highlighted(query, name),
        url=persona.get_absolute_url() if persona else reverse("personas:job_title", args=[pk]),
        note=f"Means {persona.heading}" if persona else f"Means {people_counted(count)}",
        persona=persona,
    )
