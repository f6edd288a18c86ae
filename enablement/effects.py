"""What a change of sessions does to each of them: said before it is done, and held against it when it is."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from enablement.models import Session
from enablement.times import when

ADDED, CHANGED, CANCELLED, DELETED, LEFT = "added", "changed", "cancelled", "deleted", "left"
KINDS = {
    ADDED: "New sessions",
    CHANGED: "Sessions that change",
    CANCELLED: "Sessions that are cancelled",
    DELETED: "Sessions that are deleted, because nobody has registered",
    LEFT: "Sessions that stay as they are",
}
LABELS = {
    "title": "title",
    "description": "description",
    "minutes": "length",
    "zone": "time zone",
    "host_id": "host",
    "capacity": "capacity",
    "join_url": "join link",
    "place": "place",
    "starts_at": "start",
    "precision": "time",
    "day": "day",
    "when_words": "words about the time",
    "status": "status",
    "teams": "teams",
    "personas": "personas",
}


@dataclass(frozen=True)
class Effect:
    """What happens to one session: its title and its time as it was, what becomes of it, and how many people hear of
    that."""

    kind: str
    title: str
    now: str
    text: str
    people: int = 0


def time_words(session: Session) -> str:
    """When the session is, in its own zone."""
    # Its state isn't asked for, so any moment does.
    return when(session, session.zone, timezone.now()).words


def changes_text(names: Iterable[str], session: Session) -> str:
    """ "New start: Tue 19 Jan 2027, 11:00 New York (16:00 UTC); title, place."."""
    names = list(dict.fromkeys(names))
    parts = [f"starts {time_words(session)}"] if "starts_at" in names else []
    parts += [LABELS[name] for name in names if name != "starts_at"]
    return f"Changes: {'; '.join(parts)}."


def fingerprint(effects: Iterable[Effect]) -> str:
    """What tells whether the effects are still those that were shown."""
    return hashlib.sha256("\n".join(map(repr, effects)).encode()).hexdigest()[:24]


def grouped(effects: Iterable[Effect]) -> list[tuple[str, str, list[Effect]]]:
    """Kind, heading and effects of each kind that there is."""
    effects = list(effects)
    groups = [(kind, heading, [each for each in effects if each.kind == kind]) for kind, heading in KINDS.items()]
    return [group for group in groups if group[2]]


def named(sessions: Iterable[Session]) -> str:
    """A few of the sessions by title and day."""
    sessions = list(sessions)
    first = [f"“{each.title}” ({time_words(each)})" for each in sessions[:3]]
    return ", ".join(first) + (f" and {len(sessions) - 3} more" if len(sessions) > 3 else "")
