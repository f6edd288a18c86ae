"""A persona's section → labelled passages. Whether labels are headings, bold bullets, bold paragraphs, table rows
or bold words inside a sentence makes no difference after this."""

import re
from dataclasses import dataclass, field

from personas.models import Facet

from .labels import INLINE_LABEL, Label, first_sentence_end, label_of, lines_of
from .names import tier_named
from .outline import Block, Item, Section, plain
from .vocabulary import TermIndex

LONGEST_TEXT = 20_000  # characters of a paragraph in which labels are looked for
CELL_LIST = re.compile(r"<li>(.*?)(?:</li>|(?=<li>)|$)", re.IGNORECASE | re.DOTALL)


@dataclass
class Passage:
    """What stands under one label; without a label it is the introduction. `known` says that the vocabulary has it."""

    label: str
    line: int
    known: bool = False
    blocks: list[Block] = field(default_factory=list)
    continues: bool = False  # goes on with an earlier passage of the same label

    @property
    def bare(self) -> bool:
        return not self.blocks


def passages(section: Section, facets: TermIndex) -> list[Passage]:
    """The section's passages in the order of the page, the introduction first (it may be bare)."""
    reading = _Reading(section, facets)
    for number, block in enumerate(section.blocks):
        reading.read(block, section.blocks[number + 1] if number + 1 < len(section.blocks) else None)
    for child in section.sections:
        known = bool(facets.resolve(child.name))
        reading.found.append(Passage(child.name, child.line, known, child.flattened()))
    return reading.found


class _Reading:
    """Parts one section into passages; knows the labels of the vocabulary and how this section writes its own."""

    def __init__(self, section: Section, facets: TermIndex):
        self.facets = facets
        self.found = [Passage("", section.line)]
        lines = [label for block in section.blocks if (label := bold_line(block))]
        self.has_bold_lines = len(lines) > 1 or any(self.facets.exact(label.text) for label in lines)

    def read(self, block: Block, following: Block | None) -> None:
        match block.kind:
            case "comment":
                return
            case "paragraph":
                self.read_paragraph(block, following)
            case "list":
                self.read_list(block)
            case "table" if is_label_table(block, self.facets):
                self.read_table(block)
            case _:
                self.found[-1].blocks.append(block)

    def label_in(self, text: str, has_content: bool) -> Label | None:
        """The label that a line starts with; words of the vocabulary alone are one when something stands below
        them."""
        if label := label_of(text):
            return label
        return Label(plain(text)) if has_content and self.facets.exact(plain(text)) else None

    def opens(self, label: Label | None, list_follows: bool) -> bool:
        """Whether a label opens a passage: the vocabulary knows it; or it is set in bold and parted by a colon, or
        alone above a list or among other bold lines. A tier of content types opens none among content types."""
        if label is None or (tier_named(label.text) and self.is_among_content_types()):
            return False
        if self.facets.exact(label.text):
            return True
        return label.bold and (label.colon or (label.alone and (list_follows or self.has_bold_lines)))

    def is_among_content_types(self) -> bool:
        match = self.facets.resolve(self.found[-1].label) if self.found[-1].label else None
        return match is not None and match.term.kind == Facet.Kind.CONTENT_PREFERENCES

    def read_paragraph(self, block: Block, following: Block | None) -> None:
        """Put a paragraph where it belongs: it may be a label, a label with its text, several of these, or plain
        text."""
        list_follows = following is not None and following.kind == "list"
        lines = lines_of(block.source)
        labels = [self.label_in(line, has_content=False) for line in lines]
        starts = [number for number, label in enumerate(labels) if self.opens(label, list_follows=False)]
        if len(starts) > 1 or (starts and starts[0] > 0 and self.facets.exact(labels[starts[0]].text)):
            self.read_lines(lines, labels, starts, block.line)
            return
        label = self.label_in(block.source, has_content=following is not None)
        is_known = label is not None and bool(self.facets.exact(label.text))
        if self.opens(label, list_follows) and (following or is_known or not label.alone):
            self.found.append(labelled(label, block.line, self.facets))
        else:
            self.read_text(block)

    def read_lines(self, lines: list[str], labels: list[Label | None], starts: list[int], line: int) -> None:
        """A paragraph whose lines start with labels: each label has the lines up to the next one."""
        if before := "\n".join(lines[: starts[0]]):
            self.found[-1].blocks.append(Block("paragraph", line, before))
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            passage = labelled(labels[start], line, self.facets)
            more = [Block("paragraph", line, text) for text in lines[start + 1 : end]]
            passage.blocks += more
            self.found.append(passage)

    def read_text(self, block: Block) -> None:
        """Running text: what stands before a bold label inside it, and after the label's own sentence, stays where it
        was."""
        text, current = block.source, self.found[-1]
        while len(text) <= LONGEST_TEXT and (inline := inline_label(text, self.facets)):
            after = text[inline.end() :].strip()
            following = inline_label(after, self.facets)
            end = min(first_sentence_end(after), following.start() if following else len(after))
            if before := text[: inline.start()].strip():
                self.found[-1].blocks.append(Block("paragraph", block.line, before))
            label = Label(plain(inline["label"]).rstrip(":").strip(), after[:end].strip())
            self.found.append(labelled(label, block.line, self.facets))
            self.found.append(Passage(current.label, block.line, current.known, continues=True))
            text = after[end:].strip()
        if text:
            self.found[-1].blocks.append(Block("paragraph", block.line, text))

    def read_list(self, block: Block) -> None:
        """A list is labels with their content, or the content of the label before it."""
        labels = [self.label_in(item.text, bool(item.blocks)) for item in block.items]
        known = sum(1 for label in labels if label and self.facets.exact(label.text))
        is_content = self.found[-1].label and self.found[-1].bare
        all_labelled = bool(labels) and all(self.opens(label, list_follows=False) for label in labels)
        if (is_content and known * 2 <= len(labels)) or not (known or all_labelled):
            self.found[-1].blocks.append(block)
            return
        for item, label in zip(block.items, labels, strict=True):
            if self.opens(label, bool(item.blocks)):
                passage = labelled(label, item.line, self.facets)
                passage.blocks += item.blocks
                self.found.append(passage)
            else:
                self.found[-1].blocks.append(Block("list", item.line, item.source, items=[item]))
        if not self.found[-1].bare:
            self.found.append(Passage("", block.line, continues=True))

    def read_table(self, block: Block) -> None:
        """A row a passage; a first row of unknown words heads the columns. What follows belongs to no row."""
        rows = [row for row in block.rows if any(row)]
        if not self.facets.resolve(plain(rows[0][0])):
            rows = rows[1:]
        self.found += [row_passage(row, block.line, self.facets) for row in rows]
        self.found.append(Passage("", block.line, continues=True))


def bold_line(block: Block) -> Label | None:
    """The label of a paragraph that is nothing but bold words."""
    label = label_of(block.source) if block.kind == "paragraph" else None
    return label if label and label.bold and label.alone else None


def labelled(label: Label, line: int, facets: TermIndex) -> Passage:
    """A passage begun by a label, with the rest of the label's line as its first paragraph."""
    blocks = [Block("paragraph", line, label.rest)] if label.rest else []
    return Passage(label.text, line, bool(facets.resolve(label.text)), blocks)


def inline_label(source: str, facets: TermIndex) -> re.Match | None:
    """A bold label inside running text that the vocabulary knows: "… **Example roles:** VP Eng; CTO. More text"."""
    for found in INLINE_LABEL.finditer(source):
        is_colon = found[0].rstrip().endswith(":") or found["label"].rstrip().endswith(":")
        is_followed = bool(source[found.end() :].strip())
        if is_colon and is_followed and facets.exact(plain(found["label"])):
            return found
    return None


def is_label_table(block: Block, facets: TermIndex) -> bool:
    """Whether a table has two columns and at least two rows whose first cell is a known label."""
    known = [row for row in block.rows if len(row) == 2 and facets.exact(plain(row[0]))]
    return len(known) >= 2 and all(len(row) == 2 for row in block.rows)


def row_passage(row: list[str], line: int, facets: TermIndex) -> Passage:
    """A table row as a passage; a cell with HTML list items or line breaks is a list."""
    lines = CELL_LIST.findall(row[1]) or lines_of(row[1])
    label = plain(row[0]).rstrip(":").strip()
    if len(lines) > 1:
        items = [Item(text.strip(), line) for text in lines]
        blocks = [Block("list", line, "\n".join(f"- {item.text}" for item in items), items=items)]
    else:
        blocks = [Block("paragraph", line, text) for text in lines]
    return Passage(label, line, bool(facets.resolve(label)), blocks)
