"""Whom content types reach: for every tier the first of them, and how many more there are."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from personas.census import Census, Crowd, current_census
from personas.census.census import BY_NAME
from personas.models import ContentFormat, ContentPreference, Persona

SHOWN = 12
SHORT = ("name", "role_label", "slug", "colour")


@dataclass(frozen=True)
class Reached:
    """Whom a content type reaches in a tier: the first of them by name, how many more there are, and the address of
    the list that has them all."""

    tier: str
    people: Sequence[Persona]
    more: int
    address: str


def reached_by(formats: Collection[ContentFormat], user) -> dict[int, list[Reached]]:
    """Whom each of the content types reaches, by its primary key, tier by tier: personas in use that the user may see.

    One query beside those of the census, whatever the number of content types and personas.
    """
    census = current_census()
    in_use = census.visible_to(user) - census.of([census.statuses.get(Persona.Status.DEPRECATED)])
    found = {each.pk: list(tiers_of(each.slug, census, in_use)) for each in formats}
    keys = {key for tiers in found.values() for _, own, _ in tiers for key in own}
    people = Persona.objects.only(*SHORT).in_bulk(keys) if keys else {}
    return {
        each.pk: [
            Reached(tier.label, [people[key] for key in own if key in people], count - len(own), address(each, tier))
            for tier, own, count in found[each.pk]
        ]
        for each in formats
    }


def tiers_of(slug: str, census: Census, in_use: Crowd) -> Iterator[tuple[ContentPreference.Tier, list[int], int]]:
    """Every tier in which the content type reaches any of the crowd, with the keys of the first, and their number."""
    for tier in ContentPreference.Tier:
        crowd = in_use & census.of([census.preferences.get((slug, tier.value))])
        if count := len(crowd):
            yield tier, census.in_order(crowd, BY_NAME, slice(0, SHOWN)), count


def address(content_format: ContentFormat, tier: ContentPreference.Tier) -> str:
    return f"{reverse('personas:list')}?{urlencode({'content': content_format.slug, 'tier': tier.value})}"
