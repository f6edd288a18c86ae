"""A persona's section → labelled passages. Whether labels are headings, bold bullets, bold paragraphs, table rows
or bold words inside a sentence makes no difference after this."""

import re
from dataclasses import dataclass, field

from .labels import INLINE_LABEL, Label, first_sentence_end, label_of, lines_of
from .outline import Block, Item, Section, plain
from .vocabulary import TermIndex

NUMBERING = re.compile(r"^\s*(?:\d+[.)]|[#•–-])\s+")
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
    found = [Passage("", section.line)]
    for number, block in enumerate(section.blocks):
        follows = number + 1 < len(section.blocks)
        match block.kind:
            case "paragraph":
                read_paragraph(found, block, facets, follows)
            case "list":
                read_labelled_list(found, block, facets)
            case "table" if is_label_table(block, facets):
                found += [row_passage(row, block.line, facets) for row in block.rows if any(row)]
            case "comment":
                continue
            case _:
                found[-1].blocks.append(block)
    for child in section.sections:
        label = NUMBERING.sub("", child.name)
        found.append(Passage(label, child.line, bool(facets.resolve(label)), child.flattened()))
    return found


def is_label(label: Label | None, facets: TermIndex) -> bool:
    """Whether a label opens a passage: the vocabulary knows it, or it is set in bold; plain words must be known
    exactly."""
    if label is None:
        return False
    if label.marked:
        return label.colon or label.alone or bool(facets.exact(label.text))
    return bool(facets.exact(label.text))


def read_paragraph(found: list[Passage], block: Block, facets: TermIndex, follows: bool) -> None:
    """Put a paragraph where it belongs: it may be a label, a label with its text, several of these, or plain text."""
    lines = lines_of(block.source)
    labels = [label_of(line) for line in lines]
    if len(lines) > 1 and all(is_label(label, facets) for label in labels):
        for line, label in zip(lines, labels, strict=True):
            found.append(labelled(label, Block("paragraph", block.line, line), facets))
        return
    label = label_of(block.source)
    if is_label(label, facets) and (follows or not label.alone):
        found.append(labelled(label, block, facets))
    elif inline := inline_label(block.source, facets):
        split_at_inline_label(found, block, inline)
    else:
        found[-1].blocks.append(block)


def labelled(label: Label, block: Block, facets: TermIndex) -> Passage:
    """A passage begun by a label, with the rest of the label's line as its first paragraph."""
    blocks = [Block("paragraph", block.line, label.rest)] if label.rest else []
    return Passage(label.text, block.line, bool(facets.resolve(label.text)), blocks)


def inline_label(source: str, facets: TermIndex) -> re.Match | None:
    """A bold label inside running text that the vocabulary knows: "… **Example roles:** VP Eng; CTO. More text"."""
    for found in INLINE_LABEL.finditer(source):
        is_colon = found[0].rstrip().endswith(":") or found["label"].rstrip().endswith(":")
        if is_colon and facets.exact(plain(found["label"])):
            return found
    return None


def split_at_inline_label(found: list[Passage], block: Block, inline: re.Match) -> None:
    """The text before the label and after its first sentence stays where it was; the sentence is the label's
    passage."""
    before = block.source[: inline.start()].strip()
    after = block.source[inline.end() :].strip()
    end = first_sentence_end(after)
    text = "\n".join(piece for piece in (before, after[end:].strip()) if piece)
    current = found[-1]
    if text:
        current.blocks.append(Block("paragraph", block.line, text))
    label = plain(inline["label"]).rstrip(":").strip()
    found.append(Passage(label, block.line, True, [Block("paragraph", block.line, after[:end])]))
    found.append(Passage(current.label, block.line, current.known, continues=True))


def read_labelled_list(found: list[Passage], block: Block, facets: TermIndex) -> None:
    """A list is labels with their content, or the content of the label before it."""
    labels = [label_of(item.text) for item in block.items]
    known = sum(1 for label in labels if label and facets.exact(label.text))
    content_of_label = found[-1].label and found[-1].bare
    if content_of_label and known * 2 <= len(labels):
        found[-1].blocks.append(block)
    elif known or (labels and all(label and label.marked and is_label(label, facets) for label in labels)):
        for item, label in zip(block.items, labels, strict=True):
            read_labelled_item(found, item, label, facets)
    else:
        found[-1].blocks.append(block)


def read_labelled_item(found: list[Passage], item: Item, label: Label | None, facets: TermIndex) -> None:
    if is_label(label, facets):
        passage = labelled(label, Block("paragraph", item.line, item.text), facets)
        passage.blocks += item.blocks
        found.append(passage)
    else:
        source = f"- {item.text}"
        found[-1].blocks.append(Block("list", item.line, source, items=[item]))


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
