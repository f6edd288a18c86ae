"""A person's names in texts that were written about them."""

import re
from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet

# A name shorter than this stands in too many words that mean something else.
SHORTEST = 3


def names_of(user) -> list[str]:
    """The texts that name the person, the longest first."""
    names = {user.get_username(), user.email, user.get_full_name()}
    return sorted((name for name in names if len(name) >= SHORTEST), key=len, reverse=True)


def named_in(user, *fields: str) -> Q:
    """The condition that one of the names stands in one of the fields; no row where the person has no name."""
    found = Q(pk__in=[])
    for name in names_of(user):
        for field in fields:
            # Words of both databases' regular expressions.
            found |= Q(**{f"{field}__regex": rf"(^|[^\w@+-]){re.escape(name)}([^\w@+-]|$)"})
    return found


def unnamed(text: str, names: Iterable[str], name: str) -> str:
    """The text with each of the names, where it stands for itself, replaced by the one."""
    for each in names:
        text = re.sub(rf"(?<![\w@+-]){re.escape(each)}(?![\w@+-])", lambda _: name, text)
    return text


def unname(rows: QuerySet, user, name: str, *fields: str) -> None:
    """Replace the names of the person in the fields of the rows."""
    names, changed = names_of(user), list(rows.filter(named_in(user, *fields)))
    for row in changed:
        for field in fields:
            setattr(row, field, fitting(row, field, unnamed(getattr(row, field), names, name)))
    rows.model._default_manager.bulk_update(changed, fields, 500)


def fitting(row: Model, field: str, text: str) -> str:
    length = row._meta.get_field(field).max_length
    return text[:length] if length else text
