"""Where the links of an imported page lead inside the catalogue."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse
from django.utils.safestring import SafeString

from personas import markdown
from personas.data_version import Memory, kept_while
from personas.data_version.catalogue import LINKED, STANDING
from personas.kept.parts import forgets
from personas.models import Guide, Persona
from personas.querysets import may_see_drafts

WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
KEPT = 1000  # texts
MAY_LINK = re.compile(r"[\[<]")  # no link of Markdown or HTML is without one of these

_slugs = Memory(LINKED, STANDING, most=4)


class Known(NamedTuple):
    """The slugs of what links may lead to."""

    personas: frozenset[str]
    guides: frozenset[str]


class CatalogueLinks:
    """Finds the persona or guide that a page refers to, among those that the user may see.

    Pages point at each other's headings, and a heading became a persona or a guide of the same slug: so both
    "#release-rory" and "/handbook/personas/#release-rory" mean Release Rory. Looks nothing up before it is asked.
    """

    # Templates hand it on to a tag; by themselves they would call whatever can be called.
    do_not_call_in_templates = True

    def __init__(self, user=None, known: Known | None = None):
        self.user = user
        if known:
            self.personas, self.guides = known

    def known_for(self, texts: Iterable[str]) -> Known | None:
        """All that decides where the links of these texts lead; None where there are none."""
        return self.known if may_link(texts) else None

    @property
    def known(self) -> Known:
        return Known(self.personas, self.guides)

    def __call__(self, address: str) -> str | None:
        """An address without a scheme, as written on a page → an address of ours, or None."""
        path, _, anchor = address.partition("#")
        if anchor in self.personas:
            return reverse("personas:detail", args=[anchor])
        if anchor in self.guides:
            return reverse("personas:guide", args=[anchor])
        return address if self.has_page(path.partition("?")[0]) else None

    @cached_property
    def personas(self) -> frozenset[str]:
        rights = self.user.is_authenticated, may_see_drafts(self.user)
        return _slugs.recall(rights, lambda: slugs_of(Persona.objects.visible_to(self.user)))

    @cached_property
    def guides(self) -> frozenset[str]:
        return guides()

    def has_page(self, path: str) -> bool:
        """Whether the path is a page of the catalogue, and of something that the user may see."""
        try:
            match = resolve(path)
        except Resolver404:
            return False
        slug = match.kwargs.get("slug")
        known = self.guides if match.view_name == "personas:guide" else self.personas
        return match.namespace == "personas" and (slug is None or slug in known)


def may_link(texts: Iterable[str]) -> bool:
    """Whether there may be a link in one of the texts."""
    return any(map(MAY_LINK.search, texts))


def slugs_of(rows: QuerySet) -> frozenset[str]:
    return frozenset(rows.order_by().values_list("slug", flat=True))


@kept_while(Guide, most=1)
def guides() -> frozenset[str]:
    """The slugs of all guides."""
    return slugs_of(Guide.objects)


def web_address(address: str | None) -> str:
    """The address where it leads to the web; nothing where opening it might run something, however it got there."""
    return address if address and WEB_ADDRESS.match(address) else ""


def html_of(text: str, links: CatalogueLinks, top_heading: int) -> SafeString:
    """A Markdown text as HTML, remembered with all that decides where its links lead."""
    return rendered(text, links.known_for([text]), top_heading)


@forgets
@lru_cache(maxsize=KEPT)
def rendered(text: str, known: Known | None, top_heading: int) -> SafeString:
    links = CatalogueLinks(known=known or Known(frozenset(), frozenset()))
    return markdown.render(text, links, top_heading)
