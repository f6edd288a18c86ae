"""What was looked for, marked in what was found."""

import re

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from personas.markdown import plain_text

from .matching import Text, answers
from .words import Query

BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+#>|]|\d+[.)])\s)")
BLOCK_MARKS = re.compile(r"\A\s*(?:(?:[#>*+|-]+|\d+[.)])\s+)+")
ROW = re.compile(r"\A\s*\|")
BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
LONGEST = 180  # characters of an excerpt
BEFORE = 60  # characters of it before the first match
MOST_BLOCKS = 400


def highlighted(query: Query, text: str) -> SafeString:
    """The text as HTML with `<mark>` around each word that was looked for; all else in it is escaped."""
    return marked(Text(text).text, spans(query, Text(text)))


def spans(query: Query, text: Text) -> list[tuple[int, int]]:
    """Where words that answer the query stand."""
    return [
        (token.start, token.end) for token in text.tokens if any(answers(wanted, token.word) for wanted in query.words)
    ]


def marked(text: str, places: list[tuple[int, int]]) -> SafeString:
    """The text as HTML with `<mark>` around the places, which are in order and don't overlap."""
    starts = [0, *(end for _, end in places)]
    parts = [(text[begin:start], text[start:end]) for begin, (start, end) in zip(starts, places, strict=False)]
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), escape(text[starts[-1] :]))


def excerpt(query: Query, source: str) -> SafeString:
    """A line or two of a Markdown text around what was looked for, with the words marked; empty when nothing is."""
    blocks = [told_by(block) for block in BLOCK.split(source)[:MOST_BLOCKS]]
    counted = [(number_of_words(query, block), -place, block) for place, block in enumerate(blocks)]
    found, _, block = max(counted, default=(0, 0, ""))
    text = Text(" ".join(plain_text(block).split()))
    places = spans(query, text)
    if not found or not places:
        return escape("")
    begin, end = window(text.text, places[0][0])
    inside = [(start - begin, stop - begin) for start, stop in places if begin <= start and stop <= end]
    return format_html(
        "{}{}{}", "… " if begin else "", marked(text.text[begin:end], inside), " …" if end < len(text.text) else ""
    )


def told_by(block: str) -> str:
    """The block without the marks of its kind; cells of a table have dots between them."""
    if not ROW.match(block):
        return BLOCK_MARKS.sub("", block)
    return " · ".join(cell.strip() for cell in BETWEEN_CELLS.split(block) if cell.strip("-: \n"))


def number_of_words(query: Query, block: str) -> int:
    """How many of the wanted words a block has."""
    words = {token.word for token in Text(block).tokens}
    return sum(any(answers(wanted, word) for word in words) for wanted in query.words)


def window(text: str, place: int) -> tuple[int, int]:
    """Where an excerpt around the place begins and ends: between words."""
    begin = 0 if place <= BEFORE else text.rfind(" ", 0, place - BEFORE) + 1
    end = len(text) if len(text) - begin <= LONGEST else text.rfind(" ", 0, begin + LONGEST)
    return begin, end if end > place else min(len(text), begin + LONGEST)
