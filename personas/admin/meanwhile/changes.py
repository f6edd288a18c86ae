"""What is told of a page that others changed: who did it and when, what it was, and what can be done now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils.text import get_text_list

from personas.colleagues import called

from .comparing import NAMED, Changed

MOST_TOLD = 40  # fields and rows that are named; others are counted
CHUNK = 100


@dataclass(frozen=True)
class Act:
    """Something that the history knows: who did it, when, and what was said of it."""

    who: str
    at: datetime
    said: str = ""


@dataclass
class Meanwhile:
    """All of it. `shown` is the page as it is now, signed, and `before` as its sender knew it. `differences` are the
    changes by facet, where the history can tell; `recover_url` is where a row that is gone can be had back."""

    what: str
    acts: Sequence[Act] = ()
    changes: Sequence[Changed] = ()
    differences: Sequence = ()
    is_known: bool = True
    is_joined: bool = False
    is_gone: bool = False
    shown: str = ""
    before: str = ""
    recover_url: str = ""

    @property
    def who(self) -> str:
        names = list(dict.fromkeys(act.who for act in self.acts))
        return get_text_list(names, "and") if names else "Somebody"

    @property
    def heading(self) -> str:
        if self.is_joined:
            return "Put together, and not saved yet"
        return "Deleted while you had it open" if self.is_gone else "Changed while you had it open"

    @property
    def sentence(self) -> str:
        if self.is_joined:
            return f"This is what you typed together with what {self.who} saved. Look it over, and save it."
        if self.is_gone:
            return f"{self.who} deleted this {self.what} while you had it open, so nothing was saved."
        if not self.is_known:
            return (
                "It isn't known any more what this page showed, so nothing was saved. Look over what you typed, and"
                " save again."
            )
        return f"{self.who} changed this {self.what} while you had it open, so nothing was saved."

    @property
    def both(self) -> list[Changed]:
        """What you changed as well."""
        return [each for each in self.changes if each.yours]

    @property
    def theirs(self) -> list[Changed]:
        return [each for each in self.changes if not each.yours][:MOST_TOLD]

    @property
    def untold(self) -> int:
        return max(0, len(self.changes) - len(self.both) - MOST_TOLD)


def last_entry() -> int:
    """Where the admin's history stands: the primary key of its last entry."""
    return LogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def acts_since(rows: Iterable[Model], mark: int, viewer=None) -> list[Act]:
    """What the admin's history noted of the rows after the entry with that primary key, the latest first."""
    named = Q(pk__in=())
    for row in rows:
        named |= Q(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
    entries = LogEntry.objects.filter(named, pk__gt=mark).select_related("user").order_by("-pk")
    return [act(entry.user, entry.action_time, entry.get_change_message(), viewer) for entry in entries[:NAMED]]


def act(user, at: datetime, said: str, viewer=None) -> Act:
    """`user` is None for a program, such as an import from the command line; `viewer` is who reads of it."""
    if user is None:
        return Act("A program", at, said)
    return Act("You (in another window)" if user == viewer else called(user), at, said)
