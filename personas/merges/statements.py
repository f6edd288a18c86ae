"""Personas' statements when traits, or the facets they belong to, become one: order, details, words that lead in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, QuerySet

from personas.models import Facet, PersonaTrait

from .plan import Change
from .texts import Place, join_repeated


def rows_of_sharers(traits: Iterable[int]) -> QuerySet[PersonaTrait]:
    """All statements, in the facet of those traits, of the personas that have two of them or more."""
    those = PersonaTrait.objects.filter(trait__in=traits).order_by()
    sharers = those.values("persona").annotate(times=Count("pk")).filter(times__gt=1).values("persona")
    facets = those.values("trait__facet")
    return PersonaTrait.objects.filter(persona__in=sharers, trait__facet__in=facets)


def sharers_of(facets: Sequence[Facet], into: dict[int, int]) -> list[int]:
    """The primary keys of the personas with statements in several of the facets, or with several of which one trait
    becomes. One query for what it takes to tell; the database would look for them the long way round."""
    rows = PersonaTrait.objects.filter(trait__facet__in=facets).order_by()
    found_in: dict[int, set[int]] = defaultdict(set)
    traits: dict[int, list[int]] = defaultdict(list)
    for persona, trait, facet in rows.values_list("persona", "trait", "trait__facet"):
        found_in[persona].add(facet)
        traits[persona].append(into.get(trait, trait))
    return [key for key, own in traits.items() if len(found_in[key]) > 1 or len(set(own)) < len(own)]


def laid_out(rows: Iterable[PersonaTrait], into: dict[int, int]) -> Iterator[Change]:
    """The changes by which the rows of each persona become one list in which no trait stands twice."""
    lists: dict[int, list[PersonaTrait]] = defaultdict(list)
    for row in rows:
        lists[row.persona_id].append(row)
    for own in lists.values():
        yield from one_list(own, into)


def one_list(rows: list[PersonaTrait], into: dict[int, int]) -> Iterator[Change]:
    """The changes in one persona's rows. Rows of one facet keep their ranks, those of several are counted anew."""
    by_facet: dict[tuple, list[PersonaTrait]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (reading_place(row.trait.facet), row.rank, row.pk)):
        by_facet[reading_place(row.trait.facet)].append(row)
    lists = [
        [Place(into.get(row.trait_id, row.trait_id), row.detail, row.lead_in, row) for row in own]
        for own in by_facet.values()
    ]
    kept, dropped = join_repeated(lists)
    gone: dict[int, list[PersonaTrait]] = defaultdict(list)
    for place, first in dropped:
        gone[first.row.pk].append(place.row)
    for number, place in enumerate(kept, start=1):
        values = {"detail": place.detail, "lead_in": place.lead_in}
        if len(by_facet) > 1:
            values["rank"] = number
        change = Change(place.row, values, gone[place.row.pk])
        if change.gone or change.differing:
            yield change


def reading_place(facet: Facet) -> tuple:
    return facet.order, facet.name, facet.pk
