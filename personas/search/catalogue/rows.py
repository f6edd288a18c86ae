"""What the kinds of results share: candidates, who has them, and the wording by which they were found."""

from collections.abc import Callable, Collection, Sequence

from django.db.models import Exists, Model, OuterRef, QuerySet

from personas.census import Crowd
from personas.census.crowds import Group
from personas.models import Persona
from personas.search.highlight import highlighted
from personas.search.kinds import CANDIDATES, Ranked
from personas.search.words import Query


def first(rows: QuerySet, columns: Sequence[str]) -> tuple[list[tuple], bool]:
    """The columns of the first candidates, and whether there are more of them."""
    found = list(rows.order_by("pk").values_list(*columns)[: CANDIDATES + 1])
    return found[:CANDIDATES], len(found) > CANDIDATES


def of_visible_personas(links: type[Model], user) -> QuerySet:
    """The links to personas that the user may see; each looks up its own, as a list of all personas would grow."""
    visible = Persona.objects.visible_to(user).filter(pk=OuterRef("persona"))
    return links.objects.filter(Exists(visible)).order_by()


def seen_first(groups: dict[int, Group], crowd: Crowd, exact: Callable[[], Collection[int]]) -> tuple[list[int], bool]:
    """The primary keys of the first groups that one of the crowd belongs to, and whether there are more of them.

    Where there are more, those that are `exact`ly what was asked for are among them all the same.
    """
    found = sorted(key for key, group in groups.items() if group.among(crowd))
    if len(found) <= CANDIDATES:
        return found, False
    kept = found[:CANDIDATES]
    rest = set(found) - set(kept)
    return kept + [key for key in exact() if key in rest], True


def people_counted(count: int) -> str:
    return "1 persona" if count == 1 else f"{count} personas"


def also(query: Query, found: Ranked):
    """The other wording by which a row was found; empty when it was found by its own."""
    return highlighted(query, f"Also: {found.match.text}") if found.field else ""
