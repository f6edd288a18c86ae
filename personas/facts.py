"""What is told of a persona, as HTML: the greater part of her page, and what changes least."""

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from personas.dossier import Dossier, Facts, Told
from personas.kept.parts import forgets
from personas.links import CatalogueLinks, Known

KEPT = 100  # personas
# Those of the blocks, in their order.
TEMPLATES = (
    "personas/_introduction.html",
    "personas/_glance.html",
    "personas/_facets.html",
    "personas/_titles.html",
)


class Blocks(NamedTuple):
    """The parts of a page, each from a template of its own; `are_silent` says that no facet tells anything."""

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
    links = CatalogueLinks(known=known or Known(frozenset(), frozenset()))
    facts = Facts(told, dict(shared))
    made = (render_to_string(template, {"dossier": facts, "links": links}) for template in TEMPLATES)
    return Blocks(*made, are_silent=not facts.sections and not facts.leading)
