"""Personas that have the most in common with one of them."""

from typing import NamedTuple

from personas.faces import Face
from personas.models import Persona

from .sharing import Sharing, hidden_from, sharing_with

MOST = 5
BY_NAME = ("name", "role_label", "pk")


class Alike(NamedTuple):
    """A persona, and how many statements she shares."""

    persona: Face
    shared_traits: int


def similar_to(persona: Persona, user) -> tuple[Alike, ...]:
    """At most five personas in use that share statements with this one, the closest first.

    What counts are the facets that can be compared, so the number is the one that the comparison of both shows.
    """
    return most_alike(sharing_with(persona.pk), hidden_from(user))


def most_alike(sharing: Sharing, hidden: frozenset[int]) -> tuple[Alike, ...]:
    """As `similar_to`, where it is known already who shares what, and who is hidden. One query."""
    shared = {other: count for other, count in sharing.shared.items() if count and other not in hidden}
    if not shared:
        return ()
    least = sorted(shared.values(), reverse=True)[:MOST][-1]
    candidates = Persona.objects.filter(pk__in=[other for other, count in shared.items() if count >= least])
    by_name = candidates.order_by(*BY_NAME).values_list("pk", *Face._fields)
    found = (Alike(Face(*called), shared[pk]) for pk, *called in by_name)
    return tuple(sorted(found, key=lambda other: -other.shared_traits)[:MOST])
