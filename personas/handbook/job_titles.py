"""Job titles as pages list them."""

import re

from personas.models.titles import TITLE_LENGTH
from personas.wording import one_line

from .drafts import TitleDraft
from .labels import split_outside_brackets, split_qualifier, split_slashes
from .outline import LINK, plain

COMBINED = re.compile(r"^(?P<heads>[^:]+?)\s+(?P<link>of|for):\s*(?P<tails>.*)$", re.IGNORECASE)
SEMICOLON = re.compile(r"\s*;\s*")
COMMA = re.compile(r"\s*,\s+(?:and\s+|or\s+)?")
LAST_OR = re.compile(r"\s+or\s+")
LONGEST_TITLE_WORDS = 12
QUALIFIER_LENGTH = 500


def titles_in_line(markdown: str, line: int) -> list[TitleDraft]:
    """The titles on one line of running text: parted by spaced slashes, else semicolons, else commas."""
    text = one_line(markdown).rstrip(".")
    if combined := titles_combined(text, line):
        return combined
    for parts in (split_slashes(text), split_outside_brackets(text, SEMICOLON), split_outside_brackets(text, COMMA)):
        if len(parts) > 1:
            parts[-1:] = split_outside_brackets(parts[-1], LAST_OR)
            return [title_of(part, line) for part in parts]
    return [title_of(text, line)] if text else []


def titles_in_item(markdown: str, line: int) -> list[TitleDraft]:
    """The titles in one of several bullets: a comma is part of the title ("Sr. Manager, DevSecOps")."""
    text = one_line(markdown)
    return titles_combined(text, line) or [title_of(part, line) for part in split_slashes(text)]


def titles_combined(text: str, line: int) -> list[TitleDraft]:
    """Every combination in "Manager/Director of: Platform, Operations"; empty when the text is not of that form."""
    found = COMBINED.match(text)
    if not found or not found["tails"]:
        return []
    heads = [head.strip() for head in found["heads"].split("/")]
    tails = split_outside_brackets(found["tails"], COMMA)
    return [title_of(f"{head} {found['link']} {tail}", line) for tail in tails for head in heads if head]


def title_of(markdown: str, line: int) -> TitleDraft:
    """One title; what stands in brackets and a link's target become its qualifier."""
    text, qualifier = split_qualifier(markdown)
    links = [link[0] for link in LINK.finditer(text)]
    return TitleDraft(plain(text), line, "; ".join([part for part in (qualifier, *links) if part]))


def reads_as_title(title: TitleDraft) -> bool:
    """Whether the words can be somebody's job title, rather than a remark about titles."""
    name = title.name
    if not name or len(name) > TITLE_LENGTH or len(title.qualifier) > QUALIFIER_LENGTH:
        return False
    is_sentence = name.endswith((".", "!", "?", ":")) and len(name.split()) > 4
    return (
        len(name.split()) <= LONGEST_TITLE_WORDS and not is_sentence and not name.startswith("(") and ": " not in name
    )
