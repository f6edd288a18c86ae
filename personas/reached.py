"""Whom content types reach: for every tier the first of them, and how many more there are."""

from collections.abc import Collection, Mapping
from itertools import product
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from personas.census import Census, Crowd
from personas.census.crowds import union
from personas.census.roll import Roll
from personas.census.ties import preferences_of
from personas.data_version import kept_while
from personas.data_version.catalogue import TAKEN_UP
from personas.faces import Face, faces_of
from personas.models import ContentFormat, ContentPreference

SHOWN = 12


class Reached(NamedTuple):
    """Whom a content type reaches in a tier: the first of them by name, how many more there are, and the address of
    the list that has them all."""

    tier: str
    people: tuple[Face, ...]
    more: int
    address: str


class First(NamedTuple):
    """What a content type reaches in a tier before names are laid over it: the primary keys of the first by name, how
    many more there are, and the address of all."""

    tier: str
    keys: tuple[int, ...]
    more: int
    address: str


def reached_by(formats: Collection[ContentFormat], census: Census, user) -> dict[int, tuple[Reached, ...]]:
    """Whom each of the content types reaches, by its primary key, tier by tier: personas in use that the user may see.

    One query beside those of the census, whatever the number of content types and personas.
    """
    found = first_of(census.roll, census.in_use(user), tuple(each.slug for each in formats))
    people = faces_of({key for tiers in found.values() for tier in tiers for key in tier.keys})
    return {each.pk: tuple(named(tier, people) for tier in found[each.slug]) for each in formats}


def named(first: First, people: Mapping[int, Face]) -> Reached:
    shown = tuple(people[key] for key in first.keys if key in people)
    return Reached(first.tier, shown, first.more, first.address)


@kept_while(TAKEN_UP, ContentFormat, most=8)
def first_of(roll: Roll, in_use: Crowd, slugs: tuple[str, ...]) -> dict[str, list[First]]:
    """The first of those in use whom each of the content types reaches, in every tier in which it reaches any."""
    known, found = preferences_of(roll), {slug: [] for slug in slugs}
    for slug, tier in product(slugs, ContentPreference.Tier):
        group = known.get((slug, tier.value))
        crowd = in_use & union([group] if group else [], roll.size)
        if count := len(crowd):
            keys = tuple(roll.keys_of(crowd)[:SHOWN])
            found[slug].append(First(tier.label, keys, count - len(keys), address(slug, tier)))
    return found


def address(slug: str, tier: ContentPreference.Tier) -> str:
    return f"{reverse('personas:list')}?{urlencode({'content': slug, 'tier': tier.value})}"
