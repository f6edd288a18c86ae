"""Where the links of an imported page lead inside the catalogue."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.urls import Resolver404, resolve, reverse
from django.utils.safestring import SafeString

from personas import markdown
from personas.kept.parts import forgets
from personas.models import Guide, Persona

WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
KEPT = 1000  # texts
MAY_LINK = re.compile(r"[\[<]")  # no link of Markdown or HTML is without one of these


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
        is_needed = any(map(MAY_LINK.search, texts))
        return Known(frozenset(self.personas), frozenset(self.guides)) if is_needed else None

    def __call__(self, address: str) -> str | None:
        """An address without a scheme, as written on a page → an address of ours, or None."""
        path, _, anchor = address.partition("#")
        if anchor in self.personas:
            return reverse("personas:detail", args=[anchor])
        if anchor in self.guides:
            return reverse("personas:guide", args=[anchor])
        return address if self.has_page(path.partition("?")[0]) else None

    @cached_property
    def personas(self) -> set[str]:
        return set(Persona.objects.visible_to(self.user).values_list("slug", flat=True))

    @cached_property
    def guides(self) -> set[str]:
        return set(Guide.objects.values_list("slug", flat=True))

    def has_page(self, path: str) -> bool:
        """Whether the path is a page of the catalogue, and of something that the user may see."""
        try:
            match = resolve(path)
        except Resolver404:
            return False
        slug = match.kwargs.get("slug")
        known = self.guides if match.view_name == "personas:guide" else self.personas
        return match.namespace == "personas" and (slug is None or slug in known)


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
