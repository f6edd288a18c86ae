"""What a first visit brings over the wire: little, and nothing from another host."""

import re
from urllib.parse import urlsplit

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from ..factories import FacetFactory, PersonaFactory, PersonaTraitFactory

MOST = 100 * 1024  # bytes
# What a browser asks for by itself, as soon as it reads the page or one of its style sheets.
ASKED_FOR = re.compile(r"""<(?:link|script|img|source|iframe)\b[^>]*?\b(?:href|src)="([^"]+)\"""")
IN_STYLES = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")


def asked_for(page: str) -> set[str]:
    """Every address that comes with the page."""
    found, waiting = set(), set(ASKED_FOR.findall(page))
    while waiting:
        address = waiting.pop()
        found.add(address)
        if address.endswith(".css"):
            waiting |= set(IN_STYLES.findall(content_of(address).decode())) - found
    return found


def content_of(address: str) -> bytes:
    """The file of a static address."""
    with open(finders.find(address.removeprefix("/static/")), "rb") as file:
        return file.read()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["home", "list", "charts", "compare", "content_types", "guides", "detail"])
def test_a_first_visit_is_small_and_stays_on_the_host(reader_client, name):
    facets = FacetFactory.create_batch(3, comparable=True, in_summary=True)
    for persona in PersonaFactory.create_batch(8):
        for facet in facets:
            PersonaTraitFactory(persona=persona, trait__facet=facet)
    address = reverse(f"personas:{name}", args=[persona.slug] if name == "detail" else [])
    page = reader_client.get(address).content
    addresses = asked_for(page.decode())
    # The page itself isn't compressed by us: a secret token and words of a reader's choice stand on it together.
    files = {each: len(brotli.compress(content_of(each))) for each in addresses}
    assert {urlsplit(each).netloc for each in addresses} == {""}
    assert len(page) + sum(files.values()) <= MOST, files
