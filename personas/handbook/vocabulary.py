"""The words a reader knows: the rows of the database, their aliases, and close matches among them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from personas.models import ContentFormat, Facet, PersonaType, PurchasingRole, Team
from personas.slugs import first_free
from personas.wording import lookup_key, slug_for

SPELLING, ALIAS, CLOSE_MATCH = "spelling", "alias", "close match"
CLOSE = 88  # of 100, over the whole wording
LETTERS_A_TYPO = 5  # a word may have one wrong letter in five: "internal" and "external" mean the opposite
SHORTEST_GUESS = 5  # letters; below, one letter makes another word


@dataclass(eq=False)
class TermEntry:
    """A vocabulary row as the reader sees it, in the database or about to be new."""

    name: str
    key: str
    slug: str
    kind: str = ""
    slash_separated: bool = False
    comparable: bool = False
    order: int = 0
    is_new: bool = False
    page: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Match:
    """A wording understood: the term, and how: by its name in some spelling, by an alias, or by a close match (a
    guess)."""

    term: TermEntry
    how: str


@dataclass
class TermIndex:
    """All terms of one model by every wording they are known under."""

    names: dict[str, TermEntry] = field(default_factory=dict)
    aliases: dict[str, TermEntry] = field(default_factory=dict)

    def __iter__(self):
        return iter(self.names.values())

    def add(self, term: TermEntry, aliases: Iterable[str] = ()) -> TermEntry:
        """Take in a term and the look-up keys of its aliases; a wording taken already keeps its meaning."""
        self.names.setdefault(term.key, term)
        for alias in aliases:
            self.aliases.setdefault(alias, term)
        return term

    def exact(self, text: str) -> Match | None:
        """The term of that name or alias. Guidance is no term: its wordings only say what a heading is not."""
        key = lookup_key(text)
        if key in self.names:
            return told(Match(self.names[key], SPELLING))
        if key in self.aliases:
            return told(Match(self.aliases[key], ALIAS))
        return None

    def resolve(self, text: str) -> Match | None:
        """The term of that name or alias, else the one whose wording is close to it word by word."""
        return self.exact(text) or self.guess(lookup_key(text))

    def guess(self, key: str) -> Match | None:
        if len(key) < SHORTEST_GUESS:
            return None
        wordings = [*self.names, *self.aliases]
        for wording, _, _ in process.extract(key, wordings, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=5):
            if len(wording) >= SHORTEST_GUESS and close_word_by_word(key, wording):
                return told(Match(self.names.get(wording) or self.aliases[wording], CLOSE_MATCH))
        return None

    def of_kind(self, kind: str) -> TermEntry | None:
        """The first term of a kind (facets only)."""
        return next((term for term in self.names.values() if term.kind == kind), None)

    def next_order(self) -> int:
        """An order after all others."""
        return max((term.order for term in self.names.values()), default=0) + 1

    def new(self, name: str, line: int | None, *, page: str = "", **values) -> TermEntry:
        """Add a term that no page or row had before; one of that very name stays the only one."""
        if known := self.names.get(lookup_key(name)):
            return known
        slugs = {term.slug for term in self.names.values()}
        slug = first_free(slug_for(name), slugs)
        term = TermEntry(
            name, lookup_key(name), slug, order=self.next_order(), is_new=True, page=page, line=line, **values
        )
        return self.add(term)


def told(match: Match) -> Match | None:
    """The match, unless it is one of guidance."""
    return None if match.term.kind == Facet.Kind.GUIDANCE else match


def close_word_by_word(one: str, other: str) -> bool:
    """Whether two keys have the same number of words, each close to its counterpart, or differ in spaces only."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return one.replace(" ", "") == other.replace(" ", "")
    return all(is_typo(word, other) for word, other in zip(words, others, strict=True))


def is_typo(word: str, other: str) -> bool:
    """Whether two words differ by a slip: one letter in words of five, two in words of ten."""
    allowed = min(len(word), len(other)) // LETTERS_A_TYPO
    return OSA.distance(word, other, score_cutoff=allowed) <= allowed


@dataclass
class Vocabulary:
    """The vocabularies that pages draw on."""

    types: TermIndex = field(default_factory=TermIndex)
    facets: TermIndex = field(default_factory=TermIndex)
    formats: TermIndex = field(default_factory=TermIndex)
    roles: TermIndex = field(default_factory=TermIndex)
    teams: TermIndex = field(default_factory=TermIndex)
    # The personas (drafts) that the pages of this import tell of, all of them before any other section is read.
    told: list = field(default_factory=list, repr=False)
    # What readers of other apps remember from page to page, by a name of theirs.
    others: dict[str, object] = field(default_factory=dict, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known that personas are described by; a team alone describes nobody."""
        return not any((self.types.names, self.facets.names, self.formats.names, self.roles.names))

    def index_of(self, model) -> TermIndex:
        """The index that stands for a vocabulary model."""
        return {
            PersonaType: self.types,
            Facet: self.facets,
            ContentFormat: self.formats,
            PurchasingRole: self.roles,
            Team: self.teams,
        }[model]


def from_database() -> Vocabulary:
    """The vocabulary as the database has it now: two queries a model."""
    vocabulary = Vocabulary()
    for model in (PersonaType, Facet, ContentFormat, PurchasingRole, Team):
        index = vocabulary.index_of(model)
        for row in model.objects.prefetch_related("aliases"):
            term = TermEntry(row.name, row.key, row.slug, order=row.order)
            if model is Facet:
                term.kind, term.slash_separated, term.comparable = row.kind, row.slash_separated, row.comparable
            index.add(term, [alias.key for alias in row.aliases.all()])
    return vocabulary
