"""A journey inside a persona: "Recommended buyer's journey", and below it a bullet, a heading or a row for each
stage."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from journeys.models import Journey
from personas.handbook.content import Scope
from personas.handbook.drafts import PersonaDraft
from personas.handbook.labels import label_of, lines_of, split_outside_brackets
from personas.handbook.outline import LINK, Block, plain
from personas.handbook.passages import Passage
from personas.handbook.values import values_in
from personas.wording import one_line

from .drafts import ToldJourney, TouchpointDraft
from .known import KnownJourney, KnownJourneys
from .said import Saying
from .words import TELLING_WORDS, journey_name, kind_named, part_named, part_of_column, speaks_of_journeys, stage_name

ARROW = re.compile(r"\s*(?:→|⇒|->|=>)\s*")
MARKED_START = re.compile(r"^(\*{1,3}|_{1,3})(?P<label>(?=\S)[^*_]+?)\1\s*(?P<rest>[^\s:].*)$")
# A name that the general labels don't take, as it has brackets: "TOFU (top of funnel): blog posts".
COLON = re.compile(r"^(?P<label>(?=\w)[^:]{2,60}?):\s+(?P<rest>\S.*)$")
# Between stages on one line; for the less sure sign, the fewest stages there must be.
BETWEEN = (re.compile(r";|\s\|\s"), 2), (re.compile(",|/"), 3)
NUMBERED_LABEL = re.compile(r"^(?:stage|step|phase)\s*#?\d+$", re.IGNORECASE)
FALLBACK = "Buyer's journey"
SHORT = 60


@dataclass
class Entry:
    """A stage as the page writes it, with what stands behind and below it; `cells` are those of a row, by the part
    that the column names."""

    name: str
    line: int
    rest: str = ""
    blocks: list[Block] = field(default_factory=list)
    cells: list[tuple[str, str]] = field(default_factory=list)


def read_journey(passage: Passage, persona: PersonaDraft, scope: Scope) -> list[Block] | None:
    """Read a passage about a journey; returns the blocks that are left, or None where it isn't one."""
    if not speaks_of_journeys(passage.label):
        return None
    known = KnownJourneys.of(scope.vocabulary)
    entries, left = split(passage.blocks, scope, known)
    names = [entry.name for entry in entries]
    if not entries or not is_journey(passage, entries, names, known):
        return None
    journey = journey_for(passage, names, known, scope)
    told = ToldJourney(journey, scope.page)
    lists_content = share_of_content(entries, scope) * 2 >= len(entries)
    for entry in entries:
        match = journey.stage(entry.name, entry.line, scope.page)
        scope.note_reading(entry.name, match, persona.heading, journey.name, entry.line)
        part = f"{journey.name}: {match.term.name}"
        told.told.append(
            (persona, touchpoint(entry, match.term, Saying(scope, persona.heading, part, lists_content=lists_content)))
        )
    scope.later.append(told.rows)
    return left


def touchpoint(entry: Entry, stage, saying: Saying) -> TouchpointDraft:
    draft = TouchpointDraft(stage, entry.line)
    if entry.rest:
        saying.read(draft, entry.rest, entry.line)
    for part, cell in entry.cells:
        saying.read(draft, cell, entry.line, part)
    saying.read_blocks(draft, entry.blocks)
    return draft


def journey_for(passage: Passage, names: list[str], known: KnownJourneys, scope: Scope) -> KnownJourney:
    """The journey that the passage tells of: by its name, by its stages, or a new one."""
    name = journey_name(passage.label, FALLBACK)
    found = known.named(name) or known.with_stages(names)
    return found or known.new(name, kind_named(passage.label, Journey.Kind.BUYING), passage.line, scope.page)


def is_journey(passage: Passage, entries: list[Entry], names: list[str], known: KnownJourneys) -> bool:
    """Whether the entries are stages: known ones, or two and more below a label that speaks of a journey, most of them
    with something to say."""
    label = passage.label
    if known.with_stages(names) or ((journey := known.named(journey_name(label, ""))) and journey.share_of(names)):
        return True
    if not (speaks_of_journeys(label, TELLING_WORDS) or has_table_of_stages(passage.blocks)):
        return False
    filled = [entry for entry in entries if entry.rest or entry.blocks or entry.cells]
    return len(entries) >= 2 and len(filled) * 2 >= len(entries) and all(len(name) <= SHORT for name in names)


def has_table_of_stages(blocks: list[Block]) -> bool:
    """Whether there is a table "Stage | What they ask | Content"."""
    return any(
        block.kind == "table" and speaks_of_journeys(block.rows[0][0]) and any(map(part_of_column, block.rows[0][1:]))
        for block in blocks
    )


def share_of_content(entries: list[Entry], scope: Scope) -> int:
    """How many of the entries name a content type that is known."""
    formats = scope.vocabulary.formats
    texts = ([entry.rest, *(cell for _, cell in entry.cells), *bullets(entry.blocks)] for entry in entries)
    return sum(any(value.match for text in found if text for value in values_in(text, formats)) for found in texts)


def bullets(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "list":
            for item in block.items:
                yield item.text
                yield from bullets(item.blocks)
        elif block.kind == "paragraph":
            yield one_line(block.source)


def split(blocks: list[Block], scope: Scope, known: KnownJourneys) -> tuple[list[Entry], list[Block]]:
    """The stages in the blocks, and the blocks that belong to none."""
    entries: list[Entry] = []
    left: list[Block] = []
    is_open = False  # a heading or a bold line, whose content follows
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if found := opened(block, following, entries):
            entries.append(found)
            is_open = True
        elif is_open and block.kind not in ("comment", "rule"):
            entries[-1].blocks.append(block)
        elif found := entries_of(block):
            entries += found
        elif block.kind not in ("comment", "rule"):
            left.append(block)
    return entries, left


def opened(block: Block, following: Block | None, entries: list[Entry]) -> Entry | None:
    """The stage that a heading, or a bold line above a list, opens."""
    if block.kind == "heading":
        title = block.source.lstrip("#").strip()
        return None if entries and part_named(title) else Entry(stage_name(title), block.line)
    label = label_of(block.source) if block.kind == "paragraph" else None
    is_above = label and label.alone and label.marked and following is not None and following.kind == "list"
    return Entry(stage_name(label.text), block.line) if is_above and not part_named(label.text) else None


def entries_of(block: Block) -> list[Entry]:
    """The stages that the items of a list, the lines of a paragraph or the rows of a table are; nothing where one of
    them isn't."""
    match block.kind:
        case "list":
            found = [labelled(item.text, item.line, item.blocks) for item in block.items]
            return found if all(found) else []
        case "paragraph":
            return entries_in(list(map(one_line, lines_of(block.source))), block.line)
        case "table":
            return rows_of(block)
        case _:
            return []


def entries_in(lines: list[str], line: int) -> list[Entry]:
    """The stages that the lines of a paragraph are; or, of a single one, its parts: "Awareness → blog; Decision →
    demo", "Awareness (blog), Trial (demo), Decision (quote)"."""
    for sign, fewest in BETWEEN if len(lines) == 1 else ():
        found = [labelled(part, line, []) for part in split_outside_brackets(lines[0], sign)]
        if len(found) >= fewest and all(found):
            return found
    found = [labelled(text, line, []) for text in lines]
    return found if all(found) else []


def labelled(text: str, line: int, blocks: list[Block]) -> Entry | None:
    """A stage at the start of a line, and the rest of it: "Awareness: blog posts", "**Awareness** blog posts",
    "Awareness → blog posts", or the stage alone above bullets of its own."""
    if arrow := ARROW.search(text):
        head, tail = text[: arrow.start()], text[arrow.end() :]
        if len(plain(head)) <= SHORT:
            return Entry(stage_name(head), line, tail, blocks) if stage_name(head) else None
    if link := LINK.match(text):
        rest = text[link.end() :].lstrip(" :–—-")
        return Entry(stage_name(link["text"]), line, rest, blocks) if rest or blocks else None
    label = label_of(text)
    if label and NUMBERED_LABEL.match(label.text) and label.rest:
        return labelled(label.rest, line, blocks) or Entry(stage_name(label.rest), line, "", blocks)
    if label and (label.rest or blocks or label.colon):
        return Entry(stage_name(label.text), line, label.rest, blocks)
    if marked := MARKED_START.match(text):
        return Entry(stage_name(marked["label"]), line, marked["rest"].lstrip("–—- "), blocks)
    if colon := COLON.match(text):
        return Entry(stage_name(colon["label"]), line, colon["rest"], blocks)
    if blocks and len(plain(text)) <= SHORT:
        return Entry(stage_name(text), line, "", blocks)
    bracket = re.fullmatch(r"(?P<name>[^()]{2,60}?)\s*\((?P<rest>[^()]+)\)", text)
    return Entry(stage_name(bracket["name"]), line, bracket["rest"], blocks) if bracket else None


def rows_of(block: Block) -> list[Entry]:
    """The stages in a table inside a persona: a row each with its parts in columns, or a column each."""
    rows = [row for row in block.rows if any(cell.strip() for cell in row)]
    if len(rows) < 2 or len(rows[0]) < 2:
        return []
    head = rows[0]
    if not any(part_of_column(cell) for cell in head[1:]) and (
        len(rows) == 2 or all(part_of_column(row[0]) for row in rows[1:])
    ):
        has_corner = len(rows) > 2 or bool(part_of_column(rows[1][0])) or not plain(head[0])
        first = 1 if has_corner else 0
        return [
            Entry(
                stage_name(name),
                block.line,
                cells=[
                    (part_of_column(row[0]) if has_corner else "", row[place]) for row in rows[1:] if place < len(row)
                ],
            )
            for place, name in enumerate(head)
            if place >= first and stage_name(name)
        ]
    parts = [part_of_column(cell) for cell in head]
    return [
        Entry(stage_name(row[0]), block.line, cells=list(zip(parts[1:], row[1:], strict=False)))
        for row in rows[1:]
        if stage_name(row[0])
    ]
