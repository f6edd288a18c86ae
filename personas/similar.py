"""Personas that have the most in common with one of them."""

from collections.abc import Mapping

from django.db.models import Case, Value, When

from personas.models import Persona

from .sharing import Sharing, hidden_from, sharing_with

MOST = 5
BY_NAME = ("name", "role_label", "pk")


def similar_to(persona: Persona, user) -> list[Persona]:
    """At most five personas in use that share statements with this one, the closest first, each with `shared_traits`.

    What counts are the facets that can be compared, so the number is the one that the comparison of both shows.
    """
    return most_alike(sharing_with(persona.pk), hidden_from(user))


def most_alike(sharing: Sharing, hidden: frozenset[int]) -> list[Persona]:
    """As `similar_to`, where it is known already who shares what, and who is hidden. One query."""
    shared = {other: count for other, count in sharing.shared.items() if count and other not in hidden}
    found = list(closest(shared)) if shared else []
    for other in found:
        other.shared_traits = shared[other.pk]
    return sorted(found, key=lambda other: -other.shared_traits)


def closest(shared: Mapping[int, int]):
    """Those who share most; of equals, those whose names come first."""
    least = sorted(shared.values(), reverse=True)[:MOST][-1]
    sure = [other for other, count in shared.items() if count > least]
    sure_first = [Case(When(pk__in=sure, then=Value(0)), default=Value(1))] if sure else []
    candidates = Persona.objects.filter(pk__in=[other for other, count in shared.items() if count >= least])
    return candidates.order_by(*sure_first, *BY_NAME)[:MOST]
