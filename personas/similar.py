"""Personas that have the most in common with one of them."""

from collections.abc import Mapping
from typing import NamedTuple

from personas.faces import Face, faces_of
from personas.models import Persona

from .sharing import CLOSEST, shares_of


class Alike(NamedTuple):
    """A persona, and how many statements she shares."""

    persona: Face
    shared_traits: int


def similar_to(persona: Persona, user) -> tuple[Alike, ...]:
    """At most five personas in use that share statements with this one, the closest first.

    What counts are the facets that can be compared, so the number is the one that the comparison of both shows.
    """
    shared = shares_of(persona.pk, user).closest
    return most_alike(shared, faces_of(shared, by_name=True))


def most_alike(shared: Mapping[int, int], people: Mapping[int, Face]) -> tuple[Alike, ...]:
    """As `similar_to`, where it is known already who shares how many. `people` come by name, and may be more."""
    found = [Alike(face, shared[key]) for key, face in people.items() if key in shared]
    return tuple(sorted(found, key=lambda other: -other.shared_traits)[:CLOSEST])
