"""The last changes that anybody made in the admin, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.db.models import Q

SHOWN = 15
# A bulk change of many rows is one line, so more entries are read than lines shown.
READ = 300
NAMED = 3
VERBS = {ADDITION: "added", DELETION: "deleted"}


@dataclass(frozen=True)
class ChangedRow:
    """What was changed; `url` is empty when it is gone."""

    name: str
    url: str


@dataclass(frozen=True)
class RecentChange:
    """Who did what to which rows, and when. `note` says what exactly, `more` how many rows there are besides."""

    who: str
    did: str
    rows: list[ChangedRow]
    more: int
    kind: str
    note: str
    at: datetime


def recent_changes(models, told: Callable[[list], list] = list) -> list[RecentChange]:
    """The last changes by all people to rows of the `models`, the latest first: two queries.

    What one person did to several rows in one go is one change. `told` leaves out entries that not everybody may read.
    """
    seen = Q(pk__in=[])
    for model in models:
        seen |= Q(content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name)
    # By primary key: the time has no index, and both run the same way.
    entries = told(list(LogEntry.objects.filter(seen).select_related("user", "content_type").order_by("-pk")[:READ]))
    gone = deleted_among(entries)
    together = (list(group) for _, group in groupby(entries, key=same_change))
    return [change_of(group, gone) for group in islice(together, SHOWN)]


def same_change(entry: LogEntry) -> tuple:
    """Equal for entries that tell of one change of several rows."""
    minute = entry.action_time.replace(second=0, microsecond=0)
    return entry.user_id, entry.action_flag, entry.content_type_id, entry.change_message, minute


def deleted_among(entries: list[LogEntry]) -> set[tuple[int, str]]:
    """Content type and primary key of those rows that the history says were deleted."""
    ids = {entry.object_id for entry in entries if entry.object_id}
    deletions = LogEntry.objects.filter(action_flag=DELETION, object_id__in=ids)
    return set(deletions.order_by().values_list("content_type", "object_id"))


def change_of(entries: list[LogEntry], gone: set[tuple[int, str]]) -> RecentChange:
    """The entries, which tell of the same change, in words."""
    first = entries[0]
    return RecentChange(
        who=first.user.get_full_name() or first.user.get_username(),
        did=VERBS.get(first.action_flag, "changed"),
        rows=[row_of(entry, gone) for entry in entries[:NAMED]],
        more=max(0, len(entries) - NAMED),
        kind=first.content_type.name,
        note="" if first.action_flag in VERBS else first.get_change_message(),
        at=first.action_time,
    )


def row_of(entry: LogEntry, gone: set[tuple[int, str]]) -> ChangedRow:
    """The row that an entry is about."""
    is_there = (entry.content_type_id, entry.object_id) not in gone
    return ChangedRow(entry.object_repr, (is_there and entry.get_admin_url()) or "")
