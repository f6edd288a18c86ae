"""Traits: those that are true of at least one persona whom the user may see, in any of their wordings."""

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse

from personas.markdown import plain_text
from personas.models import PersonaTrait, Trait, TraitAlias
from personas.search.highlight import highlighted
from personas.search.indexing import holding
from personas.search.kinds import Found, Hit, Ranked, ranked
from personas.search.sources import register_source
from personas.search.words import Query
from personas.wording import wording_key

from .rows import also, first, held, holders, people_counted

TRAIT = register_source("trait", Trait, "statement")
TRAIT_ALIAS = register_source("trait_alias", TraitAlias, "wording")


def traits(query: Query, user, window: slice) -> Found:
    """Statements about personas that the user may see."""
    seen = held(PersonaTrait, "trait", user)
    said_otherwise = TraitAlias.objects.filter(pk__in=holding(TRAIT_ALIAS, query)).order_by().values("trait")
    rows, more = first(
        Trait.objects.filter(Q(pk__in=holding(TRAIT, query)) | Q(pk__in=said_otherwise), seen),
        ("pk", "statement", "facet__name"),
        Trait.objects.filter(seen, key=wording_key(query.typed)),
    )
    found = ranked(query, with_other_wordings(query, [(row, plain_text(row[1])) for row in rows]))
    counts = holders(PersonaTrait, "trait", found[window], user)
    return Found([trait_hit(query, each, counts) for each in found[window]], len(found), more)


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


def trait_hit(query: Query, found: Ranked, counts: dict[int, tuple[int, int]]) -> Hit:
    pk, statement, facet = found.row
    return Hit(
        title=highlighted(query, plain_text(statement)),
        url=reverse("personas:trait", args=[pk]),
        note=f"{facet} · {people_counted(counts.get(pk, (0, 0))[0])}",
        excerpt=also(query, found),
    )
