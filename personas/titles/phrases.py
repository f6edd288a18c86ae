"""The phrases of a title rule: as they are typed → what a title is held against."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from personas.wording import one_line

from . import words
from .reading import folded, spelled_out, with_leads

LINES = 20
PHRASES = 50  # in one line
PHRASE_WORDS = 4
PHRASE_LENGTH = 80
CLASS = re.compile(r"\[\s*([^\[\]]*?)\s*\]")
BETWEEN = re.compile(r"\s*,\s*|\s+/\s+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase as it was typed, and its words in the form in which titles are read, sorted; or the name of a
    level."""

    text: str
    key: tuple[str, ...] = ()
    level: str = ""

    @property
    def said(self) -> str:
        """What a reason calls it."""
        return words.CLASSES[self.level] if self.level else f"“{self.text}”"


Requirement = tuple[Phrase, ...]


def tidy_lines(text: str) -> str:
    """The lines that say something, without the spaces around them."""
    lines = (one_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def read_includes(text: str) -> tuple[Requirement, ...]:
    """What a title must have: one of the phrases of every line. Raises ValidationError with a sentence."""
    lines = [read_line(line) for line in text.split("\n") if line.strip()]
    if not lines:
        raise ValidationError("Write at least one phrase that a title must include.", code="empty")
    if len(lines) > LINES:
        raise ValidationError(f"That are {len(lines)} lines; at most {LINES} can be asked for.", code="too_many")
    if all(phrase.level == "individual" for line in lines for phrase in line):
        raise ValidationError("This would fit nearly every title: ask for a phrase, too.", code="too_wide")
    return tuple(lines)


def read_excludes(text: str) -> tuple[Phrase, ...]:
    """What a title must not have. Raises ValidationError with a sentence."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > PHRASES:
        raise ValidationError(f"That are {len(lines)} lines; at most {PHRASES} have room.", code="too_many")
    return tuple(phrase for line in lines for phrase in read_line(line))


def read_line(line: str) -> Requirement:
    """The phrases of one line, with commas or spaced slashes between."""
    found = [one_line(part) for part in BETWEEN.split(line) if part.strip()]
    if len(found) > PHRASES:
        raise ValidationError(
            f"There are {len(found)} phrases in one line; at most {PHRASES} have room.", code="too_many"
        )
    if not found:
        raise ValidationError("One line has commas alone: write a phrase there, or take it out.", code="no_words")
    return tuple(map(read_phrase, found))


def read_phrase(text: str) -> Phrase:
    """One phrase or level. Raises ValidationError for a level that nobody knows or a phrase without words."""
    if level := CLASS.fullmatch(text):
        return level_named(level[1])
    if "[" in text or "]" in text:
        raise ValidationError(
            "“%(text)s”: a level in square brackets stands alone, between commas or on a line of its own.",
            code="mixed",
            params={"text": text[:PHRASE_LENGTH]},
        )
    said = [word for word in spelled_out(folded(text)) if word not in words.STOP_WORDS]
    key = tuple(sorted(set(with_leads(said))))
    refuse_odd(text, key)
    return Phrase(text, key)


def level_named(name: str) -> Phrase:
    level = name.casefold()
    if level not in words.CLASSES:
        known = ", ".join(f"[{each}]" for each in words.CLASSES)
        raise ValidationError(
            "There is no level “[%(name)s]”. The levels are %(known)s.",
            code="unknown_level",
            params={"name": name[:PHRASE_LENGTH], "known": known},
        )
    return Phrase(f"[{level}]", level=level)


def refuse_odd(text: str, key: tuple[str, ...]) -> None:
    """Raise ValidationError for a phrase that no title could have."""
    if len(text) > PHRASE_LENGTH:
        raise ValidationError(
            "“%(text)s …” is too long for a phrase: at most %(most)s letters.",
            code="too_long",
            params={"text": text[:40], "most": PHRASE_LENGTH},
        )
    if not key:
        raise ValidationError(
            "“%(text)s” has no word to look for: small words such as “of” don't count.",
            code="no_words",
            params={"text": text},
        )
    if len(key) > PHRASE_WORDS:
        raise ValidationError(
            "“%(text)s” has more than %(most)s words: part it into several lines.",
            code="too_long",
            params={"text": text, "most": PHRASE_WORDS},
        )


def has_level(band: int, step: int, levels: Collection[str], level: str) -> bool:
    """Whether a title of that band, step and words of level stands on the level that a rule names."""
    match level:
        case "leader":
            return band >= words.MANAGER
        case "executive":
            return band >= words.VICE_PRESIDENT
        case "individual":
            return band == words.INDIVIDUAL
        case "chief":
            return band == words.CHIEF
        case "vp":
            return band == words.VICE_PRESIDENT
        case "director":
            return band == words.DIRECTOR
        case "manager":
            return band == words.MANAGER
        case "junior":
            return band == words.INDIVIDUAL and step < 0
        case _:  # lead, senior
            return level in levels or (level == "lead" and band == words.LEAD)
