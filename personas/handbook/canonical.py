"""Pages in the writer's own dialect → drafts. Only headings and records carry meaning here; nothing is guessed."""

import datetime
from collections.abc import Iterator

from personas.merges.settings import another_example
from personas.merges.texts import join_texts
from personas.models import ContentFormat, Facet, Persona, PersonaType, PurchasingRole, Team
from personas.slugs import persona_slug
from personas.wording import lookup_key, one_line, slug_for

from . import own_pages
from .content import bold_lead, detail_after, keep_titles
from .drafts import (
    FacetDraft,
    GuideDraft,
    PageDraft,
    PersonaDraft,
    PreferenceDraft,
    Puzzle,
    Reading,
    RoleDraft,
    StatementDraft,
    TermDraft,
    TitleDraft,
    WordingDraft,
)
from .escaping import as_written
from .names import BRACKETS, tier_named
from .outline import Block, Item, Outline, Section
from .pages import HandbookError, Page
from .qualified import read_qualified
from .records import read_record
from .title_rules import read_rules
from .vocabulary import ALIAS, TermEntry, TermIndex, Vocabulary

VOCABULARY, PERSONAS, GUIDE = "vocabulary", "personas", "guide"
WORDINGS = "Other wordings of statements"
TERM_SECTIONS = {
    "Persona types": PersonaType,
    "Facets": Facet,
    "Content types": ContentFormat,
    "Purchasing roles": PurchasingRole,
    "Teams": Team,
}
PERSONA_LEVEL, FACET_LEVEL = 2, 3
TERM_FIELDS = {
    PersonaType: {},
    Facet: {"kind": "list", "comparable": False, "in_summary": False, "slash_separated": False},
    ContentFormat: {"example_url": ""},
    PurchasingRole: {},
    Team: {},
}
PERSONA_FIELDS = {  # record name → model field, default
    "status": ("status", "published"),
    "colour": ("colour", None),
    "reviewed": ("reviewed_on", None),
    "review_due": ("review_due_on", None),
    "source_url": ("source_url", ""),
    "portrait_alt": ("portrait_alt", ""),
    "portrait_source": ("portrait_source", ""),
    "deprecated": ("deprecated_on", None),
    "reason": ("deprecation_reason", ""),
}
PERSONA_LINKS = ("parent", "reports_to", "successors")


def page_kind(tree: Outline) -> str | None:
    """Which of the writer's pages this is, or None for a page of somebody else's."""
    kind = tree.meta.get("dramatis")
    return kind if kind in (VOCABULARY, PERSONAS, GUIDE) or own_pages.reader_of(kind) else None


def read_vocabulary(page: Page, tree: Outline, vocabulary: Vocabulary) -> PageDraft:
    """The terms on a vocabulary page, which join the vocabulary in memory, and the wordings of statements."""
    draft = PageDraft(tree.root.title, page.name, canonical=True)
    for section in tree.root.walk():
        model = TERM_SECTIONS.get(section.title) if section.level == PERSONA_LEVEL else None
        if model:
            read_terms(draft, page, section, model, vocabulary)
        elif section.level == PERSONA_LEVEL and section.title == WORDINGS:
            for child in section.sections:
                draft.wordings += read_wordings(child, vocabulary.facets)
    return draft


def read_terms(draft: PageDraft, page: Page, section: Section, model: type, vocabulary: Vocabulary) -> None:
    """Add the terms of one section. A term that the catalogue knows as an alias has become one with another since the
    page was written: what the page says of it belongs to that one."""
    index = vocabulary.index_of(model)
    known = dict(index.aliases)
    merged = []
    for order, child in enumerate(section.sections, start=1):
        key = lookup_key(heading_text(child))
        other = None if key in index.names else known.get(key)
        term = read_term(page, child, model, order, vocabulary, other)
        (merged if other else draft.terms).append(term)
        if other:
            part = model._meta.verbose_name.capitalize()
            draft.readings.append(Reading(heading_text(child), other.name, ALIAS, "", part, page.name, child.line))
    by_term = {id(term.term): term for term in draft.terms}
    for term in merged:
        if into := by_term.get(id(term.term)):
            lay_together(into, term)
        else:
            draft.terms.append(TermDraft(model, term.term, term.line, page.name, aliases=term.aliases))


def lay_together(draft: TermDraft, other: TermDraft) -> None:
    """Add to a term what the page says of one that has become one with it, as the merge did."""
    ours, theirs = draft.values.get("example_url", ""), other.values.get("example_url", "")
    texts = [draft.values["description"], other.values["description"]]
    if ours and theirs and ours != theirs:
        texts.append(another_example(theirs))
    elif theirs:
        draft.values["example_url"] = theirs
    draft.values["description"] = join_texts(*texts)
    draft.aliases += other.aliases
    draft.applies_to = draft.applies_to and other.applies_to and [*draft.applies_to, *other.applies_to]


def read_wordings(section: Section, facets: TermIndex) -> Iterator[WordingDraft]:
    """The statements of one facet that have other wordings: a list, with the wordings nested below each."""
    name = heading_text(section)
    match = facets.exact(name)
    facet = match.term if match else facets.new(name, section.line, kind=Facet.Kind.LIST)
    for item in (item for block in section.blocks for item in block.items):
        nested = [each for block in item.blocks for each in block.items]
        aliases = [StatementDraft(as_written(each.text), each.line) for each in nested if each.text]
        if item.text and aliases:
            yield WordingDraft(facet, as_written(item.text), item.line, aliases)


def read_term(
    page: Page, section: Section, model: type, order: int, vocabulary: Vocabulary, other: TermEntry | None = None
) -> TermDraft:
    """What the page says of one term; with another, of what has become one with that."""
    index = vocabulary.index_of(model)
    record, blocks = read_record("term", section.blocks, page.name)
    name = heading_text(section)
    key = lookup_key(name)
    if not key:
        raise HandbookError(f"{page.name}, line {section.line}: a vocabulary name needs a letter or digit.")
    term = other or index.names.get(key) or index.new(name, section.line)
    fields = {field: record.get(field, default) for field, default in TERM_FIELDS[model].items()}
    slug = str(record.get("slug") or slug_for(name))
    if not other:
        term.slug = slug
        for field in fields.keys() & {"kind", "comparable", "slash_separated"}:
            setattr(term, field, fields[field])
    aliases = [str(alias) for alias in record.get("aliases") or []]
    index.add(term, map(lookup_key, aliases))
    body = Section("", section.level, section.line, blocks, section.sections).source
    values = {"name": name, "slug": slug, "order": order, "description": body, **fields}
    types = [named_type(str(each), vocabulary.types, section.line) for each in record.get("applies_to") or []]
    return TermDraft(model, term, section.line, page.name, values, aliases, list(dict.fromkeys(types)))


def named_type(name: str, types: TermIndex, line: int) -> TermEntry:
    """The persona type of that name; one that the page's own section of types lacks is new."""
    match = types.exact(name)
    return match.term if match else types.new(name, line)


def heading_text(section: Section) -> str:
    """The heading as it was typed, a closing # included."""
    return section.title[:-2] + "#" if section.title.endswith("\\#") else section.title


def read_guide(page: Page, tree: Outline) -> PageDraft:
    """The guide on a page of its own: the body is everything after the front matter, untouched."""
    meta = tree.meta
    title = str(meta.get("title") or "").strip()
    if not title:
        raise HandbookError(f"{page.name}: a guide needs a title in its front matter.")
    body = page.text.split("\n---", 1)[1].partition("\n")[2].strip("\n")
    order = meta.get("order") if isinstance(meta.get("order"), int) else 0
    guide = GuideDraft(
        title,
        1,
        page.name,
        body,
        order,
        slug=str(meta.get("slug") or slug_for(title)),
        parent_slug=str(meta.get("parent") or ""),
    )
    return PageDraft(title, page.name, canonical=True, guides=[guide])


def read_personas(page: Page, tree: Outline, vocabulary: Vocabulary, fallback: TermEntry) -> PageDraft:
    """The personas on a page of one persona type."""
    draft = PageDraft(tree.root.title, page.name, canonical=True)
    persona_type = type_of(tree.meta.get("type"), vocabulary) or fallback
    for section in tree.root.walk():
        if section.level == PERSONA_LEVEL:
            draft.personas.append(_PersonaReading(page, vocabulary, draft.puzzles).persona(section, persona_type))
    return draft


def type_of(slug: object, vocabulary: Vocabulary) -> TermEntry | None:
    """The type of that address; one that was merged since is known by its alias."""
    match = vocabulary.types.exact(str(slug or ""))
    return next((term for term in vocabulary.types if term.slug == slug), match and match.term)


def default_name(heading: str) -> tuple[str, str]:
    """Name and role label that a heading alone stands for: "Parker (Product Manager)", else all of it is the name."""
    found = BRACKETS.match(heading)
    if found and " " not in found["name"]:
        return found["name"], found["role"]
    return heading, ""


class _PersonaReading:
    """Reads one persona's section; keeps the page and the vocabulary at hand."""

    def __init__(self, page: Page, vocabulary: Vocabulary, puzzles: list[Puzzle]):
        self.page = page
        self.vocabulary = vocabulary
        self.puzzles = puzzles

    def persona(self, section: Section, persona_type: TermEntry) -> PersonaDraft:
        record, blocks = read_record("persona", section.blocks, self.page.name)
        rules, blocks = read_rules(blocks, self.page.name)
        heading = heading_text(section)
        name, role = (heading, "") if "role" in record else default_name(heading)
        persona = PersonaDraft(
            str(record.get("name", name)),
            str(record.get("role", role)),
            section.line,
            self.page.name,
            slug=str(record.get("slug") or persona_slug(heading)),
            type=persona_type,
            values=self.values(record, section.line),
            parent=str(record.get("parent") or ""),
            reports_to=str(record.get("reports_to") or ""),
            successors=[str(slug) for slug in record.get("successors") or []],
            rules=rules,
        )
        facets = [child for child in section.sections if child.level == FACET_LEVEL]
        rest = [child for child in section.sections if child.level > FACET_LEVEL]
        introduction = Section("", PERSONA_LEVEL, section.line, blocks, rest).source
        if introduction:
            persona.add_note(self.introduction(section.line), introduction, section.line)
        for child in facets:
            self.facet(persona, child)
        return persona

    def values(self, record: dict, line: int) -> dict:
        known = {"name", "role", "slug", *PERSONA_LINKS, *PERSONA_FIELDS}
        for key in record.keys() - known:
            self.puzzles.append(Puzzle(str(key), "No such value in a persona's record.", self.page.name, line))
        values = {}
        for key, (field, default) in PERSONA_FIELDS.items():
            value = record.get(key, default)
            if field.endswith("_on") and not (value is None or type(value) is datetime.date):
                raise HandbookError(f"{self.page.name}, line {line}: “{key}” must be a date like 2026-05-04.")
            values[field] = str(value) if isinstance(default, str) else value
        if values["status"] not in Persona.Status.values:
            raise HandbookError(f"{self.page.name}, line {line}: “{values['status']}” is no status of a persona.")
        return values

    def introduction(self, line: int) -> TermEntry:
        facets = self.vocabulary.facets
        return facets.of_kind(Facet.Kind.INTRODUCTION) or facets.new("About", line, kind=Facet.Kind.INTRODUCTION)

    def facet(self, persona: PersonaDraft, section: Section) -> None:
        """Read one facet by its kind: what stands after a rule, or doesn't fit the kind, is the note."""
        name = heading_text(section)
        match = self.vocabulary.facets.exact(name)
        has_list = any(block.kind == "list" for block in section.blocks)
        facet = (
            match.term
            if match
            else self.vocabulary.facets.new(name, section.line, kind=Facet.Kind.LIST if has_list else Facet.Kind.PROSE)
        )
        blocks, tail = split_at_rule(section.blocks)
        readers = {
            Facet.Kind.LIST: self.statements,
            Facet.Kind.JOB_TITLES: self.titles,
            Facet.Kind.PURCHASING_ROLES: self.roles,
            Facet.Kind.CONTENT_PREFERENCES: self.preferences,
        }
        read = readers.get(facet.kind)
        if read is None:
            persona.add_note(facet, section.source, section.line)
            return
        left = list(read(persona.facet(facet, section.line), persona, blocks))
        note = Section("", section.level, section.line, left + tail, section.sections).source
        persona.add_note(facet, note, section.line)

    def statements(self, draft: FacetDraft, persona: PersonaDraft, blocks: list[Block]) -> Iterator[Block]:
        draft.begin_list()
        lead_in = ""
        for number, block in enumerate(blocks):
            if block.kind == "list":
                for item in block.items:
                    statement = statement_of(item)
                    statement.lead_in, lead_in = lead_in, ""
                    draft.add(statement)
            elif block.kind == "paragraph" and number + 1 < len(blocks) and blocks[number + 1].kind == "list":
                lead_in = as_written(one_line(block.source))
            else:
                yield block

    def titles(self, draft: FacetDraft, persona: PersonaDraft, blocks: list[Block]) -> Iterator[Block]:
        for block in blocks:
            if block.kind == "list":
                pairs = [(read_qualified(item.text), item.line) for item in block.items]
                keep_titles(persona, [TitleDraft(name, line, qualifier) for (name, qualifier), line in pairs])
            else:
                yield block

    def roles(self, draft: FacetDraft, persona: PersonaDraft, blocks: list[Block]) -> Iterator[Block]:
        for block in blocks:
            if block.kind == "list":
                for rank, item in enumerate(block.items, start=1):
                    term, qualifier = self.term(item, self.vocabulary.roles)
                    persona.add_role(RoleDraft(term, item.number or rank, item.line, qualifier))
            else:
                yield block

    def preferences(self, draft: FacetDraft, persona: PersonaDraft, blocks: list[Block]) -> Iterator[Block]:
        for block in blocks:
            tiers = [tier_named(item.text) for item in block.items]
            if block.kind == "list" and all(tiers):
                for tier, item in zip(tiers, block.items, strict=True):
                    for nested in (each for inner in item.blocks for each in inner.items):
                        term, qualifier = self.term(nested, self.vocabulary.formats)
                        persona.add_preference(PreferenceDraft(term, tier, nested.line, qualifier))
            else:
                yield block

    def term(self, item: Item, index: TermIndex) -> tuple[TermEntry, str]:
        """The term that an item names and its qualifier; a name the vocabulary lacks is new."""
        name, qualifier = read_qualified(item.text)
        match = index.exact(name)
        return (match.term if match else index.new(name, item.line)), qualifier


def statement_of(item: Item) -> StatementDraft:
    """One item as a statement: with a bold label the label is the statement and the rest its detail."""
    if lead := bold_lead(item):
        return StatementDraft(lead[0], item.line, detail_after(lead[1], item))
    return StatementDraft(as_written(item.text), item.line, item.detail)


def split_at_rule(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks before the first rule and those after it."""
    for number, block in enumerate(blocks):
        if block.kind == "rule":
            return blocks[:number], blocks[number + 1 :]
    return blocks, []
