"""Traits: those that are true of at least one persona whom the user may see, in any of their wordings."""

from collections.abc import Sequence

from django.urls import reverse

from personas.census import current_census
from personas.markdown import plain_text
from personas.models import Trait, TraitAlias
from personas.search.highlight import highlighted
from personas.search.kinds import Found, Hit, Ranked, ranked
from personas.search.sources import register_source
from personas.search.words import Query
from personas.wording import wording_key

from .rows import also, people_counted, seen_first

TRAIT = register_source("trait", Trait, "statement")
TRAIT_ALIAS = register_source("trait_alias", TraitAlias, "wording")


def traits(query: Query, user, window: slice) -> Found:
    """Statements about personas that the user may see."""
    census = current_census()
    visible, having = census.visible_to(user), census.statements_with(query.words)
    keys, more = seen_first(having, visible, lambda: keys_of(query))
    rows = Trait.objects.filter(pk__in=keys).values_list("pk", "statement", "facet__name") if keys else ()
    found = ranked(query, with_other_wordings(query, [(row, plain_text(row[1])) for row in rows]))
    counts = {each.row[0]: having[each.row[0]].among(visible) for each in found[window]}
    return Found([trait_hit(query, each, counts) for each in found[window]], len(found), more)


def keys_of(query: Query) -> list[int]:
    """The primary keys of the statements that are just what was typed."""
    return list(Trait.objects.order_by().filter(key=wording_key(query.typed)).values_list("pk", flat=True))


def with_other_wordings(query: Query, rows: Sequence[tuple[tuple, str]]) -> list[tuple[tuple, list[str]]]:
    """The rows with their texts: the statement, and where it doesn't answer by itself, its aliases."""
    by_statement = {found.row[0] for found in ranked(query, ((row, [text]) for row, text in rows))}
    others = [row[0] for row, _ in rows if row[0] not in by_statement]
    wordings: dict[int, list[str]] = {}
    if others:
        for trait, wording in (
            TraitAlias.objects.filter(trait__in=others).order_by("pk").values_list("trait", "wording")
        ):
            wordings.setdefault(trait, []).append(plain_text(wording))
    return [(row, [text, *wordings.get(row[0], ())]) for row, text in rows]


def trait_hit(query: Query, found: Ranked, counts: dict[int, int]) -> Hit:
    pk, statement, facet = found.row
    return Hit(
        title=highlighted(query, plain_text(statement)),
        url=reverse("personas:trait", args=[pk]),
        note=f"{facet} · {people_counted(counts[pk])}",
        excerpt=also(query, found),
    )
