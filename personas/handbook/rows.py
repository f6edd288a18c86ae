"""Drafts → the rows that the catalogue should have, each by its natural key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Model

from personas.models import (
    ContentPreference,
    Facet,
    Guide,
    HandbookPage,
    JobTitle,
    Persona,
    PersonaNote,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    TitleRule,
    Trait,
)
from personas.models.terms import key_of
from personas.wording import one_line

from .drafts import FacetDraft, GuideDraft, PageDraft, PersonaDraft, TermDraft
from .tables import ALIAS_MODELS, FACET_TYPE, PAGE_PERSONA, SUCCESSION
from .vocabulary import TermEntry, Vocabulary


@dataclass
class Row:
    """One row as a page wants it: values of plain fields, and for each link the natural key of the row it points to.

    `subject`, `part` and `text` say in the plan whose row it is, where in it, and what it says.
    """

    model: type[Model]
    key: tuple
    values: dict
    links: dict[str, tuple | None] = field(default_factory=dict)
    subject: str = ""
    part: str = ""
    text: str = ""
    page: str = ""
    line: int | None = None


@dataclass
class GuidePlace:
    """Where a guide draft goes: its slug in the catalogue, and the page it comes from (None on the writer's own
    pages)."""

    draft: GuideDraft
    slug: str
    page_key: tuple[str, str] | None
    parent_slug: str | None


def term_rows(vocabulary: Vocabulary, terms: Sequence[TermDraft]) -> Iterator[Row]:
    """Rows of terms that are new or that pages define, and of their aliases."""
    drafts = {id(draft.term): draft for draft in terms}
    for model in ALIAS_MODELS:
        for term in vocabulary.index_of(model):
            draft = drafts.get(id(term))
            if term.is_new or draft:
                yield term_row(model, term, draft)
    for draft in terms:
        yield from alias_rows(draft)
        yield from type_rows(draft)


def term_row(model: type[Model], term: TermEntry, draft: TermDraft | None) -> Row:
    values = {}
    if term.is_new:
        values = {"name": term.name, "slug": term.slug, "order": term.order}
        if model is Facet:
            values |= {
                "kind": term.kind or "list",
                "comparable": term.comparable,
                "slash_separated": term.slash_separated,
            }
    if draft:
        values |= draft.values
    part = model._meta.verbose_name.capitalize()
    page, line = (draft.page, draft.line) if draft else (term.page, term.line)
    return Row(model, (term.key,), values, subject=term.name, part=part, text=term.name, page=page, line=line)


def alias_rows(draft: TermDraft) -> Iterator[Row]:
    model = ALIAS_MODELS[draft.model]
    seen = {draft.term.key}
    for alias in draft.aliases:
        key = key_of(alias)
        if key not in seen:
            seen.add(key)
            links = {"term": (draft.term.key,)}
            yield Row(
                model, (key,), {"wording": alias}, links, draft.term.name, "Alias", alias, draft.page, draft.line
            )


def type_rows(draft: TermDraft) -> Iterator[Row]:
    """Rows that say to which types of persona a facet applies."""
    for persona_type in draft.applies_to:
        key = (draft.term.key, persona_type.key)
        links = {"facet": key[:1], "personatype": key[1:]}
        yield Row(FACET_TYPE, key, {}, links, draft.term.name, "Applies to", persona_type.name, draft.page, draft.line)


def statement_rows(personas: Sequence[PersonaDraft]) -> Iterator[Row]:
    """Rows of the job titles and traits that the personas use: each once, however many share it."""
    titles, traits = {}, {}
    for persona in personas:
        for title in persona.titles:
            values = {"name": one_line(title.name)}
            row = Row(JobTitle, (title.key,), values, text=title.name, page=persona.page, line=title.line)
            titles.setdefault(row.key, row)
        for facet in persona.facets.values():
            links = {"facet": (facet.facet.key,)}
            for statement in facet.statements:
                key = (facet.facet.key, statement.key)
                values = {"statement": one_line(statement.text)}
                row = Row(Trait, key, values, links, text=statement.text, page=persona.page, line=statement.line)
                traits.setdefault(key, row)
    yield from titles.values()
    yield from traits.values()


def persona_row(persona: PersonaDraft, status: str, is_new: bool) -> Row:
    """The persona's own row. A type that is only a fallback, and the status, are given to new personas only."""
    values = {"name": persona.name, "slug": persona.slug}
    if persona.role_label or is_new:
        values["role_label"] = persona.role_label
    if is_new:
        values["status"] = status
    values |= persona.values
    links = {}
    if is_new or not persona.type_is_fallback:
        links["type"] = (persona.type.key,)
    for name in ("parent", "reports_to"):
        if slug := getattr(persona, name):
            links[name] = (slug,)
    return Row(
        Persona, (persona.slug,), values, links, persona.heading, "", persona.heading, persona.page, persona.line
    )


def rows_of_persona(persona: PersonaDraft) -> Iterator[Row]:
    """All rows that belong to a persona, without its own."""
    make = _PersonaRows(persona)
    for facet in persona.facets.values():
        yield from make.of_facet(facet)
    for rank, title in enumerate(persona.titles, start=1):
        values = {"rank": rank, "qualifier": title.qualifier}
        yield make.row(
            PersonaTitle, (title.key,), values, {"title": (title.key,)}, "Job title", title.name, title.line
        )
    for role in persona.roles:
        values = {"rank": role.rank, "qualifier": role.qualifier}
        yield make.row(
            PersonaPurchasingRole,
            (role.key,),
            values,
            {"role": (role.key,)},
            "Purchasing role",
            role.role.name,
            role.line,
        )
    yield from make.of_preferences()
    yield from make.of_rules()
    for slug in persona.successors:
        links = {"from_persona": (persona.slug,), "to_persona": (slug,)}
        yield Row(
            SUCCESSION, (persona.slug, slug), {}, links, persona.heading, "Successor", slug, persona.page, persona.line
        )


class _PersonaRows:
    """Makes rows that share a persona."""

    def __init__(self, persona: PersonaDraft):
        self.persona = persona

    def row(self, model, key: tuple, values: dict, links: dict, part: str, text: str, line: int) -> Row:
        persona = self.persona
        links = {"persona": (persona.slug,), **links}
        return Row(model, (persona.slug, *key), values, links, persona.heading, part, text, persona.page, line)

    def of_facet(self, facet: FacetDraft) -> Iterator[Row]:
        key = facet.facet.key
        for rank, statement in enumerate(facet.statements, start=1):
            values = {"rank": rank, "detail": statement.detail, "lead_in": statement.lead_in}
            links = {"trait": (key, statement.key)}
            yield self.row(
                PersonaTrait, (key, statement.key), values, links, facet.facet.name, statement.text, statement.line
            )
        if facet.note:
            links = {"facet": (key,)}
            yield self.row(PersonaNote, (key,), {"body": facet.note}, links, facet.facet.name, facet.note, facet.line)

    def of_rules(self) -> Iterator[Row]:
        for rule in self.persona.rules:
            values = {
                "includes": rule.includes,
                "excludes": rule.excludes,
                "priority": rule.priority,
                "is_active": rule.is_active,
                "note": rule.note,
            }
            text = rule.includes.replace("\n", " + ")
            yield self.row(TitleRule, (rule.key,), values, {}, "Title rule", text, rule.line)

    def of_preferences(self) -> Iterator[Row]:
        ranks: dict[int, int] = {}
        for preference in self.persona.preferences:
            ranks[preference.tier] = ranks.get(preference.tier, 0) + 1
            values = {"tier": preference.tier, "rank": ranks[preference.tier], "qualifier": preference.qualifier}
            term = preference.content_format
            links = {"content_format": (term.key,)}
            yield self.row(ContentPreference, (term.key,), values, links, "Content type", term.name, preference.line)


def page_rows(page: PageDraft, page_key: tuple[str, str]) -> Iterator[Row]:
    """The page's own row and those that say who is on it."""
    title, name = page_key
    yield Row(
        HandbookPage, page_key, {"title": title, "name": name}, subject=title, part="Page", text=name, page=page.name
    )
    for slug in dict.fromkeys(persona.slug for persona in page.personas):
        links = {"handbookpage": page_key, "persona": (slug,)}
        yield Row(PAGE_PERSONA, (*page_key, slug), {}, links, subject=title, part="Page", text=slug, page=page.name)


def guide_row(place: GuidePlace) -> Row:
    draft = place.draft
    values = {"title": draft.title, "slug": place.slug, "body": draft.body}
    if draft.order is not None:
        values["order"] = draft.order
    links = {"parent": (place.parent_slug,) if place.parent_slug else None}
    if place.page_key:
        links["page"] = place.page_key
    return Row(Guide, (place.slug,), values, links, draft.title, "Guide", draft.title, draft.page, draft.line)
