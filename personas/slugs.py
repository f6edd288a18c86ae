"""Web addresses that nobody has taken yet."""

from django.db import models

from personas.wording import SLUG_LENGTH, slug_for


def free_slug(row: models.Model, text: str) -> str:
    """The slug of the text, with -2, -3 … behind it where another row of the same model has it already.

    Names that differ may give one slug ("U.S. sales" and "US sales"): neither a form nor an import may fail over it.
    """
    slug = slug_for(text)
    room = SLUG_LENGTH - len("-9999")
    others = type(row)._default_manager.exclude(pk=row.pk)
    taken = set(others.filter(slug__startswith=slug[:room]).values_list("slug", flat=True))
    candidates = (f"{slug[:room]}-{number}" for number in range(2, len(taken) + 3))
    return slug if slug not in taken else next(candidate for candidate in candidates if candidate not in taken)
