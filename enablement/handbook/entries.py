"""Lines of lists and paragraphs, and which of them can be a session's or lead to a resource."""

import re
from dataclasses import dataclass, field
from datetime import date

from personas.handbook.labels import label_of, lines_of
from personas.handbook.outline import Block, Item, plain
from personas.wording import lookup_key

from .dates import days_in
from .drafts import ResourceDraft
from .items import said_on
from .materials import Kind, channel_in, is_named, kind_of, links_in, resource_of, without_links
from .said import Said
from .words import is_when

LONGEST_NAME = 120
SENTENCES = re.compile(r"[a-z]{4,}[.!?;]\s+[^\W\d]")
DAY_OF_MONTH = re.compile(r"^[*_]{0,2}(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[*_]{0,2}\s*[:–—-]\s*")


@dataclass
class Line:
    """An item of a list: when it says that something is, and the items below it that say so."""

    item: Item
    said: Said | None
    inner: list[Item] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        """Whether it only stands above items that name times."""
        timed = sum(bool(said_on(each.text)) for each in self.inner)
        return self.said is None and timed > 0 and timed * 2 >= len(self.inner)

    @property
    def has_recording(self) -> bool:
        texts = [self.item.text, *(each.text for each in self.inner)]
        kinds = {kind_of(link.text) for text in texts for link in links_in(text)}
        return bool(kinds & {Kind.RECORDING, Kind.VIDEO})

    @property
    def is_material(self) -> bool:
        return not self.said and not self.is_group and bool(links_in(self.item.text) or channel_in(self.item.text, 0))


def line_of(item: Item) -> Line:
    inner = [each for block in item.blocks if block.kind == "list" for each in block.items]
    return Line(item, said_on(item.text), inner)


def lines_under(item: Item) -> list[Line]:
    """The item; where it is a bare month and those below it begin with a day ("3rd: …"), these."""
    line = line_of(item)
    if not line.said or line.said.precision != "month" or lookup_key(line.said.before + line.said.after):
        return [line]
    month = line.said.values["day"]
    dated = [Line(each, said, line_of(each).inner) for each in line.inner if (said := said_in_month(each.text, month))]
    return dated if dated and len(dated) == len(line.inner) else [line]


def said_in_month(markdown: str, month: date) -> Said | None:
    """The day of a line that begins with its number in the month."""
    found = DAY_OF_MONTH.match(markdown)
    return said_on(f"{month:%Y-%m}-{int(found['day']):02}: {markdown[found.end() :]}") if found else None


def is_entry(line: str) -> bool:
    """Whether a line of a paragraph is a short entry, and no prose that happens to name a day."""
    text = plain(without_links(line))
    days = {each.day for each in days_in(text)}
    return len(text) <= LONGEST_NAME and len(days) <= 1 and not SENTENCES.search(text)


def labelled_lines(block: Block) -> list[str]:
    """The lines of a paragraph or list that begin with a label; none where one doesn't."""
    if block.kind == "list":
        lines = [item.text for item in block.items]
    else:
        lines = lines_of(block.source) if block.kind == "paragraph" else []
    return lines if lines and all(label_of(line) for line in lines) else []


def is_date_line(line: str) -> bool:
    label = label_of(line)
    return bool(label and label.rest and is_when(label.text))


def kinds_on(line: str) -> set[str]:
    """The kinds of resources that a labelled line links to, by its label or by the links' own words."""
    links, label = links_in(line), label_of(line)
    names = [link.text for link in links] + ([label.text] if links and label else [])
    return {kind_of(name) for name in names}


def is_known_material(markdown: str) -> bool:
    kinds = {kind_of(link.text, link.target) for link in links_in(markdown)}
    return bool(kinds - {Kind.OTHER.value}) or channel_in(markdown, 0) is not None


def materials_on(item: Item) -> list[ResourceDraft]:
    """The resources on a line: its channel, or its links, with the words before a link that says only its kind."""
    if channel := channel_in(item.text, item.line):
        return [channel]
    label = plain(without_links(item.text)).strip(" :–—-|/,.")
    found = []
    for link in links_in(item.text):
        draft = resource_of(link, item.line)
        if label and is_named(link.text) and len(label) <= LONGEST_NAME:
            draft.title = f"{label}: {link.text}"[:200]
        elif label:
            draft.values.setdefault("note", label[:300])
        found.append(draft)
    return found
