"""Assets on the pages of the catalogue: those made for a persona, and those of a content type."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import starmap
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse

from journeys.ages import old_before
from journeys.aspects import COUNTED
from journeys.models import Asset
from personas.data_version import kept_while
from personas.models import ContentFormat, Persona
from personas.prepared import prepared
from personas.querysets import may_see_drafts

OF_A_PERSONA = 5
OF_A_TYPE = 4


class Piece(NamedTuple):
    """An asset that was made for somebody."""

    address: str
    title: str
    content_format: str
    published_on: date | None
    is_old: bool
    is_broken: bool


def assets_for(persona: Persona, user) -> tuple[str, dict] | None:
    """What was made for a persona, the newest first; nothing where she may not be seen. Two queries."""
    if not user.is_authenticated:
        return None
    drafts = may_see_drafts(user)
    rows = newest_for(persona.pk, drafts=drafts)
    if not rows:
        return None
    count = count_for(persona.pk)[0][0] if len(rows) > OF_A_PERSONA else len(rows)
    pieces = tuple(starmap(piece, rows[:OF_A_PERSONA]))
    return "journeys/assets/_panel.html", {"slug": persona.slug, "assets": pieces, "count": count}


@prepared
def newest_for(persona: int, *, drafts: bool):
    """The first of those made for the persona, and one more where there are more."""
    her = Persona.objects.seen_with(drafts=drafts).filter(pk=persona).order_by()
    shown = Asset.objects.for_personas(her).sorted_by("newest")[: OF_A_PERSONA + 1]
    return shown.values_list("pk", "title", "content_format__name", "published_on", "link_state")


@prepared
def count_for(persona: int):
    ties = Asset.personas.through.objects.order_by().filter(persona=persona)
    return ties.values("persona").annotate(count=Count("pk")).values_list("count")


def piece(key: int, title: str, content_format: str, published_on: date | None, link: str) -> Piece:
    is_old = published_on is not None and published_on < old_before()
    address = reverse("journeys:asset", args=[key])
    return Piece(address, title, content_format, published_on, is_old, link == Asset.Link.BROKEN)


def assets_of_types(formats: Sequence[ContentFormat], user) -> dict[int, tuple[str, dict]]:
    """For each content type that has any, the newest assets of it. Two queries, and one where no more than texts have
    changed."""
    counts, shown = counts_of_types(), defaultdict(list)
    for kind, key, title in newest_of.for_each([(each.pk,) for each in formats if each.pk in counts]):
        shown[kind].append((reverse("journeys:asset", args=[key]), title))
    return {
        each.pk: ("journeys/assets/_content_panel.html", context_of(each, shown[each.pk], counts[each.pk]))
        for each in formats
        if each.pk in shown
    }


def context_of(kind: ContentFormat, assets: Sequence[tuple[str, str]], count: int) -> dict:
    return {"slug": kind.slug, "name": kind.name, "assets": tuple(assets), "more": count - len(assets)}


@kept_while(COUNTED, most=1)
def counts_of_types() -> dict[int, int]:
    """How many assets there are of each content type that has any, by its primary key."""
    return Asset.objects.count_by("content_format")


@prepared
def newest_of(kind: int):
    """Of the content type: its key, and key and title of its newest assets."""
    newest = Asset.objects.filter(content_format=kind).sorted_by("newest")[:OF_A_TYPE]
    return newest.values_list("content_format", "pk", "title")
