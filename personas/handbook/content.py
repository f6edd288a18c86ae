"""What stands under one label of a persona, read by the kind of facet that the label names."""

import datetime
import re
from dataclasses import dataclass, field

from personas.models import ContentPreference, Facet
from personas.models.traits import STATEMENT_LENGTH
from personas.wording import one_line

from .drafts import (
    QUALIFIER_LENGTH,
    PersonaDraft,
    PreferenceDraft,
    Puzzle,
    Reading,
    RoleDraft,
    StatementDraft,
    join_markdown,
)
from .escaping import as_written
from .job_titles import reads_as_title, titles_in_item, titles_in_line
from .labels import first_sentence_end, label_of, lines_of, split_slashes
from .names import tier_named
from .outline import LINK, Block, Item, plain, source_of
from .values import Value, values_in
from .vocabulary import Match, TermEntry, TermIndex, Vocabulary

SHORT_STATEMENT = 160
ISO_DATE = re.compile(r"^(\d{4}-\d{2}-\d{2})\b[\s:,.–—-]*")


@dataclass
class Scope:
    """Where a reading takes place: the page's name, the words known so far, and where remarks about it are kept.

    `personas` are the page's own, and `later` takes functions of a `PersonaFinder` that give rows once everybody has
    her address; both are for readers of other apps.
    """

    page: str
    vocabulary: Vocabulary
    readings: list[Reading]
    puzzles: list[Puzzle]
    personas: list[PersonaDraft] = field(default_factory=list)
    later: list = field(default_factory=list)

    def note_reading(self, written: str, match: Match, persona: str, part: str, line: int) -> None:
        """Remember that a wording was taken for a term whose name is written otherwise."""
        if written.casefold() != match.term.name.casefold():
            self.readings.append(Reading(written, match.term.name, match.how, persona, part, self.page, line))

    def puzzle(self, text: str, why: str, line: int, subject: str = "") -> None:
        self.puzzles.append(Puzzle(one_line(text), why, self.page, line, subject))


def read_content(scope: Scope, persona: PersonaDraft, facet: TermEntry, blocks: list[Block]) -> None:
    """Add what the blocks under a label say to the persona, by the facet's kind. Nothing is left out: what doesn't
    fit the kind becomes the persona's note in that facet."""
    blocks = [block for block in blocks if block.kind != "comment"]
    if blocks:
        readers = {
            Facet.Kind.LIST: read_list,
            Facet.Kind.JOB_TITLES: read_job_titles,
            Facet.Kind.PURCHASING_ROLES: read_purchasing_roles,
            Facet.Kind.CONTENT_PREFERENCES: read_content_preferences,
            Facet.Kind.SUBSET_OF: read_subset_of,
            Facet.Kind.DEPRECATION: read_deprecation,
            Facet.Kind.PERSONA_TYPE: read_persona_type,
        }
        readers.get(facet.kind, read_prose)(scope, persona, facet, blocks)


def read_prose(scope: Scope, persona: PersonaDraft, facet: TermEntry, blocks: list[Block]) -> None:
    persona.add_note(facet, source_of(blocks), blocks[0].line)


def read_list(scope: Scope, persona: PersonaDraft, facet: TermEntry, blocks: list[Block]) -> None:
    draft = persona.facet(facet, blocks[0].line)
    draft.begin_list()
    for number, block in enumerate(blocks):
        if block.kind == "rule":
            return persona.add_note(facet, source_of(blocks[number:]), block.line)
        if block.kind == "list":
            lead_in = block_before(blocks, number)
            for statement in statements_of(block, facet):
                statement.lead_in, lead_in = lead_in, ""
                keep_statement(scope, persona, facet, statement)
        elif block.kind == "paragraph" and introduces_list(blocks, number):
            continue
        elif block.kind == "paragraph" and is_short(block.source) and not lists_before(blocks, number):
            for text in values_of_paragraph(block.source, facet):
                draft.add(StatementDraft(as_written(text), block.line))
        else:
            persona.add_note(facet, block.source, block.line)
    return None


def lists_before(blocks: list[Block], number: int) -> bool:
    """Whether a list stands before this place: then a short line is a remark and no statement."""
    return any(block.kind == "list" for block in blocks[:number])


def introduces_list(blocks: list[Block], number: int) -> bool:
    """Whether a list follows the paragraph directly."""
    return number + 1 < len(blocks) and blocks[number + 1].kind == "list"


def block_before(blocks: list[Block], number: int) -> str:
    """The paragraph that introduces the list at this place, or nothing."""
    if number and blocks[number - 1].kind == "paragraph":
        return blocks[number - 1].source
    return ""


def is_short(paragraph: str) -> bool:
    """Whether a paragraph is statements rather than prose: lines of one short sentence each."""
    lines = [one_line(line) for line in lines_of(paragraph)]
    whole = one_line(paragraph)
    if len(whole) <= SHORT_STATEMENT and first_sentence_end(whole) == len(whole):
        return True
    has_breaks = "<br" in paragraph or "  \n" in paragraph
    return has_breaks and all(len(line) <= SHORT_STATEMENT and first_sentence_end(line) == len(line) for line in lines)


def values_of_paragraph(paragraph: str, facet: TermEntry) -> list[str]:
    """The statements in a short paragraph: one a visible line, and in some facets one between slashes."""
    has_breaks = "<br" in paragraph or "  \n" in paragraph
    lines = lines_of(paragraph) if has_breaks else [one_line(paragraph)]
    return [value for line in lines for value in (split_slashes(line) if facet.slash_separated else [line])]


def statements_of(block: Block, facet: TermEntry) -> list[StatementDraft]:
    """The statements in a list; an item without words of its own gives those of the lists nested in it."""
    statements = []
    for item in block.items:
        if item.text:
            statements += statements_of_item(item, facet)
        else:
            for nested in item.blocks:
                if nested.kind == "list":
                    statements += statements_of(nested, facet)
                elif nested.kind != "rule" and nested.source.strip():
                    statements.append(StatementDraft(one_line(nested.source), nested.line))
    return statements


def statements_of_item(item: Item, facet: TermEntry) -> list[StatementDraft]:
    """One item: "**Label:** text" is the statement "Label" with a detail, so that labels can be shared."""
    if lead := bold_lead(item):
        return [StatementDraft(lead[0], item.line, detail_after(lead[1], item))]
    if facet.slash_separated and not item.blocks:
        return [StatementDraft(as_written(text), item.line) for text in split_slashes(item.text)]
    return [StatementDraft(as_written(item.text), item.line, detail=item.detail)]


def detail_after(rest: str, item: Item) -> str:
    """The Markdown of an item's detail: the rest of its first line and what is nested below."""
    first = [Block("paragraph", item.line, rest)] if rest else []
    return source_of(first + item.blocks)


def bold_lead(item: Item) -> tuple[str, str] | None:
    """The bold label that an item starts with and the rest, when the label is plain words and something follows it."""
    label = label_of(item.text)
    if not label or not label.marked or not (label.rest or item.blocks):
        return None
    head = item.text[: len(item.text) - len(label.rest)]
    return None if LINK.search(head) or "`" in head else (label.text, label.rest)


def keep_statement(scope: Scope, persona: PersonaDraft, facet: TermEntry, statement: StatementDraft) -> None:
    """Add the statement, unless it is too long for one or its label stands there already: then the whole line
    counts."""
    draft = persona.facet(facet, statement.line)
    if len(statement.text) > STATEMENT_LENGTH:
        item = join_markdown(f"- {statement.text}", statement.detail)
        persona.add_note(facet, join_markdown(statement.lead_in, item), statement.line)
        return
    taken = draft.has(statement)
    whole = f"{statement.text}: {one_line(statement.detail)}"
    if taken and statement.detail and len(whole) <= STATEMENT_LENGTH:
        statement = StatementDraft(whole, statement.line, lead_in=statement.lead_in)
    draft.add(statement)


def read_job_titles(scope: Scope, persona: PersonaDraft, facet: TermEntry, blocks: list[Block]) -> None:
    for number, block in enumerate(blocks):
        lead_in = block_before(blocks, number) if block.kind == "list" else ""
        if block.kind == "paragraph" and introduces_list(blocks, number):
            continue
        titles = titles_of_block(block, lead_in)
        remarks = [title for title in titles if not reads_as_title(title)]
        if not titles or len(remarks) * 2 > len(titles):
            persona.add_note(facet, join_markdown(lead_in, block.source), block.line)
            continue
        if lead_in and not lead_in.rstrip().endswith(("of:", "for:")):
            persona.add_note(facet, lead_in, block.line)
        keep_titles(persona, [title for title in titles if title not in remarks])
        for title in remarks:
            persona.add_note(
                facet, f"- {title.name}" + (f" ({title.qualifier})" if title.qualifier else ""), title.line
            )


def titles_of_block(block: Block, lead_in: str) -> list:
    """The titles in a paragraph or list; "Manager for:" above a list belongs to each of its items."""
    if block.kind == "paragraph":
        return [title for line in lines_of(block.source) for title in titles_in_line(line, block.line)]
    if block.kind != "list":
        return []
    if lead_in.rstrip().endswith(("of:", "for:")):
        heads = one_line(lead_in)
        return [
            title
            for item in block.items
            for title in titles_in_item(f"{heads} {item.text.replace(',', ' ')}", item.line)
        ]
    if len(block.items) == 1:
        return titles_in_line(block.items[0].text, block.items[0].line)
    return [title for item in block.items for title in titles_in_item(item.text, item.line)]


def keep_titles(persona: PersonaDraft, titles: list) -> None:
    known = {title.key for title in persona.titles}
    for title in titles:
        if title.key not in known:
            known.add(title.key)
            persona.titles.append(title)


def read_purchasing_roles(scope: Scope, persona: PersonaDraft, facet: TermEntry, blocks: list[Block]) -> None:
    rank = max((role.rank for role in persona.roles), default=0)
    for text, line, detail in value_lines(blocks):
        values = values_in(text, scope.vocabulary.roles)
        if not understood(values):
            persona.add_note(facet, join_markdown(f"- {text}" if detail else text, detail), line)
            continue
        rank += 1
        for value in values:
            term = term_for(scope, persona, facet, value, scope.vocabulary.roles, line)
            persona.add_role(RoleDraft(term, rank, line, value.qualifier[:QUALIFIER_LENGTH]))
        persona.add_note(facet, detail, line)


def value_lines(blocks: list[Block]) -> list[tuple[str, int, str]]:
    """(text, line, nested Markdown) of every item and every line of a paragraph; other blocks come as they are."""
    found = []
    for block in blocks:
        if block.kind == "list":
            found += [(item.text, item.line, item.detail) for item in block.items if item.text]
        elif block.kind == "paragraph":
            found += [(one_line(line), block.line, "") for line in lines_of(block.source)]
        elif block.kind != "rule":
            found.append((block.source, block.line, ""))
    return found


def understood(values: list[Value]) -> bool:
    """Whether each value is known or short enough to be the name of something new."""
    return bool(values) and all(value.match or value.is_name for value in values)


def term_for(
    scope: Scope, persona: PersonaDraft, facet: TermEntry, value: Value, index: TermIndex, line: int
) -> TermEntry:
    """The term that a value means; an unknown one joins the vocabulary."""
    if value.match:
        scope.note_reading(value.written, value.match, persona.heading, facet.name, line)
        return value.match.term
    return index.new(value.written, line, page=scope.page)


def read_content_preferences(scope: Scope, persona: PersonaDraft, facet: TermEntry, blocks: list[Block]) -> None:
    """Content types by tier; a heading or a line that is only a tier's name gives the tier of what follows."""
    tier = None
    for block in blocks:
        if block.kind in ("heading", "paragraph") and (named := tier_named(plain(block.source.lstrip("# ")))):
            tier = named
        elif block.kind == "list":
            for item in block.items:
                read_preference_item(scope, persona, facet, item, tier)
        elif block.kind == "paragraph":
            for text in lines_of(block.source):
                read_preference_item(scope, persona, facet, Item(one_line(text), block.line), tier)
        elif block.kind != "rule":
            persona.add_note(facet, block.source, block.line)


def read_preference_item(
    scope: Scope, persona: PersonaDraft, facet: TermEntry, item: Item, around: int | None
) -> None:
    """One line: a tier with its content types, another facet that stands among them, or content types of the tier
    around them, if any."""
    label = label_of(item.text)
    words = label.text if label else plain(item.text)
    if (tier := tier_named(words)) and (label or item.blocks):
        keep_preferences(scope, persona, facet, tier, label.rest if label else "", item)
        return
    other = scope.vocabulary.facets.resolve(label.text) if label else None
    if other and other.term is not facet:
        scope.note_reading(label.text, other, persona.heading, "", item.line)
        rest = [Block("paragraph", item.line, label.rest)] if label.rest else []
        read_content(scope, persona, other.term, rest + item.blocks)
        return
    values = values_in(item.text, scope.vocabulary.formats)
    if not understood(values) or item.blocks or (label and any(value.match is None for value in values)):
        persona.add_note(facet, item.source, item.line)
        return
    if around is None:
        scope.puzzle(item.text, "No tier is given, so it was read as primary.", item.line, persona.heading)
    keep_values(scope, persona, facet, around or ContentPreference.Tier.PRIMARY, values, item.line)


def keep_preferences(scope: Scope, persona: PersonaDraft, facet: TermEntry, tier: int, rest: str, item: Item) -> None:
    """The content types of one tier: on the label's own line and in the list nested under it."""
    nested = [(text, line, detail) for text, line, detail in value_lines(item.blocks)]
    for text, line, detail in [(rest, item.line, ""), *nested]:
        if not text:
            continue
        values = values_in(text, scope.vocabulary.formats)
        if understood(values):
            keep_values(scope, persona, facet, tier, values, line)
            persona.add_note(facet, detail, line)
        else:
            persona.add_note(
                facet, join_markdown(f"- {plain(item.text)} {text}" if text != rest else item.text, detail), line
            )


def keep_values(
    scope: Scope, persona: PersonaDraft, facet: TermEntry, tier: int, values: list[Value], line: int
) -> None:
    for value in values:
        term = term_for(scope, persona, facet, value, scope.vocabulary.formats, line)
        persona.add_preference(PreferenceDraft(term, tier, line, value.qualifier[:QUALIFIER_LENGTH]))


def first_line(blocks: list[Block]) -> str:
    """The first list item or paragraph among the blocks, as Markdown on one line."""
    lines = value_lines(blocks)
    return lines[0][0] if lines else ""


def read_subset_of(scope: Scope, persona: PersonaDraft, facet: TermEntry, blocks: list[Block]) -> None:
    text = first_line(blocks)
    link = LINK.search(text)
    persona.parent = link["target"].rpartition("#")[2] if link and "#" in link["target"] else plain(text)
    if link and LINK.sub("", text).strip(" .*"):
        persona.add_note(facet, source_of(blocks), blocks[0].line)


def read_persona_type(scope: Scope, persona: PersonaDraft, facet: TermEntry, blocks: list[Block]) -> None:
    text = plain(first_line(blocks))
    match = scope.vocabulary.types.resolve(text)
    if match:
        persona.type = match.term
        scope.note_reading(text, match, persona.heading, facet.name, blocks[0].line)
    else:
        scope.puzzle(
            text, "No persona type of that name; the page's own type was taken.", blocks[0].line, persona.heading
        )


def read_deprecation(scope: Scope, persona: PersonaDraft, facet: TermEntry, blocks: list[Block]) -> None:
    is_item = len(blocks) == 1 and len(blocks[0].items) == 1 and not blocks[0].items[0].blocks
    reason = first_line(blocks) if is_item else source_of(blocks)
    persona.values["status"] = "deprecated"
    if found := ISO_DATE.match(reason):
        try:
            persona.values["deprecated_on"] = datetime.date.fromisoformat(found[1])
            reason = reason[found.end() :]
        except ValueError:
            scope.puzzle(found[1], "That is no date of the calendar.", blocks[0].line, persona.heading)
    persona.values["deprecation_reason"] = reason
