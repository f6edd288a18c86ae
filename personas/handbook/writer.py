"""The catalogue → handbook pages in the one canonical dialect, which `canonical` reads back to the same rows."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet

from personas.models import (
    ContentPreference,
    Facet,
    Guide,
    Persona,
    PersonaPurchasingRole,
    PersonaTitle,
    PersonaTrait,
    PersonaType,
    Trait,
)
from personas.slugs import persona_slug
from personas.wording import one_line, slug_for

from .canonical import PERSONA_FIELDS, TERM_FIELDS, TERM_SECTIONS, WORDINGS, default_name
from .content import bold_lead
from .escaping import escape_start
from .labels import label_of
from .normal import normal_markdown
from .outline import Block, Item, with_nested
from .own_pages import written_by_others
from .pages import Page
from .qualified import write_qualified
from .records import scalar, write_record
from .title_rules import write_rule

ROWS_OF_KIND = {
    Facet.Kind.JOB_TITLES: PersonaTitle,
    Facet.Kind.PURCHASING_ROLES: PersonaPurchasingRole,
    Facet.Kind.CONTENT_PREFERENCES: ContentPreference,
}
LIST_MARK = "- "
RULE = "***"


def write_handbook(type_slug: str | None = None) -> list[Page]:
    """The catalogue as pages: the vocabulary, a page a persona type, a page a guide, and the pages of other apps; or
    only the page of one type.

    Raises PersonaType.DoesNotExist for a type that isn't there.
    """
    if type_slug:
        return [write_personas(PersonaType.objects.get(slug=type_slug))]
    types = PersonaType.objects.filter(personas__isnull=False).distinct()
    guides = Guide.objects.select_related("parent")
    return [write_vocabulary(), *map(write_personas, types), *map(write_guide, guides), *written_by_others()]


def front_matter(**values) -> str:
    """The page's front matter, `dramatis` first."""
    return "\n".join(["---", *(f"{key}: {scalar(value)}" for key, value in values.items()), "---"])


def as_page(name: str, parts: list[str]) -> Page:
    """A page of parts with a blank line between them and a line end at the end."""
    return Page(name, "\n\n".join(part for part in parts if part) + "\n")


def heading(level: int, text: str) -> str:
    """A heading line; a closing # is the text's own."""
    return f"{'#' * level} {text[:-1]}\\#" if text.endswith("#") else f"{'#' * level} {text}"


def write_vocabulary() -> Page:
    """All vocabulary rows with their aliases."""
    parts = [front_matter(dramatis="vocabulary", title="Vocabulary"), "# Vocabulary"]
    for title, model in TERM_SECTIONS.items():
        parts.append(heading(2, title))
        for term in facets_to_write() if model is Facet else model.objects.prefetch_related("aliases"):
            parts += [heading(3, term.name), term_record(term), normal_markdown(term.description)]
    return as_page("vocabulary.md", [*parts, *wordings_of_statements()])


def wordings_of_statements() -> Iterator[str]:
    """The traits with aliases, a list a facet with the aliases nested below each; nothing when there are none."""
    traits = Trait.objects.filter(aliases__isnull=False).distinct().select_related("facet").prefetch_related("aliases")
    facets = defaultdict(list)
    for trait in sorted(traits, key=lambda trait: (trait.facet.order, trait.facet.name, trait.statement, trait.key)):
        aliases = [LIST_MARK + escape_start(one_line(alias.wording)) for alias in trait.aliases.all()]
        facets[trait.facet.name].append(
            with_nested(LIST_MARK + escape_start(one_line(trait.statement)), "\n".join(aliases))
        )
    if facets:
        yield heading(2, WORDINGS)
    for name, items in facets.items():
        yield heading(3, name)
        yield "\n".join(items)


def facets_to_write() -> list[Facet]:
    """All facets. One that an editor removed though personas have rows of its kind goes by the name of the kind."""
    facets = list(Facet.objects.prefetch_related("aliases", "applies_to"))
    for kind, model in ROWS_OF_KIND.items():
        if all(facet.kind != kind for facet in facets) and model.objects.exists():
            facets.append(Facet(name=kind.label, kind=kind, slug=slug_for(kind.label)))
    return facets


def term_record(term) -> str:
    """What a term's heading doesn't say; values that are the usual ones are left out."""
    values = {"slug": term.slug} if term.slug != slug_for(term.name) else {}
    for field, default in TERM_FIELDS[type(term)].items():
        value = getattr(term, field)
        if value != default or field == "kind":
            values[field] = value
    if aliases := [alias.wording for alias in term.aliases.all()] if term.pk else []:
        values["aliases"] = aliases
    if types := [each.name for each in term.applies_to.all()] if term.pk and isinstance(term, Facet) else []:
        values["applies_to"] = types
    return write_record("term", values)


def write_guide(guide: Guide) -> Page:
    """One guide; its body stands as it is."""
    values = {"dramatis": "guide", "title": guide.title, "slug": guide.slug}
    if guide.parent:
        values["parent"] = guide.parent.slug
    body = guide.body.replace("\r\n", "\n").strip("\n")
    return as_page(f"guide-{guide.slug}.md", [front_matter(**values, order=guide.order), body])


def write_personas(persona_type: PersonaType) -> Page:
    """All personas of a type, drafts and deprecated ones too, by name."""
    title = persona_type.headline()
    parts = [front_matter(dramatis="personas", title=title, type=persona_type.slug), heading(1, title)]
    facets = facets_to_write()
    for persona in whole_personas(persona_type.personas.all()):
        parts += _PersonaPage(persona, facets).parts()
    return as_page(f"personas-{persona_type.slug}.md", parts)


def whole_personas(personas: QuerySet[Persona]) -> QuerySet[Persona]:
    """The personas with everything that is written about them, in a fixed number of queries."""
    return personas.select_related("parent", "reports_to").prefetch_related(
        Prefetch("persona_traits", PersonaTrait.objects.select_related("trait")),
        "notes",
        "persona_titles__title",
        "purchasing_roles__role",
        "content_preferences__content_format",
        "successors",
        "title_rules",
    )


class _PersonaPage:
    """Writes one persona from prefetched rows."""

    def __init__(self, persona: Persona, facets: list[Facet]):
        self.persona = persona
        self.facets = facets
        self.notes = {note.facet_id: normal_markdown(note.body) for note in persona.notes.all()}
        self.traits: dict[int, list[PersonaTrait]] = defaultdict(list)
        for persona_trait in persona.persona_traits.all():
            self.traits[persona_trait.trait.facet_id].append(persona_trait)

    def parts(self) -> Iterator[str]:
        yield heading(2, self.persona.heading)
        yield write_record("persona", self.record())
        yield from map(write_rule, self.persona.title_rules.all())
        for facet in self.facets:
            if facet.kind == Facet.Kind.INTRODUCTION:
                yield self.notes.get(facet.pk, "")
        for facet in self.facets:
            content = self.content(facet)
            if content and facet.kind != Facet.Kind.INTRODUCTION:
                yield heading(3, facet.name)
                yield from content

    def record(self) -> dict:
        persona, values = self.persona, {}
        name, role = default_name(persona.heading)
        if (name, role) != (persona.name, persona.role_label):
            values |= {"name": persona.name} if persona.name != persona.heading else {}
            values["role"] = persona.role_label
        if persona.slug != persona_slug(persona.heading):
            values["slug"] = persona.slug
        for key, (field, default) in PERSONA_FIELDS.items():
            value = getattr(persona, field)
            if value != default:
                values[key] = value
        for link in ("parent", "reports_to"):
            if other := getattr(persona, link):
                values[link] = other.slug
        if successors := sorted(other.slug for other in persona.successors.all()):
            values["successors"] = successors
        return values

    def content(self, facet: Facet) -> list[str]:
        """The parts below a facet's heading; what isn't its list stands after a rule."""
        writers = {
            Facet.Kind.LIST: self.statements,
            Facet.Kind.JOB_TITLES: self.titles,
            Facet.Kind.PURCHASING_ROLES: self.roles,
            Facet.Kind.CONTENT_PREFERENCES: self.preferences,
        }
        note = self.notes.get(facet.pk, "")
        if facet.kind not in writers:
            return [note] if note else []
        listed = list(writers[facet.kind](facet))
        return listed + ([RULE, note] if note else [])

    def statements(self, facet: Facet) -> Iterator[str]:
        items: list[str] = []
        for persona_trait in self.traits[facet.pk]:
            if lead_in := one_line(persona_trait.lead_in):
                if items:
                    yield "\n".join(items)
                    items = []
                yield escape_start(lead_in)
            items.append(item_text(persona_trait.trait.statement, normal_markdown(persona_trait.detail)))
        if items:
            yield "\n".join(items)

    def titles(self, facet: Facet) -> Iterator[str]:
        links = self.persona.persona_titles.all()
        if links:
            yield "\n".join(LIST_MARK + write_qualified(link.title.name, link.qualifier) for link in links)

    def roles(self, facet: Facet) -> Iterator[str]:
        links = self.persona.purchasing_roles.all()
        if links:
            yield "\n".join(f"{link.rank}. {write_qualified(link.role.name, link.qualifier)}" for link in links)

    def preferences(self, facet: Facet) -> Iterator[str]:
        lines = []
        links = list(self.persona.content_preferences.all())
        for tier in ContentPreference.Tier:
            chosen = [link for link in links if link.tier == tier.value]
            lines += [LIST_MARK + tier.label] if chosen else []
            names = (write_qualified(link.content_format.name, link.qualifier) for link in chosen)
            lines += [f"  {LIST_MARK}{name}" for name in names]
        if lines:
            yield "\n".join(lines)


def item_text(statement: str, detail: str) -> str:
    """A list item: a detail that starts with words follows a bold label on the same line, any other is nested."""
    label = label_of(statement)
    if detail and label and label.marked and label.alone and not label.colon:
        statement = label.text
    first, _, rest = detail.partition("\n\n")
    lead = f"**{statement}:** {first}"
    if is_paragraph(first) and reads_back(lead, statement, first):
        return with_nested(LIST_MARK + lead, rest)
    would_split = bold_lead(Item(statement, 0, [Block("paragraph", 0, detail)] if detail else []))
    return with_nested(LIST_MARK + (f"\\{statement}" if would_split else escape_start(statement)), detail)


def is_paragraph(markdown: str) -> bool:
    """Whether a piece of Markdown is one line of running text."""
    return bool(markdown) and one_line(markdown) == markdown and escape_start(markdown) == markdown


def reads_back(line: str, statement: str, detail: str) -> bool:
    """Whether a bold label and its text are read as they were written."""
    return bold_lead(Item(line, 0)) == (statement, detail)
