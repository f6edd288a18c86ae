"""What is told of a persona, as HTML: the greater part of her page. Each block is made of plain values, and made again
only where one of these has changed."""

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from personas.dossier import Dossier, Facts, Section
from personas.kept.own import dense
from personas.kept.parts import forgets
from personas.links import CatalogueLinks, Known
from personas.told import Preference, Role, Title, Told

KEPT = 100  # personas
BLOCKS = 12  # of each of them
NO_LINKS = Known(frozenset(), frozenset())


class Introduced(NamedTuple):
    introduction: str


class Glance(NamedTuple):
    leading: tuple[Section, ...]
    first_tier: tuple[Preference, ...]
    purchasing_roles: tuple[tuple[int, tuple[Role, ...]], ...]


class Titled(NamedTuple):
    titles: tuple[Title, ...]
    titles_note: str


class Blocks(NamedTuple):
    """The parts of a page; `are_silent` says that no facet tells anything."""

    introduction: SafeString
    glance: SafeString
    facets: SafeString
    titles: SafeString
    are_silent: bool


def blocks_of(dossier: Dossier, links: CatalogueLinks) -> Blocks:
    """The parts of the page that tell what the dossier tells. Made anew when something of it changes, how many share
    each statement, or what there is that links lead to."""
    make = blocks.__wrapped__ if settings.DEBUG else blocks
    return make(dossier.told, dossier.shares.counts, links.known if dossier.told.may_link else None)


@forgets
@lru_cache(maxsize=KEPT)
def blocks(told: Told, shared: tuple[tuple[int, int], ...], known: Known | None) -> Blocks:
    facts = Facts(told, dict(shared))
    first_tier = tuple(row._replace(qualifier="") for row in facts.first_tier)  # which stand further down
    glance = Glance(facts.leading, first_tier, facts.purchasing_roles)
    sections = ((block("personas/_facet.html", known, section=section),) for section in facts.sections)
    return Blocks(
        introduction=block("personas/_introduction.html", known, dossier=Introduced(facts.introduction)),
        glance=block("personas/_glance.html", known, dossier=glance),
        facets=format_html_join("\n", "{}", sections),
        titles=block("personas/_titles.html", known, dossier=Titled(facts.titles, facts.titles_note)),
        are_silent=not facts.sections and not facts.leading,
    )


def block(template: str, known: Known | None, **values: tuple) -> SafeString:
    return (rendered.__wrapped__ if settings.DEBUG else rendered)(template, known, **values)


@forgets
@lru_cache(maxsize=KEPT * BLOCKS)
def rendered(template: str, known: Known | None, **values: tuple) -> SafeString:
    html = render_to_string(template, values | {"links": CatalogueLinks(known=known or NO_LINKS)})
    return SafeString(dense(html).strip())
