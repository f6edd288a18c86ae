"""A job title as it is written → the words it means, its level, and its parts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from personas.wording import INVISIBLE, singular

from . import words

# What no text has, though a program may send it.
NO_TEXT = re.compile("[\x00\ud800-\udfff]")
LONGEST = 400  # letters of a title that are looked at
CACHED = 20_000
ACCENTS = re.compile("([a-z])[\u0300-\u036f]+")
APOSTROPHE = re.compile("['’`´]")
POSSESSIVE = re.compile(r"(\w)(?:['’`´]s|s['’`´])(?!\w)")
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
GENDERS = re.compile(r"\(\s*(?:all genders|[mwfdhxi*]\s*(?:[/|,]\s*[mwfdhxi*]\s*)+)\)|[/:*]-?in(?:nen)?\b")
EMPLOYER = re.compile(r"(?<=\S)(?:\s+(?:at|bei|chez)\s+|\s*@\s*).*")
SIGNS = (
    (re.compile(r"\bc\s?\+\+"), " cpp "),
    (re.compile(r"\bc#"), " csharp "),
    (re.compile(r"(?<!\w)\.net\b"), " dotnet "),
)
WORD = re.compile(r"[^\W_]+")
# "Vertriebsleiter" is who "Leiter Vertrieb" is; a "Flugbegleiter" and a "Praxisanleiter" lead nobody.
COMPOUND = re.compile(
    r"(\w{3,}?)((?<!beg)(?<!an)(?<!ab)leit(?:er(?:in)?|ung)|(?:manag|entwickl|develop|berat)er(?:in)?"
    r"|(?:ingenieur|administrator|architekt)(?:in)?)"
)
SERVING = "to"
# Signs that the title names somebody whom its bearer works for: "Assistant to the CFO", "Office of the CTO".
SERVICES = (
    (SERVING, re.compile(r"\bto\b")),
    ("office", re.compile(r"\boffice of\b")),
    ("assistant", re.compile(r"\b(?:executive|personal|team|office) assistant\b|\bassistant\s*[^\w\s]")),
)
# Between parts that are the same kind of thing, and between a title and what is said further of it.
ENUMERATING = re.compile(r"\s*[/&+|;]\s*|\s+(?:and|und|et|y)\s+")
SPECIFYING = re.compile(r"\s*[,()\[\]{}•·:]\s*|\s+[-–—]+\s+|\s*[–—]\s*")
SEPARATES = re.compile(r"[/&+|;,()\[\]{}•·:–—]| -|\s(?:and|und|et|y)\s")  # faster, to see whether there is one
SEPARATOR = re.compile(f"(?P<enumerating>{ENUMERATING.pattern})|{SPECIFYING.pattern}")
OF_ANOTHER = "’s"  # stands among the words for "somebody's": the title is another person's
TELLING = frozenset(
    [*words.BANDS, *words.STEPS, *words.NUMERALS, *words.BEFORE_BANDS, *words.OTHERS, OF_ANOTHER]
)  # words that say something of the level, or of somebody else


@dataclass(slots=True, eq=False)  # never changed; frozen ones take three times as long to make
class TitleWords:
    """The words of a title in their order, abbreviations written out; and what they say.

    `core` are the words of what somebody does, sorted; `band` and `step` say how high the title stands; `others` are
    words that make it somebody else's title ("assistant", "former").
    """

    words: tuple[str, ...]
    core: tuple[str, ...]
    levels: tuple[str, ...]
    band: int
    step: int
    others: frozenset[str]

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for titles of the same words, in whatever order."""
        return tuple(sorted(set(self.words)))

    @property
    def is_bare(self) -> bool:
        """Whether it names a rank or a role and no field: "Vice President", "Consultant"."""
        return not self.core or (self.band == words.INDIVIDUAL and words.ROLES.issuperset(self.core))

    @property
    def has_role(self) -> bool:
        """Whether it says what somebody is, rather than a field alone."""
        return (
            self.band > words.INDIVIDUAL
            or not words.ROLES.isdisjoint(self.core)
            or not words.ROLES.isdisjoint(self.levels)
        )


@dataclass(slots=True)
class Part:
    """A part of a title; `text` as it is written, `enumerated` where a slash or "and" joins it to the one before."""

    text: str
    title: TitleWords
    enumerated: bool


@lru_cache(maxsize=CACHED)
def folded(title: str) -> str:
    """The title in small letters without accents, employer and signs that mean nothing; of a long one the start."""
    text = title[:LONGEST]
    if not text.isascii():
        text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
        text = unicodedata.normalize("NFC", ACCENTS.sub(r"\1", unicodedata.normalize("NFD", text)))
    else:
        text = text.lower()
    # Looking for the signs first is cheaper than each of the patterns.
    if "(" in text or "/" in text or ":" in text or "*" in text:
        text = GENDERS.sub(" ", text)
    if "@" in text or " at " in text or " bei " in text or " chez " in text:
        text = EMPLOYER.sub("", text)
    if "." in text or "+" in text or "#" in text:
        for pattern, name in SIGNS:
            text = pattern.sub(name, text)
        text = DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    return POSSESSIVE.sub(rf"\1 {OF_ANOTHER}", text) if APOSTROPHE.search(text) else text


@lru_cache(maxsize=CACHED)
def expanded(word: str) -> tuple[str, ...]:
    """The words that one word stands for, each in the form that stands for all its forms."""
    if word not in words.ABBREVIATIONS and (compound := COMPOUND.fullmatch(word)):
        return expanded(singular(compound[1])) + expanded(compound[2])
    return tuple(map(base, words.ABBREVIATIONS.get(word, word).split()))


def base(word: str) -> str:
    if word in words.FORMS or word in words.NO_PLURALS:
        return words.FORMS.get(word, word)
    alone = singular(word)
    return words.FORMS.get(alone, alone)


def spelled_out(text: str) -> list[str]:
    """The words of a folded text, expanded; phrases become what they stand for."""
    found = [part for word in WORD.findall(text) for part in expanded(word)]
    if OF_ANOTHER in text:
        found.append(OF_ANOTHER)
    return with_phrases(found)


def with_phrases(found: list[str], depth: int = 0) -> list[str]:
    """With phrases replaced by what they stand for; twice more, as that may be the start of another."""
    if PHRASE_STARTS.isdisjoint(found):
        return found
    result, place = [], 0
    while place < len(found):
        for phrase, meaning in PHRASES.get(found[place], ()):
            if tuple(found[place : place + len(phrase)]) == phrase:
                result += meaning
                place += len(phrase)
                break
        else:
            result.append(found[place])
            place += 1
    return result if depth == 2 or result == found else with_phrases(result, depth + 1)


def phrase_table() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """By their first word, the longest first."""
    table: dict[str, list] = {}
    for phrase, meaning in words.PHRASES.items():
        source = tuple(part for word in phrase.split() for part in expanded(word))
        target = tuple(part for word in meaning.split() for part in expanded(word))
        if source != target:
            table.setdefault(source[0], []).append((source, target))
    for phrases in table.values():
        phrases.sort(key=lambda each: -len(each[0]))
    return table


PHRASES = phrase_table()
PHRASE_STARTS = frozenset(PHRASES)


def read_title(title: str) -> TitleWords:
    """What the title says."""
    return read_folded(folded(title))


@lru_cache(maxsize=CACHED)
def read_folded(text: str) -> TitleWords:
    found = [word for word in spelled_out(text) if word not in words.STOP_WORDS and word != SERVING]
    return weigh(found, [name for name, pattern in SERVICES if name in text and pattern.search(text)])


def weigh(found: list[str], services: Sequence[str] = ()) -> TitleWords:
    """The words with what they say; `services` are the signs that somebody works for who is named."""
    found = with_leads(without_repeated_acronyms(found))
    if TELLING.isdisjoint(found):
        core = tuple(sorted(set(found)))
        return TitleWords((*found, *services), core, (), words.INDIVIDUAL, 0, frozenset(services))
    band, step, core, levels, others = words.INDIVIDUAL, 0, set(), set(), set(services)
    for place, word in enumerate(found):
        if word not in TELLING:
            core.add(word)
        elif word == OF_ANOTHER or (word in words.OTHERS and step_of(found, place) is None):
            others.add(word)
        elif word in words.BANDS:
            if word == "manager" and place and found[place - 1] in words.TRADES_OF_MANAGERS:
                core.add(word)
                continue
            band = max(band, words.BANDS[word])
            levels.add(word)
            if word in words.TELLING_BANDS:
                core.add(word)
        elif (change := step_of(found, place)) is None:
            core.add(word)
        else:
            step += change
            levels.add(word)
    return TitleWords((*found, *services), tuple(sorted(core)), tuple(sorted(levels)), band, step, frozenset(others))


def step_of(found: list[str], place: int) -> int | None:
    """How much a word raises the level within its band; None where it says something else there."""
    word = found[place]
    if word in words.STEPS:
        return words.STEPS[word]
    if word in words.NUMERALS:
        return words.NUMERALS[word] if place else None
    is_before = place + 1 < len(found) and found[place + 1] in words.BANDS
    # "Assistant" alone is somebody else than "assistant director".
    return words.BEFORE_BANDS.get(word) if is_before else None


def with_leads(found: list[str]) -> list[str]:
    """“Lead” at the end is somebody who leads a team ("Development Lead"), elsewhere a rank ("Lead Developer")."""
    return [*found[:-1], "teamlead"] if len(found) > 1 and found[-1] == "lead" else found


def without_repeated_acronyms(found: list[str]) -> list[str]:
    """Without an acronym whose meaning stands beside it: "CPO (Chief Product Officer)"."""
    if words.AMBIGUOUS.keys().isdisjoint(found):
        return found
    everything = set(found)
    return [word for word in found if not any(everything.issuperset(each) for each in AMBIGUOUS.get(word, ()))]


AMBIGUOUS = {
    acronym: tuple(tuple(part for word in each.split() for part in expanded(word)) for each in meanings)
    for acronym, meanings in words.AMBIGUOUS.items()
}


def meanings_of(title: TitleWords) -> list[tuple[str, TitleWords]]:
    """Where the title has an acronym that stands for several things: what each makes of it, in words and as read."""
    acronym = next((word for word in title.words if word in AMBIGUOUS), None)
    if acronym is None:
        return []
    found = []
    for said, meaning in zip(words.AMBIGUOUS[acronym], AMBIGUOUS[acronym], strict=True):
        together = [part for word in title.words for part in (meaning if word == acronym else (word,))]
        found.append((f"“{acronym.upper()}” may stand for “{said}”", weigh(together)))
    return found


def parts_of(title: str) -> list[Part]:
    """The parts that slashes, commas, brackets, dashes and "and" make of a title; [] where there is only one."""
    text = folded(title)
    if not SEPARATES.search(text):
        return []
    pieces, place, enumerated = [], 0, False
    for found in SEPARATOR.finditer(text):
        pieces.append((text[place : found.start()], enumerated))
        place, enumerated = found.end(), found["enumerating"] is not None
    pieces.append((text[place:], enumerated))
    parts = [Part(piece.strip(), read_folded(piece), joined) for piece, joined in pieces]
    parts = [part for part in parts if part.title.words]
    return parts if len(parts) > 1 else []
