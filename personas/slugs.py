"""Web addresses that nobody has taken yet."""

from collections.abc import Collection
from itertools import count

from django.db import models

from personas.wording import SLUG_LENGTH, slug_for

ROOM = SLUG_LENGTH - len("-9999")
# Addresses of pages that stand where a persona's page would.
PERSONA_PAGES = frozenset({"deprecated", "compare", "charts"})


def free_slug(row: models.Model, text: str, reserved: Collection[str] = ()) -> str:
    """The slug of the text, with -2, -3 … behind it where another row of the same model has it already.

    Names that differ may give one slug ("U.S. sales" and "US sales"): neither a form nor an import may fail over it.
    """
    slug = slug_for(text)
    others = type(row)._default_manager.exclude(pk=row.pk)
    return first_free(slug, {*others.filter(slug__startswith=slug[:ROOM]).values_list("slug", flat=True), *reserved})


def first_free(slug: str, taken: Collection[str]) -> str:
    """The slug itself, else the first of slug-2, slug-3 … that is not taken."""
    if slug not in taken:
        return slug
    return next(free for number in count(2) if (free := f"{slug[:ROOM]}-{number}") not in taken)


def persona_slug(heading: str) -> str:
    """The address that a persona of that heading has by itself; never one of a page beside the personas."""
    return first_free(slug_for(heading), PERSONA_PAGES)
