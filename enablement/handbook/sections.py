"""Sections of a page that tell of sessions and of what helps beside them.

What counts is evidence (dates, links to recordings) together with what a heading announces, never one wording alone.
What isn't understood stays on the page as guidance, and the plan says so.
"""

import re
from collections.abc import Sequence

from personas.handbook.content import Scope
from personas.handbook.labels import label_of, lines_of
from personas.handbook.names import names_kind
from personas.handbook.outline import Block, Item, Section, plain, source_of
from personas.handbook.rows import Row
from personas.models import Facet
from personas.wording import lookup_key

from .drafts import PageTold, SeriesDraft, SessionDraft
from .entries import (
    LONGEST_NAME,
    Line,
    is_date_line,
    is_entry,
    is_known_material,
    kinds_on,
    labelled_lines,
    line_of,
    lines_under,
    materials_on,
)
from .grids import rows_of
from .items import add_text, open_said, said_on, session_on
from .materials import EVIDENCE, Kind, kind_of, links_in, without_links
from .registry import Registry
from .retired import read_retired
from .said import Said
from .words import is_generic, speaks_of_materials, speaks_of_sessions

LINE_BREAK = re.compile(r"(?:<br\s*/?>\s*)+", re.I)
NO_SESSION = "This names neither a date nor a link, so it stays on the page as guidance."


def read_section(section: Section, scope: Scope) -> Sequence[Row] | None:
    """Take sessions, series and resources out of a section; what is left of it goes on to others."""
    told = Registry.of(scope.vocabulary).page(scope)
    if names_kind(section.name, Facet.Kind.DEPRECATION, scope.vocabulary):
        read_retired(section, scope, told)
        return None
    reading = _Reading(section, scope, told)
    if not reading.read():
        return None
    section.blocks = [each for each in reading.rest if not is_break(each)]
    section.claimed = not source_of(section.blocks)
    return None


def is_break(block: Block) -> bool:
    return block.kind in ("html", "paragraph") and bool(LINE_BREAK.fullmatch(block.source.strip()))


class _Reading:
    """Reads one section; `rest` are the blocks that are left."""

    def __init__(self, section: Section, scope: Scope, told: PageTold):
        self.section, self.scope, self.told = section, scope, told
        self.rest: list[Block] = []
        self.announces = speaks_of_sessions(section.name)
        self.title = "" if is_generic(section.name) else section.name[:LONGEST_NAME]

    def read(self) -> bool:
        """Whether anything was taken."""
        if self.heading_is_one_session() or self.one_session():
            return True
        before = self.size()
        for block in self.section.blocks:
            self.rest += self.block(block)
        return self.size() > before

    def size(self) -> int:
        return len(self.told.sessions) + len(self.told.resources) + len(self.told.series)

    def block(self, block: Block) -> list[Block]:
        """What is left of a block."""
        match block.kind:
            case "list":
                return self.items(block)
            case "table":
                found = rows_of(block, self.section.name, self.title or self.section.name, self.scope)
                self.told.sessions += found
                return [] if found else [block]
            case "paragraph":
                return self.paragraph(block)
        return [block]

    def one_session(self) -> bool:
        """Read a section that is one session: "Date: …" and "Recording: …" below its name."""
        lines = [line for block in self.section.blocks for line in labelled_lines(block)]
        when = next((line for line in lines if is_date_line(line)), None)
        if when is None or not self.title or sum(is_date_line(line) for line in lines) > 1:
            return False
        said = said_on(label_of(when).rest)
        evidence = any(EVIDENCE & kinds_on(line) for line in lines)
        if not said or not (evidence or self.announces):
            return False
        draft = session_on(label_of(when).rest, self.section.line, self.scope, title=self.title, said=said)
        for block in self.section.blocks:
            for line in labelled_lines(block) or [block.source]:
                if line != when:
                    add_text(draft, line, block.line)
        self.told.sessions.append(draft)
        return True

    def heading_is_one_session(self) -> bool:
        """Read a section whose heading says the day, with a recording below it."""
        said = said_on(self.section.name)
        lines = [line for block in self.section.blocks for line in block.source.splitlines()]
        if not said or said.precision not in ("exact", "day") or any(map(said_on, lines)):
            return False
        if not any(Kind.RECORDING in kinds_on(line) for line in lines):
            return False
        draft = self.session(self.section.name, self.section.line, said=said)
        for block in self.section.blocks:
            add_text(draft, block.source, block.line)
        self.told.sessions.append(draft)
        return True

    def paragraph(self, block: Block) -> list[Block]:
        """Lines of a paragraph, when all of them name a time."""
        lines = lines_of(block.source)
        is_about = self.announces or any(EVIDENCE & {kind_of(x.text)} for line in lines for x in links_in(line))
        is_list = all(is_entry(line) for line in lines)
        if not (lines and is_about and is_list and all(links_in(line) and said_on(line) for line in lines)):
            return [block]
        self.told.sessions += [self.session(line, block.line) for line in lines]
        return []

    def session(self, markdown: str, line: int, title: str = "", said: Said | None = None) -> SessionDraft:
        draft = session_on(markdown, line, self.scope, title=title, said=said)
        if not lookup_key(draft.title):
            draft.title = self.title or self.section.name[:LONGEST_NAME] or "Session"
        return draft

    def items(self, block: Block) -> list[Block]:
        lines = [line for item in block.items for line in lines_under(item)]
        takes_sessions = self.tells_of_sessions(lines)
        takes_materials = self.tells_of_materials(lines, takes_sessions)
        if not (takes_sessions or takes_materials):
            return [block]
        untitled = self.untitled(lines) if takes_sessions else []
        left: list[Item] = []
        for line in lines:
            if takes_sessions and line.is_group:
                left += self.group(line)
            elif takes_sessions and line.said:
                self.told.sessions.append(self.with_details(line, self.title if line in untitled else ""))
            elif takes_sessions and (said := open_said(line.item.text)):
                self.told.sessions.append(self.session(line.item.text, line.item.line, said=said))
            elif takes_materials and line.is_material:
                self.told.resources += materials_on(line.item)
            else:
                left.append(line.item)
                self.scope.puzzle(line.item.text, NO_SESSION, line.item.line, self.section.name)
        return [list_of(left, block)] if left else []

    def tells_of_sessions(self, lines: list[Line]) -> bool:
        timed = [line for line in lines if line.said or line.is_group]
        others = [line for line in lines if not line.is_material]
        evidence = self.announces or sum(line.has_recording for line in timed) * 2 > len(timed)
        return bool(timed) and evidence and len(timed) * 2 >= len(others)

    def tells_of_materials(self, lines: list[Line], among_sessions: bool) -> bool:
        found = [line for line in lines if line.is_material]
        known = [line for line in found if is_known_material(line.item.text)]
        if among_sessions:
            return bool(known)
        return bool(known) and speaks_of_materials(self.section.name) and len(found) * 2 >= len(lines)

    def untitled(self, lines: list[Line]) -> list[Line]:
        """The dates that have no name of their own: with two of them the section is a series."""
        bare = [line for line in lines if line.said and not lookup_key(line.said.before + line.said.after)]
        if len(bare) >= 2 and self.title:
            self.told.series.append(SeriesDraft(self.title, self.section.line))
        return bare

    def with_details(self, line: Line, title: str) -> SessionDraft:
        draft = self.session(line.item.text, line.item.line, title, line.said)
        if any(each.title == title for each in self.told.series):
            draft.series = title
        for each in line.inner:
            add_text(draft, each.source.removeprefix("- "), each.line)
        others = [block for block in line.item.blocks if block.kind != "list"]
        if others:
            add_text(draft, source_of(others), line.item.line)
        return draft

    def group(self, line: Line) -> list[Item]:
        """Dates nested below a name: a series, unless they have names of their own; returns what is no date."""
        name = plain(without_links(line.item.text)).strip(" :–—-")[:LONGEST_NAME]
        title = "" if is_generic(name) else name
        inner = [line_of(each) for each in line.inner]
        timed = [each for each in inner if each.said]
        named = [each for each in timed if lookup_key(each.said.before)]
        is_series = bool(title) and len(named) * 2 < len(timed)
        if is_series:
            self.told.series.append(SeriesDraft(title, line.item.line))
        for each in timed:
            self.told.sessions.append(self.with_details(each, title))
            self.told.sessions[-1].series = title if is_series else ""
        left = [each.item for each in inner if not each.said]
        for item in left:
            self.scope.puzzle(item.text, NO_SESSION, item.line, name)
        return left


def list_of(items: list[Item], block: Block) -> Block:
    """A list of what is left of another."""
    return Block("list", items[0].line, "\n".join(item.source for item in items), items=items, ordered=block.ordered)
