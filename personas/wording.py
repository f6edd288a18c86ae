"""When two wordings are the same wording: the keys behind uniqueness and behind look-ups in the vocabulary."""

import hashlib
import re
import unicodedata

from django.utils.text import slugify

QUOTES = re.compile(r"[\"'`´‘’‚‛“”„‟«»‹›′″]")
SPACES = re.compile(r"\s+")
FINAL_STOPS = re.compile(r"[.。…]+$")
# Soft hyphens, zero-width spaces and marks of direction, which come along when a page is copied.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
NOT_WORDS = re.compile(r"[\W_]+")
EMPHASIS = re.compile(r"[*_]+")
NAME_NOISE = re.compile(r"[\s\-–—/.,:;()\[\]_*]+|" + QUOTES.pattern)
SMALL_WORDS = frozenset(
    ["and", "the", "a", "an", "their", "her", "his", "its", "our", "your", "my", "they", "do", "does"]
)
SLUG_LENGTH = 150


def one_line(text: str) -> str:
    """The text with every run of white space (line breaks too) turned into one space, and none at its ends."""
    return SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """The text without case, quotes, invisible characters and the differences that Unicode calls compatible."""
    # Quotes first, as an acute accent in the place of one would become a space; and again, as wide ones become narrow.
    compatible = unicodedata.normalize("NFKC", QUOTES.sub("", text))
    return INVISIBLE.sub("", QUOTES.sub("", compatible)).casefold()


def wording_key(text: str) -> str:
    """A fixed-length key, equal for wordings that differ only in case, spacing, quotes or a final stop.

    Spaces are dropped rather than folded, because pages write both "tools/process" and "tools / process". The key is a
    digest (64 hex digits): a statement may be longer than what a PostgreSQL index row holds.
    """
    bare = FINAL_STOPS.sub("", SPACES.sub("", fold(text)))
    return hashlib.sha256(bare.encode()).hexdigest()


def lookup_key(text: str) -> str:
    """The words of a vocabulary name without case, punctuation, "and" and plural s: "Goals & Aims" → "goal aim".

    Empty when the text has no letter or digit.
    """
    folded = EMPHASIS.sub("", fold(text))
    words = NOT_WORDS.sub(" ", folded).split()
    telling = [word for word in words if word not in SMALL_WORDS] or words
    return " ".join(map(singular, telling))


def person_key(heading: str) -> str:
    """What tells personas apart: the heading without case, spacing, dashes, dots and brackets, other signs
    included."""
    return NAME_NOISE.sub("", unicodedata.normalize("NFKC", heading).casefold())


def singular(word: str) -> str:
    """An English word without its plural s ("stories" → "story"); short words and "ss" endings stay as they are."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def initials_of(name: str) -> str:
    """At most two capitals for an avatar: the first letter or digit of the first and of the last word that has one.

    “?” when the name has neither.
    """
    words = ("".join(filter(str.isalnum, word)) for word in unicodedata.normalize("NFC", name).split())
    # The capital of "ß" is two letters long: each word gives one.
    starts = [word[0].upper()[0] for word in words if word]
    return "".join(starts[:1] + starts[1:][-1:]) or "?"


def slug_for(text: str) -> str:
    """A slug for any name: its own letters where they are Latin, else a short stable digest, never empty."""
    slug = slugify(text)[:SLUG_LENGTH].strip("-")
    return slug or "x-" + wording_key(text)[:10]
