"""Whom content types reach: for every tier the first of them, and how many more there are."""

from collections.abc import Collection
from itertools import product
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from personas.census import Census, Crowd
from personas.census.crowds import union
from personas.census.roll import Roll
from personas.census.ties import other_ties
from personas.data_version import kept_while
from personas.faces import Face
from personas.models import ContentFormat, ContentPreference, Persona

SHOWN = 12


class Reached(NamedTuple):
    """Whom a content type reaches in a tier: the first of them by name, how many more there are, and the address of
    the list that has them all."""

    tier: str
    people: tuple[Face, ...]
    more: int
    address: str


# The tier, the primary keys of the first by name, and how many there are.
First = tuple[ContentPreference.Tier, list[int], int]


def reached_by(formats: Collection[ContentFormat], census: Census, user) -> dict[int, tuple[Reached, ...]]:
    """Whom each of the content types reaches, by its primary key, tier by tier: personas in use that the user may see.

    One query beside those of the census, whatever the number of content types and personas.
    """
    found = first_of(census.roll, census.in_use(user), tuple(each.slug for each in formats))
    people = people_of({key for tiers in found.values() for _, own, _ in tiers for key in own})
    return {
        each.pk: tuple(
            Reached(
                tier.label,
                tuple(people[key] for key in own if key in people),
                count - len(own),
                address(each.slug, tier),
            )
            for tier, own, count in found[each.slug]
        )
        for each in formats
    }


@kept_while(ContentPreference, ContentFormat, most=8)
def first_of(roll: Roll, in_use: Crowd, slugs: tuple[str, ...]) -> dict[str, list[First]]:
    """The first of those in use whom each of the content types reaches, in every tier in which it reaches any."""
    known, found = other_ties(roll).preferences, {slug: [] for slug in slugs}
    for slug, tier in product(slugs, ContentPreference.Tier):
        group = known.get((slug, tier.value))
        crowd = in_use & union([group] if group else [], roll.size)
        if count := len(crowd):
            found[slug].append((tier, roll.keys_of(crowd)[:SHOWN], count))
    return found


def people_of(keys: Collection[int]) -> dict[int, Face]:
    """The personas with these primary keys."""
    rows = Persona.objects.filter(pk__in=keys).order_by().values_list("pk", *Face._fields) if keys else ()
    return {pk: Face(*rest) for pk, *rest in rows}


def address(slug: str, tier: ContentPreference.Tier) -> str:
    return f"{reverse('personas:list')}?{urlencode({'content': slug, 'tier': tier.value})}"
