"""Labels and values inside lines of a page: "**Goals:** speed / quality (most of all)"."""

import re
from dataclasses import dataclass

from .outline import plain

LABEL_LENGTH = 60
LABEL_WORDS = 9
LABEL_REACH = 400  # characters of a line in which a label must end
LONGEST_LINE = 4000  # characters of a line that can be several values
BOLD_LABEL = re.compile(
    r"^(?P<mark>\*{1,3}|_{1,3})(?P<label>(?=\S)[^*_\n]+?)\s*(?P=mark)\s*(?P<colon>:?)(?P<rest>.*)$", re.DOTALL
)
TAG_LABEL = re.compile(
    r"^<(?P<mark>b|strong|em|i)>(?P<label>[^<\n]+?)\s*</(?P=mark)>\s*(?P<colon>:?)(?P<rest>.*)$", re.DOTALL
)
PLAIN_LABEL = re.compile(r"^(?P<label>[^:\n*_\[\](){}]+?)\s*(?P<colon>:)(?!//)(?P<rest>.*)$", re.DOTALL)
DASHED_LABEL = re.compile(r"^(?P<label>[^:\n*_\[\]{}]+?)\s+(?P<colon>[-–—])\s+(?P<rest>\S.*)$", re.DOTALL)
INLINE_LABEL = re.compile(r"(?P<mark>\*\*|__)(?P<label>[^*_\n]+?)\s*(?P=mark)\s*:?")
BOLD_MARKS = {"**", "***", "__", "___", "b", "strong"}
ONLY_DASHES = re.compile(r"^[\s\-–—:]*$")
LEADING_DASH = re.compile(r"^[-–—]\s+")
LINE_BREAKS = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)
SPACED_SLASH = re.compile(r"\s+/\s*|\s*/\s+")
SENTENCE_END = re.compile(r"(?P<word>\b[\w.]*)[.!?][\"'”’)]*(?=\s+[^\s\Wa-z]|\s+[\[(\"“*_])")
ABBREVIATIONS = {"sr", "jr", "dr", "mr", "mrs", "ms", "dir", "mgr", "dept", "inc", "vs", "e.g", "i.e", "etc", "st"}


@dataclass(frozen=True)
class Label:
    """A label at the start of a line: its words, what follows on the line, whether it is set in bold or italics or
    at least in bold, and whether a colon or dash parts it from the rest."""

    text: str
    rest: str = ""
    marked: bool = False
    bold: bool = False
    colon: bool = False

    @property
    def alone(self) -> bool:
        """Whether the line is nothing but the label."""
        return not self.rest


def label_of(markdown: str) -> Label | None:
    """The label that the line starts with, or None: bold or italic words, or plain words with a colon or a dash.

    A marked label without a colon counts only when nothing follows: "**really** fast" is emphasis.
    """
    line = markdown.strip()
    for pattern in (BOLD_LABEL, TAG_LABEL, PLAIN_LABEL, DASHED_LABEL):
        if found := pattern.match(line[:LABEL_REACH]):
            return label_from(found, line[LABEL_REACH:])
    return None


def label_from(found: re.Match, beyond: str) -> Label | None:
    mark = found.groupdict().get("mark", "")
    marked = bool(mark)
    words = plain(found["label"])
    rest = found["rest"] + beyond
    rest = "" if ONLY_DASHES.match(rest) else LEADING_DASH.sub("", rest.strip())
    colon = bool(found["colon"]) or words.endswith(":")
    words = words.rstrip(":").strip()
    if not words or len(words) > LABEL_LENGTH or len(words.split()) > LABEL_WORDS:
        return None
    if marked and not colon and (rest or words.endswith((".", "!", ","))):
        return None
    return Label(words, rest, marked, bold=mark in BOLD_MARKS, colon=colon)


def named_text(markdown: str) -> tuple[str, str] | None:
    """A name and the text about it, from "Name: text", "**Name**: text" or "Name – text"; None when there is no
    name."""
    label = label_of(markdown)
    return (label.text, label.rest) if label else None


def lines_of(markdown: str) -> list[str]:
    """The lines that a reader sees: parted by line breaks in the source or by <br>."""
    return [line.strip() for line in LINE_BREAKS.split(markdown) if line.strip()]


def split_outside_brackets(text: str, separator: re.Pattern) -> list[str]:
    """The parts of the text between separators that stand outside round and square brackets; empty parts are left
    out. A text too long to be a line of values stays whole."""
    if len(text) > LONGEST_LINE:
        return [text]
    parts, start = [], 0
    for found in separator.finditer(text):
        before = text[: found.start()]
        if found.start() >= start and balanced(before):
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def balanced(text: str) -> bool:
    """Whether as many brackets close as open in the text."""
    return all(text.count(opening) <= text.count(closing) for opening, closing in ("()", "[]"))


def split_slashes(text: str) -> list[str]:
    """Values parted by a slash with white space on at least one side: "A/B / C" → "A/B", "C"."""
    return split_outside_brackets(text, SPACED_SLASH)


def split_qualifier(text: str) -> tuple[str, str]:
    """A value and its qualifier in brackets, at the end or the start: "Webinars (short)" → "Webinars", "short"."""
    value = text.strip()
    if value.endswith(")") and (opening := matching_bracket(value)) > 0 and value[opening - 1] != "]":
        return value[:opening].strip(), value[opening + 1 : -1].strip()
    if value.startswith("(") and (closing := value.find(")")) > 0 and value[closing + 1 :].strip():
        return value[closing + 1 :].strip(), value[1:closing].strip()
    return value, ""


def matching_bracket(text: str) -> int:
    """Where the bracket opens that the text's last character closes; -1 when none does."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            return place
    return -1


def first_sentence_end(text: str) -> int:
    """Where the text's first sentence ends (the place after its stop); the whole length when it is only one."""
    for found in SENTENCE_END.finditer(text):
        if found["word"].casefold() not in ABBREVIATIONS:
            return found.end()
    return len(text)
