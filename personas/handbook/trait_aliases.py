"""Other wordings of statements: a page that writes one means the trait that goes by another."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, OuterRef

from personas.merges.texts import join_repeated
from personas.models import Trait, TraitAlias
from personas.wording import one_line, wording_key

from .drafts import FacetDraft, PageDraft, Puzzle, Reading, StatementDraft, WordingDraft
from .rows import Row
from .vocabulary import ALIAS

CHUNK = 500
OWN_STATEMENT = "It is a statement of its own in the catalogue: merge the two there, if they say the same."

# By the key of the facet and that of the wording: the statement that is meant.
Wordings = dict[tuple[str, str], str]


def settle_statements(drafts: Sequence[PageDraft]) -> list[Row]:
    """Have all drafts say each statement in the wording of its trait, and answer the rows of the wordings that pages
    define."""
    wordings, own = known_wordings(), statements_among(drafts)
    rows = [row for draft in drafts for wording in draft.wordings for row in rows_of(wording, draft, wordings, own)]
    for draft in drafts:
        for persona in draft.personas:
            for facet in persona.facets.values():
                draft.readings += settle_facet(facet, wordings, persona.heading, persona.page)
    return rows


def known_wordings() -> Wordings:
    """The aliases of the catalogue; one that is a statement of its own, too, isn't read as another."""
    own = Trait.objects.filter(facet=OuterRef("facet"), key=OuterRef("key"))
    aliases = TraitAlias.objects.exclude(Exists(own)).values_list("facet__key", "key", "trait__statement")
    return {(facet, key): statement for facet, key, statement in aliases}


def statements_among(drafts: Iterable[PageDraft]) -> set[tuple[str, str]]:
    """Which of the wordings that pages define are statements in the catalogue, by the keys of facet and wording."""
    keys = sorted({alias.key for draft in drafts for wording in draft.wordings for alias in wording.aliases})
    found = set()
    for start in range(0, len(keys), CHUNK):
        traits = Trait.objects.filter(key__in=keys[start : start + CHUNK])
        found |= set(traits.values_list("facet__key", "key"))
    return found


def rows_of(wording: WordingDraft, draft: PageDraft, wordings: Wordings, own: set[tuple[str, str]]) -> Iterator[Row]:
    """The rows of a trait and of its wordings, which join those known."""
    facet, line = wording.facet.key, wording.line
    statement = wordings.get((facet, wording_key(wording.statement)), wording.statement)
    trait = (facet, wording_key(statement))
    links = {"facet": (facet,)}
    yield Row(Trait, trait, {"statement": one_line(statement)}, links, text=statement, page=draft.name, line=line)
    for alias in wording.aliases:
        key = (facet, alias.key)
        if key in own and key != trait:
            draft.puzzles.append(Puzzle(alias.text, OWN_STATEMENT, draft.name, alias.line, wording.facet.name))
        elif key != trait:
            wordings.setdefault(key, statement)
            yield Row(
                TraitAlias,
                key,
                {"wording": one_line(alias.text)},
                {"facet": (facet,), "trait": (facet, wording_key(wordings[key]))},
                wording.facet.name,
                "Another wording",
                alias.text,
                draft.name,
                alias.line,
            )


def settle_facet(facet: FacetDraft, wordings: Wordings, subject: str, page: str) -> list[Reading]:
    """Have one facet of a draft say its statements in the wordings of their traits; the remarks about that."""
    key, remarks = facet.facet.key, []
    for place, written in enumerate(facet.statements):
        if statement := wordings.get((key, written.key)):
            facet.statements[place] = StatementDraft(statement, written.line, written.detail, written.lead_in)
            remarks.append(Reading(written.text, statement, ALIAS, subject, facet.facet.name, page, written.line))
    if remarks or facet.starts:
        facet.statements, _ = join_repeated(facet.lists())
        facet.starts = []
        facet.known = {statement.key: statement for statement in facet.statements}
    return remarks
