"""Job titles of personas whom the user may see."""

from django.urls import reverse

from personas.census import current_census
from personas.models import JobTitle, Persona
from personas.search.highlight import highlighted
from personas.search.kinds import Found, Hit, ranked
from personas.search.sources import register_source
from personas.search.words import Query
from personas.wording import wording_key

from .rows import people_counted, seen_first

TITLE = register_source("title", JobTitle, "name")


def titles(query: Query, user, window: slice) -> Found:
    """Job titles that mean personas whom the user may see."""
    census = current_census()
    visible, having = census.visible_to(user), census.titles_with(query.words)
    keys, more = seen_first(having, visible, lambda: keys_of(query))
    rows = JobTitle.objects.filter(pk__in=keys).values_list("pk", "name") if keys else ()
    found = ranked(query, ((row, (row[1],)) for row in rows))
    holders = {each.row[0]: census.of([having[each.row[0]]]) & visible for each in found[window]}
    alone = {key: census.in_order(crowd, "name", slice(1))[0] for key, crowd in holders.items() if len(crowd) == 1}
    people = Persona.objects.in_bulk(alone.values())
    hits = [
        title_hit(query, each.row, len(holders[each.row[0]]), people.get(alone.get(each.row[0])))
        for each in found[window]
    ]
    return Found(hits, len(found), more)


def keys_of(query: Query) -> list[int]:
    """The primary keys of the titles that are just what was typed."""
    return list(JobTitle.objects.order_by().filter(key=wording_key(query.typed)).values_list("pk", flat=True))


def title_hit(query: Query, row: tuple, count: int, persona: Persona | None) -> Hit:
    """A title that means one persona leads straight to her."""
    pk, name = row
    return Hit(
        title=highlighted(query, name),
        url=persona.get_absolute_url() if persona else reverse("personas:job_title", args=[pk]),
        note=f"Means {persona.heading}" if persona else f"Means {people_counted(count)}",
        persona=persona,
    )
