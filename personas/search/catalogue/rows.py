"""What the kinds of results share: candidates, who has them, and the wording by which they were found."""

from collections.abc import Sequence

from django.db.models import Count, Exists, Min, Model, OuterRef, QuerySet

from personas.models import Persona
from personas.search.highlight import highlighted
from personas.search.kinds import CANDIDATES, Ranked
from personas.search.words import Query


def first(rows: QuerySet, columns: Sequence[str], exact: QuerySet | None = None) -> tuple[list[tuple], bool]:
    """The columns of the first candidates, and whether there are more of them.

    Where there are more, the ones that are `exact`ly what was asked for are among those returned all the same.
    """
    found = list(rows.order_by("pk").values_list(*columns)[: CANDIDATES + 1])
    if len(found) <= CANDIDATES:
        return found, False
    if exact is not None:
        found[CANDIDATES:] = exact.exclude(pk__lte=found[CANDIDATES - 1][0]).values_list(*columns)
        return found, True
    return found[:CANDIDATES], True


def of_visible_personas(links: type[Model], user) -> QuerySet:
    """The links to personas that the user may see; each looks up its own, as a list of all personas would grow."""
    visible = Persona.objects.visible_to(user).filter(pk=OuterRef("persona"))
    return links.objects.filter(Exists(visible)).order_by()


def held(links: type[Model], field: str, user) -> Exists:
    """The condition that a row is true of at least one persona that the user may see."""
    return Exists(of_visible_personas(links, user).filter(**{field: OuterRef("pk")}))


def holders(links: type[Model], field: str, found: Sequence[Ranked], user) -> dict[int, tuple[int, int]]:
    """How many personas that the user may see have each of the found rows, and the primary key of one of them."""
    rows = of_visible_personas(links, user).filter(**{f"{field}__in": [each.row[0] for each in found]})
    counted = rows.values_list(field).annotate(Count("pk"), Min("persona"))
    return {pk: (count, persona) for pk, count, persona in counted}


def people_counted(count: int) -> str:
    return "1 persona" if count == 1 else f"{count} personas"


def also(query: Query, found: Ranked):
    """The other wording by which a row was found; empty when it was found by its own."""
    return highlighted(query, f"Also: {found.match.text}") if found.field else ""
