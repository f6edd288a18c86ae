"""What headings and columns say about sessions and materials."""

from personas.handbook.outline import plain
from personas.wording import lookup_key

SESSION_WORDS = {
    *("session", "training", "workshop", "enablement", "webinar", "rollout", "roll", "kickoff", "course", "lesson"),
    *("schedule", "recording", "class", "seminar", "briefing", "ama", "roadshow", "calendar"),
}
SESSION_PHRASES = ("office hour", "brown bag", "lunch learn", "drop in", "q a")
MATERIAL_WORDS = {
    *("artifact", "artefact", "enablement", "training", "material", "recording", "slide", "video", "session", "deck"),
    *("handout", "collateral", "channel"),
}
GENERIC = {
    *("session", "training", "past", "previous", "upcoming", "next", "future", "schedule", "recording", "enablement"),
    *("date", "held", "event", "completed", "planned", "list", "workshop", "scheduled", "time", "when", "history"),
    *(
        "done",
        "earlier",
        "old",
        "of",
        "for",
        "archive",
        "calendar",
        "material",
        "resource",
        "info",
        "persona",
        "buyer",
    ),
}
WHEN = {
    "date",
    "when",
    "time",
    "day",
    "week",
    "scheduled",
    "start",
    "date time",
    "held",
    "held on",
    "schedule",
    "month",
}
TITLES = {
    "session",
    "title",
    "topic",
    "name",
    "training",
    "audience",
    "team",
    "group",
    "for",
    "what",
    "event",
    "subject",
}
HOSTS = {"host", "presenter", "speaker", "trainer", "facilitator", "lead", "by", "who"}


def speaks_of_sessions(title: str) -> bool:
    """Whether a heading announces sessions."""
    key = lookup_key(plain(title))
    return bool(SESSION_WORDS & set(key.split())) or any(each in key for each in SESSION_PHRASES)


def speaks_of_materials(title: str) -> bool:
    """Whether a heading announces what helps beside sessions."""
    return bool(MATERIAL_WORDS & set(lookup_key(plain(title)).split()))


def is_generic(title: str) -> bool:
    """Whether a heading is no name of a session or series: "Past sessions"."""
    return set(lookup_key(plain(title)).split()) <= GENERIC


def is_when(header: str) -> bool:
    """Whether a column or label says when."""
    key = lookup_key(plain(header))
    return key in WHEN or bool({"date", "when", "time"} & set(key.split()))
