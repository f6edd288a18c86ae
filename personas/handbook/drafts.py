"""What a page says, in the catalogue's words but not yet in the catalogue. A draft knows the line it was read from."""

from dataclasses import dataclass, field
from functools import cached_property

from personas.merges.texts import join_texts
from personas.models.persona import heading_of
from personas.slugs import persona_slug
from personas.wording import lookup_key, wording_key

from .title_rules import TitleRuleDraft
from .vocabulary import ALIAS, CLOSE_MATCH, SPELLING, TermEntry

QUALIFIER_LENGTH = 500


@dataclass
class StatementDraft:
    """One statement of a persona in a list facet."""

    text: str
    line: int
    detail: str = ""
    lead_in: str = ""

    @cached_property
    def key(self) -> str:
        return wording_key(self.text)


@dataclass
class FacetDraft:
    """What a persona's page says in one facet: statements in their order, and prose. `starts` are the places at which
    lists of their own begin, under this or another name of the facet."""

    facet: TermEntry
    line: int
    statements: list[StatementDraft] = field(default_factory=list)
    note: str = ""
    known: dict[str, StatementDraft] = field(default_factory=dict, repr=False)
    starts: list[int] = field(default_factory=list, repr=False)

    def begin_list(self) -> None:
        """Note that what follows stands under a label of its own."""
        if self.statements:
            self.starts.append(len(self.statements))

    def lists(self) -> list[list[StatementDraft]]:
        """The statements, a list for each label they stood under."""
        ends = [*self.starts, len(self.statements)]
        return [self.statements[start:end] for start, end in zip([0, *self.starts], ends, strict=True)]

    def add(self, statement: StatementDraft) -> None:
        """Append a statement; one that is there already only adds its detail, and one without words is none."""
        if known := self.known.get(statement.key):
            known.detail = join_markdown(known.detail, statement.detail)
        elif statement.text.strip():
            self.known[statement.key] = statement
            self.statements.append(statement)

    def has(self, statement: StatementDraft) -> bool:
        """Whether the statement is there already."""
        return statement.key in self.known


@dataclass
class TitleDraft:
    """A job title that means the persona."""

    name: str
    line: int
    qualifier: str = ""

    @cached_property
    def key(self) -> str:
        return wording_key(self.name)


@dataclass
class RoleDraft:
    """A purchasing role of the persona."""

    role: TermEntry
    rank: int
    line: int
    qualifier: str = ""

    @property
    def key(self) -> str:
        return self.role.key


@dataclass
class PreferenceDraft:
    """A content type that reaches the persona, by tier."""

    content_format: TermEntry
    tier: int
    line: int
    qualifier: str = ""

    @property
    def key(self) -> str:
        return self.content_format.key


@dataclass
class PersonaDraft:
    """One persona of a page. `values` holds what the page says about plain fields, by their names in the model."""

    name: str
    role_label: str
    line: int
    page: str
    slug: str = ""
    type: TermEntry | None = None
    type_is_fallback: bool = False
    values: dict = field(default_factory=dict)
    facets: dict[str, FacetDraft] = field(default_factory=dict)
    titles: list[TitleDraft] = field(default_factory=list)
    roles: list[RoleDraft] = field(default_factory=list)
    preferences: list[PreferenceDraft] = field(default_factory=list)
    parent: str = ""
    reports_to: str = ""
    successors: list[str] = field(default_factory=list)
    rules: list[TitleRuleDraft] = field(default_factory=list)

    def __post_init__(self):
        self.has_own_slug = bool(self.slug)
        self.slug = self.slug or persona_slug(self.heading)

    @property
    def heading(self) -> str:
        return heading_of(self.name, self.role_label)

    def facet(self, term: TermEntry, line: int) -> FacetDraft:
        """The persona's draft in that facet, begun at this line if it is new."""
        return self.facets.setdefault(term.key, FacetDraft(term, line))

    def add_role(self, role: RoleDraft) -> None:
        """Append a purchasing role; one that is there already, under whatever name, only adds its qualifier."""
        if known := next((each for each in self.roles if each.role is role.role), None):
            known.qualifier = joined_qualifiers(known.qualifier, role.qualifier)
        else:
            self.roles.append(role)

    def add_preference(self, preference: PreferenceDraft) -> None:
        """Append a content type; one that is there already keeps the better tier and adds its qualifier."""
        term = preference.content_format
        if known := next((each for each in self.preferences if each.content_format is term), None):
            known.tier = min(known.tier, preference.tier)
            known.qualifier = joined_qualifiers(known.qualifier, preference.qualifier)
        else:
            self.preferences.append(preference)

    def add_note(self, term: TermEntry, markdown: str, line: int) -> None:
        """Append Markdown to the persona's prose in that facet."""
        if markdown.strip():
            draft = self.facet(term, line)
            draft.note = join_markdown(draft.note, markdown.strip())


@dataclass
class TermDraft:
    """What a page says about a vocabulary row: its definition and, on the writer's own pages, everything else."""

    model: type
    term: TermEntry
    line: int
    page: str
    values: dict = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    applies_to: list[TermEntry] = field(default_factory=list)


@dataclass
class WordingDraft:
    """What a page of the writer's own says about the other wordings of one statement."""

    facet: TermEntry
    statement: str
    line: int
    aliases: list[StatementDraft] = field(default_factory=list)


@dataclass
class GuideDraft:
    """A piece of guidance; `parent` is the draft it is a part of, `slug` is set on the writer's own pages."""

    title: str
    line: int
    page: str
    body: str = ""
    order: int | None = None
    parent: "GuideDraft | None" = None
    slug: str = ""
    parent_slug: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells the guides of one page apart: their own title and that of their whole."""
        return lookup_key(self.title), lookup_key(self.parent.title) if self.parent else ""


@dataclass(frozen=True)
class Reading:
    """A wording of the page that stands for another in the catalogue, because of an alias, a close match or a rule."""

    written: str
    read_as: str
    how: str
    subject: str
    part: str
    page: str
    line: int

    @property
    def is_spelling(self) -> bool:
        """Whether it is the same name in another case or number, which is no news to anybody."""
        return self.how == SPELLING

    @property
    def is_renaming(self) -> bool:
        """Whether the catalogue has the other wording in the place of the page's."""
        return self.how in (SPELLING, ALIAS, CLOSE_MATCH)


@dataclass(frozen=True)
class Puzzle:
    """Something on the page that was not understood, or was left out, and why."""

    text: str
    why: str
    page: str
    line: int
    subject: str = ""


@dataclass
class PageDraft:
    """All that one page says. `rows` are what section readers of other apps made of their sections, `later` gives
    those that can be told only when everybody has her address, and `wholes` names what a page of another app describes
    whole, by leading parts of a natural key."""

    title: str
    name: str
    canonical: bool = False
    personas: list[PersonaDraft] = field(default_factory=list)
    guides: list[GuideDraft] = field(default_factory=list)
    terms: list[TermDraft] = field(default_factory=list)
    wordings: list[WordingDraft] = field(default_factory=list)
    rows: list = field(default_factory=list)
    later: list = field(default_factory=list)
    wholes: set[tuple] = field(default_factory=set)
    readings: list[Reading] = field(default_factory=list)
    puzzles: list[Puzzle] = field(default_factory=list)


def joined_qualifiers(first: str, second: str) -> str:
    """Both on one line, as far as they fit where the second is new."""
    both = join_texts(first, second, between="; ")
    return both if len(both) <= QUALIFIER_LENGTH else first


def join_markdown(first: str, second: str) -> str:
    """Two pieces of Markdown as paragraphs after one another; an empty one leaves the other."""
    return "\n\n".join(piece for piece in (first, second) if piece)
