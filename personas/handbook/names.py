"""What headings say: a persona's name and role, a persona type, guidance."""

import re
from dataclasses import dataclass

from personas.models import ContentPreference, Facet
from personas.wording import lookup_key, one_line

from .outline import plain
from .vocabulary import SPELLING, TermEntry, Vocabulary

PREFIX = re.compile(
    r"^(?:[\w/&’' -]{0,30}\s)?persona(?:\s*#?\s*\d+)?\s*[:.–—-]\s*(?=\S)|^\s*(?:#?\d+[.):]|\d+(?:\.\d+)+\.?)\s+",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<role>[^()]+(?:\([^()]*\)[^()]*)*)\)$")
PARTED = re.compile(r"^(?P<name>[^,:–—]+?)\s*(?:,|:|\s[–—|-])\s+(?:the\s+)?(?P<role>.+)$", re.IGNORECASE)
HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s/&-]+")
QUESTION = re.compile(r"\?\s*$|^(how|what|why|when|who|where|which|should|can|do|does|is|are)\b", re.IGNORECASE)
PLURAL = re.compile(r"\bpersonas\b", re.IGNORECASE)
PLACEHOLDER = re.compile(r"^(\[.*\]|<.*>|\{.*\})$")
HOW_TO = re.compile(r"^how to\b", re.IGNORECASE)
TIERS = {lookup_key(tier.label): tier.value for tier in ContentPreference.Tier}
FILLER = {"persona", "profile", "type", "our", "the", "a", "group", "section", "list", "of"}
NAME_LENGTH = 120


@dataclass(frozen=True)
class Heading:
    """A persona's heading read: her name, her role ("" when it can't be told), and whether the role is a guess."""

    name: str
    role: str
    guessed: bool = False


def persona_heading(title: str, shared_names: frozenset[str] = frozenset()) -> Heading:
    """Name and role in a heading: "Parker (Product Manager)", "Marketing Mary – Head of marketing", "Tech Exec
    Tristan".

    `shared_names` are first parts that several headings of the page have; they are no person's name, so the brackets
    belong to the name: "Software Engineer (security)".
    """
    text = without_prefix(plain(title).rstrip(":"))
    for pattern in (BRACKETS, PARTED):
        found = pattern.match(text)
        if found and found["name"] not in shared_names and is_personal(found["name"]):
            return Heading(one_line(found["name"]), one_line(found["role"]))
    role = alliterated_role(text)
    return Heading(text, role, guessed=bool(role))


def without_prefix(text: str) -> str:
    """The heading without "Persona 3:" or "2." in front."""
    return PREFIX.sub("", one_line(text), count=1).strip() or one_line(text)


def first_part(title: str) -> str:
    """What stands before brackets, a comma or a dash in a heading; empty when there is nothing of that."""
    text = without_prefix(plain(title).rstrip(":"))
    found = BRACKETS.match(text) or PARTED.match(text)
    return found["name"] if found else ""


def is_personal(name: str) -> bool:
    """Whether words look like somebody's name: one capitalised word, or the role and a first name that alliterates."""
    return (" " not in name and name[:1].isalpha() and not name[:1].islower()) or bool(alliterated_role(name))


def alliterated_role(name: str) -> str:
    """The role in a name like "Tech Exec Tristan", whose last word is a first name chosen to start like the role.

    Empty when the last word doesn't begin like any word (or hump: InfoSec) before it.
    """
    role, _, last = name.rpartition(" ")
    initials = {hump[0].casefold() for hump in HUMPS.split(role) if hump}
    is_name = last[:1].isupper() and last[1:].islower() and last.isalpha()
    return role if is_name and last[0].casefold() in initials else ""


def type_named(title: str, vocabulary: Vocabulary) -> TermEntry | None:
    """The persona type that a heading names: "Buyer personas", "Internal", "User personas across stages"."""
    words = [word for word in lookup_key(plain(title)).split() if word not in FILLER]
    if match := vocabulary.types.exact(" ".join(words)):
        return match.term
    text = f" {lookup_key(plain(title))} "
    for wordings in (vocabulary.types.names, vocabulary.types.aliases):
        for wording, term in wordings.items():
            if f" {wording} persona " in text:
                return term
    return None


def names_kind(title: str, kind: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading holds, as whole words, a wording of the facet of that kind."""
    text = f" {lookup_key(plain(title))} "
    facets = vocabulary.facets
    wordings = [*facets.names.items(), *facets.aliases.items()]
    return any(term.kind == kind and f" {wording} " in text for wording, term in wordings)


def can_head_persona(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading may be a persona's at all: no question, no guidance, no facet, nothing about personas in
    general."""
    name = plain(title).rstrip(":").strip()
    if not lookup_key(name) or len(name) > NAME_LENGTH or QUESTION.search(name):
        return False
    if PLURAL.search(name) or PLACEHOLDER.match(name) or is_guidance(name, vocabulary):
        return False
    match = vocabulary.facets.exact(name)
    return match is None or match.how != SPELLING


def is_guidance(title: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading announces advice: nothing below it is a persona, however it is labelled."""
    return bool(HOW_TO.match(plain(title))) or names_kind(title, Facet.Kind.GUIDANCE, vocabulary)


def tier_named(words: str) -> int | None:
    """The tier of content preferences that the words name, or None."""
    return TIERS.get(lookup_key(words))
