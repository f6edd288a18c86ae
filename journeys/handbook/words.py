"""What words on a page say about journeys."""

import re

from journeys.models import Journey, Touchpoint
from personas.handbook.outline import NUMBERING, plain
from personas.wording import lookup_key

Involvement = Touchpoint.Involvement
# By look-up key, as what follows.
JOURNEY_WORDS = {"journey", "funnel", "lifecycle", "stage", "phase"}
TELLING_WORDS = {"journey", "funnel", "lifecycle"}
NAMELESS = {"", "stage", "phase"}
USE_CASES = ("use case", "usecase", "job to be done")
BUYING_WORDS = {"buyer", "buying", "buy", "purchase", "purchasing", "sale", "customer", "marketing", "funnel"}
FILLER = {
    *("recommended", "suggested", "typical", "ideal", "proposed", "content", "by", "for", "through", "across", "map"),
    *("mapping", "matrix", "of", "and", "the", "our", "persona", "personas", "a", "in", "on", "per", "each", "every"),
}
INVOLVEMENTS = {
    **dict.fromkeys(
        (
            *("lead", "leader", "owner", "own", "primary", "drive", "driver", "main", "high", "h", "strong"),
            *("responsible", "accountable", "r", "a"),
        ),
        Involvement.LEADS,
    ),
    **dict.fromkeys(
        (
            *("take part", "participate", "participant", "secondary", "involved", "contribute", "contributor"),
            *("support", "consulted", "consult", "c", "medium", "m", "moderate"),
        ),
        Involvement.TAKES_PART,
    ),
    **dict.fromkeys(
        (
            *("is kept informed", "kept informed", "informed", "inform", "tertiary", "aware", "keep informed"),
            *("i", "low", "l", "weak"),
        ),
        Involvement.IS_INFORMED,
    ),
}
MARKS = {"x", "yes", "y", "✓", "✔", "✅", "☑", "☒", "•", "●", "⬤", "■", "*", "+", "v", "🗸", "✗️", "1"}
NO_MARKS = {"", "-", "–", "—", "no", "n", "n/a", "na", "✗", "✘", "❌", "○", "☐", "0", "none", "."}
MARKUP = re.compile(r"[\s*_`\uFE0F]+|:(?=\w+:)")
EMOJI = {":white_check_mark:": "✓", ":heavy_check_mark:": "✓", ":x:": "✗", "[x]": "x", "[ ]": ""}
SEVERAL = re.compile(r"\s*[/,&+]\s*")  # between two of them: "R/A"
PARTS = {
    "questions": {
        *("question", "ask", "what they ask", "what she asks", "what he asks", "they ask", "concern"),
        *("question they ask", "key question"),
    },
    "message": {"message", "key message", "messaging", "what we say", "takeaway", "what to say", "value", "answer"},
    "content": {
        *("content", "content type", "recommended content", "asset", "format", "recommended", "material"),
        *("collateral", "content format", "recommended content type", "channel", "resource"),
    },
    "team": {"team", "owner", "owning team", "owned by", "responsible"},
    "involvement": {"involvement", "role", "how involved", "participation"},
}
PARTS_BY_KEY = {part: set(map(lookup_key, words)) for part, words in PARTS.items()}
# One of these in the heading of a column says the same: "What she asks".
PART_WORDS = {
    "questions": {"ask", "question", "concern"},
    "message": {"message", "messaging"},
    "content": {"content", "asset", "format", "collateral", "material"},
}
NUMBERED = re.compile(r"^(?:stage|step|phase)\s*#?\d+\s*[:.–—-]?\s*", re.IGNORECASE)


def part_named(label: str) -> str:
    """Which part of a touchpoint a label names: questions, message, content, team, involvement, or nothing."""
    key = lookup_key(plain(label))
    return next((part for part, words in PARTS_BY_KEY.items() if key in words), "")


def part_of_column(heading: str) -> str:
    """As `part_named`, for the heading of a column, which may have words around it."""
    words = set(lookup_key(plain(heading)).split())
    return part_named(heading) or next((part for part, known in PART_WORDS.items() if words & known), "")


def speaks_of_journeys(text: str, words: set[str] = JOURNEY_WORDS) -> bool:
    """Whether a heading or caption is about a journey or its stages."""
    key = lookup_key(plain(text))
    return bool(set(key.split()) & words) or "life cycle" in key or any(each in key for each in USE_CASES)


def kind_named(text: str, default: str) -> str:
    """The kind of journey that a heading speaks of."""
    key = lookup_key(plain(text))
    if any(each in key for each in USE_CASES):
        return Journey.Kind.USE_CASES
    return Journey.Kind.BUYING if set(key.split()) & BUYING_WORDS else default


def journey_name(heading: str, fallback: str) -> str:
    """The name of a journey under that heading, without the words around it: "Recommended Buyer's Journey" is
    “Buyer's Journey”."""
    words = NUMBERING.sub("", plain(heading)).strip(" :").split()
    while words and lookup_key(words[0]) in FILLER:
        words.pop(0)
    while words and lookup_key(words[-1]) in FILLER:
        words.pop()
    name = " ".join(words)[:120].strip(" ,;:–—-")
    return name[:1].upper() + name[1:] if lookup_key(name) not in NAMELESS else fallback


def stage_name(written: str) -> str:
    """The name of a stage without its number and a colon: "Stage 2: Consideration", "1. Awareness"."""
    text = NUMBERING.sub("", plain(written)).strip()
    text = NUMBERED.sub("", text) or text
    return text.strip(" :–—-→.")[:100]


def mark_of(cell: str) -> int | None:
    """What a short cell says about the involvement: NOBODY (0) for a cell that says no, None for one of words."""
    text = plain(cell).strip()
    for code, sign in EMOJI.items():
        text = text.replace(code, sign)
    bare = MARKUP.sub(" ", text).strip().casefold() if text not in MARKS else text
    if bare in NO_MARKS:
        return 0
    if bare in MARKS or set(bare) <= {"✓", "✔", "✅", "x", "•", "●", "⭐", "★", " "}:
        return Involvement.TAKES_PART.value
    found = [INVOLVEMENTS.get(lookup_key(word)) for word in SEVERAL.split(text)]
    return min(found).value if all(found) else None
