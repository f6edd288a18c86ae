"""What a page says about one persona in one stage: in a cell, behind a label, or in bullets below one."""

import re
from collections.abc import Iterable

from personas.handbook.content import Scope
from personas.handbook.labels import label_of
from personas.handbook.outline import Block, Item, plain, source_of
from personas.handbook.qualified import read_qualified
from personas.handbook.values import Value, values_in

from .drafts import TouchpointDraft
from .words import mark_of, part_named

LINE_BREAK = re.compile(r"<br\s*/?>|<li>|</li>|</?ul>|\n", re.IGNORECASE)
BULLET = re.compile(r"^[•\-–*·]\s+")
SHORT_NAME = 40  # letters


class Saying:
    """Reads into touchpoint drafts. `lists_content` says that the passage as a whole lists content types, so that
    short unknown names among them are new ones."""

    def __init__(self, scope: Scope, whom: str, part: str, *, lists_content: bool = False):
        self.scope = scope
        self.whom = whom
        self.part = part
        self.lists_content = lists_content

    def read(self, draft: TouchpointDraft, text: str, line: int, part: str = "") -> None:
        """Take in a line or a cell; `part` says which part of a touchpoint it is, where a label or heading did."""
        for piece in (BULLET.sub("", each.strip()) for each in LINE_BREAK.split(text)):
            if piece:
                self.read_piece(draft, piece, line, part)

    def read_piece(self, draft: TouchpointDraft, text: str, line: int, part: str) -> None:
        label = None if part else label_of(text)
        if label and (named := part_named(label.text)) and label.rest:
            self.read_piece(draft, label.rest, line, named)
            return
        if label and label.rest and (mark := mark_of(label.text)):
            draft.involvement = mark
            self.read_piece(draft, label.rest, line, "")
            return
        readers = {
            "questions": self.read_question,
            "message": self.read_message,
            "content": self.read_content,
            "team": self.read_team,
            "involvement": self.read_involvement,
        }
        readers.get(part, self.read_anything)(draft, text, line)

    def read_question(self, draft, text, line) -> None:
        draft.add_question(text)

    def read_message(self, draft, text, line) -> None:
        draft.add_message(text)

    def read_team(self, draft, text, line) -> None:
        name = plain(text)
        if match := self.scope.vocabulary.teams.resolve(name):
            self.scope.note_reading(name, match, self.whom, self.part, line)
            draft.team = match.term
        else:
            draft.add_message(text)

    def read_involvement(self, draft, text, line) -> None:
        mark = mark_of(text)
        if mark:
            draft.involvement = mark
        elif mark is None:
            draft.add_message(text)

    def read_content(self, draft, text, line) -> None:
        """Content types that the page calls so; a sentence is none."""
        values = values_in(text, self.scope.vocabulary.formats)
        if values and all(value.match or value.is_name for value in values):
            self.keep(draft, values, line)
        else:
            draft.add_message(text)

    def read_anything(self, draft, text, line) -> None:
        """By what it looks like: a mark, content types, a question, or else the message."""
        mark = mark_of(text)
        if mark is not None:
            draft.involvement = mark or draft.involvement
        elif values := self.content_in(text):
            self.keep(draft, values, line)
        elif plain(text).endswith("?"):
            draft.add_question(text)
        else:
            draft.add_message(text)

    def content_in(self, text: str) -> list[Value]:
        """The content types on the line; nothing unless one of them is known, or the passage is a list of them."""
        values = values_in(text, self.scope.vocabulary.formats)
        names = bool(values) and all(value.match or (value.is_name and is_name(value)) for value in values)
        is_content = any(value.match for value in values) or self.lists_content
        return values if names and is_content else []

    def keep(self, draft: TouchpointDraft, values: Iterable[Value], line: int) -> None:
        """Recommend the content types. What stands in brackets behind one has no place of its own, so it joins the
        message."""
        formats = self.scope.vocabulary.formats
        for value in values:
            if value.match:
                self.scope.note_reading(value.written, value.match, self.whom, self.part, line)
            term = value.match.term if value.match else formats.new(value.written, line, page=self.scope.page)
            draft.add_format(term)
            if value.qualifier:
                draft.add_message(f"{term.name}: {value.qualifier}")

    def read_blocks(self, draft: TouchpointDraft, blocks: Iterable[Block], part: str = "") -> None:
        """Take in what is nested below a stage; a label alone names the part of what follows it."""
        for block in blocks:
            match block.kind:
                case "list":
                    for item in block.items:
                        self.read_item(draft, item, part)
                case "paragraph" | "heading" if named := self.label_alone(block):
                    part = named
                case "paragraph":
                    self.read_paragraph(draft, block, part)
                case "comment" | "rule":
                    continue
                case _:
                    draft.add_message(block.source)

    def label_alone(self, block: Block) -> str:
        """The part that a paragraph which is nothing but a label names."""
        text = block.source.lstrip("# ").strip()
        label = label_of(text)
        words = label.text if label and label.alone else text
        return part_named(words) if block.kind == "heading" or (label and label.alone) else ""

    def read_paragraph(self, draft: TouchpointDraft, block: Block, part: str) -> None:
        lines = [line for line in LINE_BREAK.split(block.source) if line.strip()]
        if len(lines) > 1 and all(label_of(line) for line in lines):
            for line in lines:
                self.read(draft, line, block.line, part)
        else:
            self.read(
                draft,
                " ".join(line.strip() for line in lines) if "<br" not in block.source else block.source,
                block.line,
                part,
            )

    def read_item(self, draft: TouchpointDraft, item: Item, part: str) -> None:
        """One bullet: its own line, and what is nested below it; a label with bullets of its own names their part."""
        label = label_of(item.text)
        words = label.text if label else item.text
        if item.blocks and not (label and label.rest) and (named := part_named(words)):
            self.read_blocks(draft, item.blocks, named)
            return
        if item.text:
            self.read(draft, item.text, item.line, part)
        if item.blocks and (part or self.content_in(item.text)):
            self.read_blocks(draft, item.blocks, part)
        elif item.blocks:
            draft.add_message(source_of(item.blocks))


def is_name(value: Value) -> bool:
    """Whether an unknown value may be the name of a content type among others."""
    name, _ = read_qualified(value.written)
    return len(name) <= SHORT_NAME and len(name.split()) <= 4 and not name.endswith(("?", "!"))
