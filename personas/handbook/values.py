"""Several vocabulary values on one line, written as people write: "Initiator/ Identifier of need & Researcher
(renewals)"."""

import re
from dataclasses import dataclass

from personas.wording import one_line

from .labels import LONGEST_LINE, balanced, split_qualifier
from .outline import plain
from .vocabulary import Match, TermIndex

SEPARATOR = re.compile(
    r"\s+/\s*|\s*/\s+|\s*[,;|]\s+|\s*<br\s*/?>\s*|\s*/\s*|\s*&\s*|\s+and\s+|\s*\+\s+", re.IGNORECASE
)
HARD = re.compile(r"\s+/\s*|\s*/\s+|\s*[,;|]\s+|\s*<br\s*/?>\s*", re.IGNORECASE)
LONGEST_NAME = 60
MOST_ATOMS = 6  # pieces between separators that make up one name
LONGEST_QUALIFIER_WORDS = 12


@dataclass(frozen=True)
class Value:
    """One value on a line: what was written, the term it resolves to (None: unknown), and its qualifier."""

    written: str
    match: Match | None
    qualifier: str = ""

    @property
    def is_name(self) -> bool:
        """Whether the written words could be the name of a new term, rather than a sentence."""
        words = self.written.split()
        return bool(words) and len(self.written) <= LONGEST_NAME and len(words) <= 7 and not self.written.endswith(".")


def values_in(markdown: str, index: TermIndex) -> list[Value]:
    """The values on a line, in order: the longest runs of words that the vocabulary knows, then what is left
    between commas and spaced slashes."""
    text = one_line(markdown)
    if len(text) > LONGEST_LINE:
        return [Value(text, None)]
    atoms = list(atoms_of(text))
    values, place = [], 0
    while place < len(atoms):
        end, value = longest_known(text, atoms, place, index)
        if value is None:
            end, value = unknown_run(text, atoms, place, index)
        values.append(value)
        place = end
    return values


def atoms_of(text: str):
    """(start, end, whether a hard separator follows) of each piece between separators outside brackets."""
    start = 0
    for found in SEPARATOR.finditer(text):
        if found.start() < start or not balanced(text[: found.start()]):
            continue
        if text[start : found.start()].strip():
            yield start, found.start(), bool(HARD.fullmatch(found[0]))
        start = found.end()
    if text[start:].strip():
        yield start, len(text), True


def longest_known(text: str, atoms: list, place: int, index: TermIndex) -> tuple[int, Value | None]:
    """The longest run of atoms from a place on that is exactly a name or alias, with the place after it."""
    for end in range(min(len(atoms), place + MOST_ATOMS), place, -1):
        written, qualifier = split_qualifier(text[atoms[place][0] : atoms[end - 1][1]])
        if match := index.exact(plain(written)):
            return end, Value(plain(written), match, qualifier)
    return place, None


def unknown_run(text: str, atoms: list, place: int, index: TermIndex) -> tuple[int, Value]:
    """The atoms up to the next hard separator or known value as one value: a close match, a known name with words
    around it, or unknown."""
    end = place + 1
    while end < len(atoms) and not atoms[end - 1][2] and longest_known(text, atoms, end, index)[1] is None:
        end += 1
    written, qualifier = split_qualifier(text[atoms[place][0] : atoms[end - 1][1]])
    words = plain(written)
    if match := index.resolve(words):
        return end, Value(words, match, qualifier)
    if inner := name_with_words_around(words, index):
        name, around = inner
        return end, Value(
            name.written,
            name.match,
            " ".join(part for part in (around, f"({qualifier})" if qualifier else "") if part),
        )
    return end, Value(words, None, qualifier)


def name_with_words_around(words: str, index: TermIndex) -> tuple[Value, str] | None:
    """A known name at the start or end of the words and the rest: "Decision-maker for renewals"."""
    parts = words.split()
    if len(parts) > LONGEST_QUALIFIER_WORDS + MOST_ATOMS:
        return None
    for count in range(len(parts) - 1, 0, -1):
        for name, rest in ((parts[:count], parts[count:]), (parts[-count:], parts[:-count])):
            match = index.exact(" ".join(name))
            if match and len(rest) <= LONGEST_QUALIFIER_WORDS:
                return Value(" ".join(name), match), " ".join(rest)
    return None
