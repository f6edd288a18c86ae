"""The addresses that a person gives to a calendar program."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from enablement.calendar.feeds import WITHOUT_KEY, Feed, feed_of
from enablement.calendar.tokens import token_for
from enablement.models import CalendarToken, Series
from personas.models import Persona, Team


@dataclass(frozen=True)
class Address:
    """A calendar's name, and where it is: over the web, and in the form that opens a calendar program at once."""

    name: str
    url: str
    webcal: str


@dataclass(frozen=True)
class Choice:
    """A calendar that can be chosen; `value` is its kind and key, such as "team:sales"."""

    value: str
    label: str
    is_chosen: bool = False


def address_of(token: CalendarToken, feed: Feed, base: str) -> Address:
    """The person's address of this calendar, on the site at `base`."""
    secret = token_for(token, feed.kind, feed.key)
    arguments = [secret, feed.kind, *([feed.key] if feed.key else [])]
    url = base + reverse("enablement:calendar_feed", args=arguments)
    return Address(feed.name, url, f"webcal:{url.partition(':')[2]}")


def usual(token: CalendarToken, owner, base: str) -> list[Address]:
    """What most people want: their own sessions, those of their teams, all of them."""
    teams = [("team", slug) for slug in owner.teams.values_list("slug", flat=True)]
    return [address_of(token, feed_of(*each, owner), base) for each in [("mine", ""), *teams, ("everything", "")]]


def chosen(value: str, owner) -> Feed | None:
    """The calendar that "team:sales" names; None when it names none that the person may have."""
    kind, _, key = value.replace("\0", "").partition(":")
    if kind in WITHOUT_KEY:
        return None
    try:
        return feed_of(kind, key, owner)
    except ObjectDoesNotExist:
        return None


def choices(owner, value: str) -> Iterator[tuple[str, list[Choice]]]:
    """By heading, the teams, series and personas that a calendar can be of, as far as the person may see them."""
    personas = Persona.objects.visible_to(owner).current()
    groups = (
        ("Teams", "team", Team.objects.values_list("slug", "name")),
        ("Series", "series", Series.objects.visible_to(owner).values_list("slug", "title")),
        ("Personas", "persona", ((persona.slug, persona.heading) for persona in personas)),
    )
    for heading, kind, rows in groups:
        options = [Choice(f"{kind}:{slug}", label, value == f"{kind}:{slug}") for slug, label in rows]
        if options:
            yield heading, options
