"""One persona's section → a draft of the persona."""

import re

from personas.models import Facet
from personas.wording import lookup_key

from .content import Scope, is_short, read_content
from .drafts import PersonaDraft, Reading
from .labels import label_of
from .names import names_kind, persona_heading
from .outline import LINK, PICTURE, Block, Section, plain, source_of
from .passages import Passage, passages
from .section_readers import left_of_passage
from .vocabulary import TermEntry

STRUCK = re.compile(r"^~~(.+)~~$")
INTRODUCTION_NAME = "About"
NAME_LENGTH = 100


def read_persona(section: Section, scope: Scope, shared_names: frozenset[str] = frozenset()) -> PersonaDraft:
    """The persona that the section describes. Labels the vocabulary doesn't know become new facets in it."""
    title = section.title
    heading = persona_heading(without_status(title, scope), shared_names)
    persona = PersonaDraft(heading.name, heading.role, section.line, scope.page)
    if heading.guessed:
        how = "role guessed from the name"
        scope.readings.append(
            Reading(heading.name, heading.role, how, persona.heading, "Role", scope.page, section.line)
        )
    if says_deprecated(title, scope):
        persona.values["status"] = "deprecated"
    blocks = take_portrait(persona, section.blocks)
    body = Section(section.title, section.level, section.line, blocks, section.sections)
    for passage in passages(body, scope.vocabulary.facets):
        read_passage(scope, persona, passage)
    return persona


def says_deprecated(title: str, scope: Scope) -> bool:
    """Whether the heading strikes the persona out or adds a word for deprecated in brackets or after a dash."""
    return without_status(title, scope) != plain(title) or bool(STRUCK.match(title))


def without_status(title: str, scope: Scope) -> str:
    """The heading without "(deprecated)" and the like."""
    if struck := STRUCK.match(title):
        return struck[1]
    title = plain(title)
    for opening in (" (", " [", " - ", " – ", " — "):
        name, found, status = title.rpartition(opening)
        if (
            found
            and len(status.split()) <= 2
            and names_kind(status.strip(")]"), Facet.Kind.DEPRECATION, scope.vocabulary)
        ):
            return name
    return title


def take_portrait(persona: PersonaDraft, blocks: list[Block]) -> list[Block]:
    """The blocks without a picture that stands alone before all labels: that is the portrait."""
    for number, block in enumerate(blocks):
        if block.kind == "paragraph" and (picture := PICTURE.match(block.source.strip())):
            persona.values["portrait_source"] = picture["target"][:500]
            persona.values["portrait_alt"] = picture["alt"][:200]
            return blocks[:number] + blocks[number + 1 :]
        label = label_of(block.source) if block.kind == "paragraph" else None
        if block.kind not in ("paragraph", "quote", "comment") or (label and label.marked):
            break
    return blocks


def read_passage(scope: Scope, persona: PersonaDraft, passage: Passage) -> None:
    """Read one labelled passage into the persona; the introduction also says of whom she is a subset."""
    if passage.bare:
        if passage.label and not passage.continues:
            scope.puzzle(passage.label, "A label with nothing below it.", passage.line, persona.heading)
        return
    if passage.label and not scope.vocabulary.facets.exact(passage.label):
        left = left_of_passage(passage, persona, scope)
        if left is not None:
            # A facet of the label's name would have the whole passage the next time.
            persona.add_note(introduction(scope, passage.line), source_of(left), passage.line)
            return
    facet = facet_for(scope, persona, passage)
    if facet.kind == Facet.Kind.INTRODUCTION:
        find_parent(scope, persona, passage.blocks)
    read_content(scope, persona, facet, passage.blocks)


def facet_for(scope: Scope, persona: PersonaDraft, passage: Passage) -> TermEntry:
    """The facet that a passage's label means: a known one, by close match if need be, or a new one."""
    facets = scope.vocabulary.facets
    if not passage.label:
        return introduction(scope, passage.line)
    if match := facets.resolve(passage.label):
        scope.note_reading(passage.label, match, persona.heading, "", passage.line)
        return match.term
    if not lookup_key(passage.label) or len(passage.label) > NAME_LENGTH:
        passage.blocks.insert(0, Block("paragraph", passage.line, f"**{passage.label}**"))
        return introduction(scope, passage.line)
    return facets.new(passage.label, passage.line, page=scope.page, kind=kind_of(passage.blocks))


def introduction(scope: Scope, line: int) -> TermEntry:
    """The facet of introductions; where an editor removed it, a new one."""
    facets = scope.vocabulary.facets
    return facets.of_kind(Facet.Kind.INTRODUCTION) or facets.new(
        INTRODUCTION_NAME, line, page=scope.page, kind=Facet.Kind.INTRODUCTION
    )


def kind_of(blocks: list[Block]) -> str:
    """The kind of a new facet, by what its first content looks like: a list or one short line is a list, the rest
    prose."""
    if any(block.kind == "list" for block in blocks):
        return Facet.Kind.LIST
    is_line = len(blocks) == 1 and blocks[0].kind == "paragraph" and is_short(blocks[0].source)
    return Facet.Kind.LIST if is_line else Facet.Kind.PROSE


def find_parent(scope: Scope, persona: PersonaDraft, blocks: list[Block]) -> None:
    """Read "… is a subset of the [Software Engineer](#software-engineer)" in an introduction."""
    for block in blocks:
        link = LINK.search(block.source)
        if (
            link
            and "#" in link["target"]
            and names_kind(block.source[: link.start()], Facet.Kind.SUBSET_OF, scope.vocabulary)
        ):
            persona.parent = link["target"].rpartition("#")[2]
            return
