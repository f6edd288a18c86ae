"""Pages read together: one vocabulary, each persona once, each page known again, and the rows that all of it stands
for."""

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

from django.conf import settings

from personas.models import Guide, HandbookPage, Persona
from personas.models.persona import heading_of
from personas.slugs import first_free
from personas.wording import lookup_key, person_key, slug_for

from . import canonical, own_pages
from .drafts import PageDraft, PersonaDraft, Puzzle, Reading
from .finding import PersonaFinder
from .merging import is_same_page, merge_pages, merge_personas, same_page
from .outline import Outline, outline
from .pages import HandbookError, Page, read_page
from .progress import finish
from .reader import free_page_steps
from .rows import GuidePlace, Row, guide_row, page_rows, persona_row, rows_of_persona, statement_rows, term_rows
from .synonyms import Synonym, UnknownWord, learn, synonym_rows, unknown_words
from .trait_aliases import settle_statements
from .vocabulary import TermEntry, Vocabulary, from_database

STARTER_NAME = "the starter vocabulary"
STARTER_VOCABULARY = Path(__file__).parent.parent / "starter" / "vocabulary.md"


@dataclass
class Batch:
    """What an import of some pages wants: rows, remarks, and what these pages describe whole.

    `pages_of` counts the stored pages of each persona, by her primary key.
    """

    rows: list[Row] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    puzzles: list[Puzzle] = field(default_factory=list)
    wholes: set[tuple] = field(default_factory=set)
    missing_guides: list[Guide] = field(default_factory=list)
    pages_of: Counter[int] = field(default_factory=Counter)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    unknown: list[UnknownWord] = field(default_factory=list)
    synonyms: list[Synonym] = field(default_factory=list)


def read_batch(pages: Sequence[Page], *, type_slug: str | None, status: str) -> Batch:
    """Everything that the pages say together, held against what the catalogue knows; nothing is written.

    Raises HandbookError when a page can't be read or has no personas, or when there is no such type.
    """
    return finish(batch_steps(pages, type_slug=type_slug, status=status))


def batch_steps(
    pages: Sequence[Page], *, type_slug: str | None, status: str, synonyms: Sequence[Synonym] = ()
) -> Generator[str, None, Batch]:
    """As `read_batch`; says before each page that it is read, and returns the batch. `synonyms` are read as the terms
    they stand for."""
    vocabulary, batch = from_database(), Batch()
    drafts = yield from page_steps(pages, vocabulary, type_slug, batch, synonyms)
    batch.vocabulary, batch.unknown = vocabulary, unknown_words(vocabulary, drafts)
    wordings = settle_statements(drafts)
    known = KnownPersonas()
    for draft in drafts:
        known.recognise(draft.personas)
    drafts = merged_versions(drafts)
    personas = merged_personas(drafts)
    batch.readings = [reading for draft in drafts for reading in draft.readings]
    batch.readings += [
        type_guess(persona) for persona in personas if persona.type_is_fallback and persona.slug not in known.slugs
    ]
    batch.puzzles = [puzzle for draft in drafts for puzzle in draft.puzzles]
    known.settle_references(personas, batch.puzzles)
    known.break_circles(personas, batch.puzzles)
    terms = [term for draft in drafts for term in draft.terms]
    batch.rows = list(
        chain(
            term_rows(vocabulary, terms),
            synonym_rows(vocabulary, batch.synonyms),
            statement_rows(personas),
            wordings,
            (persona_row(persona, status, persona.slug not in known.slugs) for persona in personas),
            chain.from_iterable(map(rows_of_persona, personas)),
        )
    )
    add_pages(batch, drafts)
    batch.rows += [row for draft in drafts for row in draft.rows]
    finder = PersonaFinder(known.people | {each.slug: (each.name, each.role_label) for each in personas}, status)
    batch.rows += [row for draft in drafts for function in draft.later for row in function(finder)]
    batch.puzzles += finder.puzzles
    return batch


def type_guess(persona: PersonaDraft) -> Reading:
    """The remark that a new persona has a type only because every persona needs one."""
    how = "no heading names a type"
    return Reading(persona.heading, persona.type.name, how, persona.heading, "Type", persona.page, persona.line)


def page_steps(
    pages: Sequence[Page], vocabulary: Vocabulary, type_slug: str | None, batch: Batch, synonyms: Sequence[Synonym]
) -> Generator[str, None, list[PageDraft]]:
    """The drafts of the pages, vocabulary pages first; an empty catalogue takes the starter vocabulary unless the
    pages bring their own. The batch learns the synonyms that hold."""
    outlines = []
    for page in pages:
        yield f"Opening {page.name}"
        outlines.append((page, outline(page)))
    words = [(page, tree) for page, tree in outlines if canonical.page_kind(tree) == canonical.VOCABULARY]
    if vocabulary.is_empty and not words:
        starter = read_page(STARTER_NAME, STARTER_VOCABULARY.read_bytes())
        words = [(starter, outline(starter))]
    drafts = [canonical.read_vocabulary(page, tree, vocabulary) for page, tree in words]
    batch.synonyms = learn(vocabulary, synonyms)
    fallback = fallback_type(vocabulary, type_slug)
    readings = []
    for page, tree in outlines:
        if canonical.page_kind(tree) != canonical.VOCABULARY:
            yield f"Reading {page.name}"
            readings.append((page, reading_of(page, tree, vocabulary, fallback)))
            drafts.append(next(readings[-1][1]))
    # Only now is it known of whom all the pages tell: so it makes no difference on which of them somebody stands.
    for page, reading in readings:
        finish_reading(page, reading)
    return drafts


def reading_of(page: Page, tree: Outline, vocabulary: Vocabulary, fallback: TermEntry) -> Iterator[PageDraft]:
    """The draft of a page, as soon as its personas are read, and once more when all of it is, if that takes longer."""
    match canonical.page_kind(tree):
        case canonical.PERSONAS:
            draft = canonical.read_personas(page, tree, vocabulary, fallback)
            vocabulary.told += draft.personas
            yield draft
        case canonical.GUIDE:
            yield canonical.read_guide(page, tree)
        case str(kind):
            yield own_pages.reader_of(kind)(page, tree, vocabulary)
        case _:
            yield from free_page_steps(page, tree, vocabulary, fallback)


def finish_reading(page: Page, reading: Iterator[PageDraft]) -> None:
    """Read what is left of a page. Raises HandbookError when it has no personas at all."""
    draft = next(reading, None)
    if draft and not draft.personas:
        raise HandbookError(
            f"{page.name} has no personas: below none of its headings stand labels such as goals or job titles."
        )


def fallback_type(vocabulary: Vocabulary, type_slug: str | None) -> TermEntry:
    """The type of personas for whom no heading names one: the asked one, else the one of the settings, else the first.

    Raises HandbookError when the asked one doesn't exist.
    """
    by_slug = {term.slug: term for term in vocabulary.types}
    if type_slug and type_slug not in by_slug:
        raise HandbookError(
            f"There is no persona type “{type_slug}”. Known are: {', '.join(sorted(by_slug)) or 'none'}."
        )
    slug = type_slug or settings.DEFAULT_PERSONA_TYPE
    if slug in by_slug:
        return by_slug[slug]
    return next(iter(vocabulary.types), None) or vocabulary.types.new(slug.replace("-", " ").capitalize(), None)


def merged_versions(drafts: list[PageDraft]) -> list[PageDraft]:
    """The drafts, with several versions of one page laid over one another in the order given."""
    pages: list[PageDraft] = []
    for draft in drafts:
        older = next((page for page in pages if page.personas and draft.personas and is_same_page(page, draft)), None)
        if older:
            merge_pages(older, draft)
        else:
            pages.append(draft)
    return pages


def merged_personas(drafts: list[PageDraft]) -> list[PersonaDraft]:
    """Each persona once, whatever number of pages describe her."""
    personas: dict[str, PersonaDraft] = {}
    for persona in (persona for draft in drafts for persona in draft.personas):
        older = personas.get(persona.slug)
        personas[persona.slug] = merge_personas(older, persona) if older else persona
    return list(personas.values())


class KnownPersonas:
    """Who is in the catalogue already: by address, and by name and role when an editor gave another address."""

    def __init__(self):
        rows = list(Persona.objects.values("slug", "name", "role_label", "parent__slug", "reports_to__slug"))
        self.slugs = {row["slug"] for row in rows}
        self.people = {row["slug"]: (row["name"], row["role_label"]) for row in rows}
        headings = {row["slug"]: heading_of(row["name"], row["role_label"]) for row in rows}
        self.by_name = {person_key(heading): slug for slug, heading in headings.items()}
        self.words = {slug: lookup_key(heading) for slug, heading in headings.items()}
        self.targets = {link: {row["slug"]: row[f"{link}__slug"] for row in rows} for link in ("parent", "reports_to")}

    def recognise(self, personas: list[PersonaDraft]) -> None:
        """Give each draft the address of its persona: who is in the catalogue under that name, else who is under
        that address, perhaps renamed since, else a new one. "C# developer" and "C++ developer" are two, though
        their addresses would be one."""
        for persona in personas:
            key = person_key(persona.heading)
            if not persona.has_own_slug:
                persona.slug = self.by_name.get(key) or self.address_for(persona)
            self.by_name.setdefault(key, persona.slug)
            self.words.setdefault(persona.slug, lookup_key(persona.heading))

    def address_for(self, persona: PersonaDraft) -> str:
        """The persona's address, unless somebody has it whose name has the same words and other signs."""
        holder = self.words.get(persona.slug)
        is_other = holder == lookup_key(persona.heading) or (holder and persona.slug not in self.slugs)
        return first_free(persona.slug, self.words) if is_other else persona.slug

    def settle_references(self, personas: list[PersonaDraft], puzzles: list[Puzzle]) -> None:
        """Turn the names and anchors by which drafts refer to personas into addresses; say which lead nowhere."""
        everybody = self.slugs | {persona.slug for persona in personas}
        by_name = {lookup_key(slug): slug for slug in everybody} | {lookup_key(p.heading): p.slug for p in personas}
        for persona in personas:
            for field_name in ("parent", "reports_to"):
                if wanted := getattr(persona, field_name):
                    slug = self.address(wanted, everybody, by_name)
                    setattr(persona, field_name, slug if slug != persona.slug else "")
                    if not slug:
                        puzzles.append(
                            Puzzle(wanted, "There is no such persona.", persona.page, persona.line, persona.heading)
                        )
        for persona in personas:
            addresses = [self.address(name, everybody, by_name) for name in persona.successors]
            persona.successors = [slug for slug in addresses if slug and slug != persona.slug]

    def break_circles(self, personas: list[PersonaDraft], puzzles: list[Puzzle]) -> None:
        """Drop a reference that would lead back to the persona it starts from."""
        for field_name, targets in self.targets.items():
            for persona in personas:
                wanted = getattr(persona, field_name)
                if wanted and persona.slug in chain_from(wanted, targets):
                    why = "This would lead in a circle back to the persona."
                    puzzles.append(Puzzle(wanted, why, persona.page, persona.line, persona.heading))
                    setattr(persona, field_name, "")
                elif wanted:
                    targets[persona.slug] = wanted

    @staticmethod
    def address(wanted: str, everybody: set[str], by_name: dict[str, str]) -> str:
        """The address that a name, an anchor or an address means; empty when there is none."""
        if wanted in everybody:
            return wanted
        words = lookup_key(wanted).removesuffix(" persona").removeprefix("the ")
        return by_name.get(words) or (slug_for(words) if slug_for(words) in everybody else "")


def chain_from(slug: str, targets: dict[str, str | None]) -> set[str]:
    """The address and all that references lead to from it."""
    seen: set[str] = set()
    while slug and slug not in seen:
        seen.add(slug)
        slug = targets.get(slug)
    return seen


def add_pages(batch: Batch, drafts: list[PageDraft]) -> None:
    """Add the rows of the pages themselves and of their guides. A persona of whom a page tells that is not imported
    now isn't described whole: what these pages lack may stand on that one."""
    stored = list(HandbookPage.objects.prefetch_related("personas", "guides__parent"))
    others = list(stored)
    batch.pages_of = Counter(persona.pk for page in stored for persona in page.personas.all())
    slugs = set(Guide.objects.values_list("slug", flat=True))
    taken = {(page.title, page.name) for page in stored}
    for draft in drafts:
        if draft.personas and not draft.canonical:
            page = known_page(draft, stored)
            if page in others:
                others.remove(page)
            page_key = (page.title, page.name) if page else new_page_key(draft, taken)
            taken.add(page_key)
            batch.rows += page_rows(draft, page_key)
            batch.wholes.add(page_key)
            add_guides(batch, draft, page_key, list(page.guides.all()) if page else [], slugs)
        else:
            batch.rows += [
                guide_row(GuidePlace(guide, guide.slug, None, guide.parent_slug or None)) for guide in draft.guides
            ]
    elsewhere = {persona.slug for page in others for persona in page.personas.all()}
    for draft in drafts:
        told = {persona.slug for persona in draft.personas}
        batch.wholes |= {(slug,) for slug in told if draft.canonical or slug not in elsewhere} | draft.wholes


def known_page(draft: PageDraft, stored: list[HandbookPage]) -> HandbookPage | None:
    """The page of an earlier import that this one is a version of."""
    slugs = {persona.slug for persona in draft.personas}
    for page in stored:
        if same_page(
            draft.title, draft.name, slugs, page.title, page.name, {each.slug for each in page.personas.all()}
        ):
            return page
    return None


def new_page_key(draft: PageDraft, taken: set[tuple[str, str]]) -> tuple[str, str]:
    """Title and file name for a page not seen before; another page of both names makes it "name (2)"."""
    title, name = draft.title[:200], draft.name[:190]
    names = chain([name], (f"{name} ({number})" for number in count(2)))
    return next((title, each) for each in names if (title, each) not in taken)


def add_guides(
    batch: Batch, draft: PageDraft, page_key: tuple[str, str], stored: list[Guide], slugs: set[str]
) -> None:
    """Add the page's guides, each under the address it has from an earlier import or a new one of its own."""
    known = {(lookup_key(each.title), lookup_key(each.parent.title) if each.parent else ""): each for each in stored}
    addresses: dict[int, str] = {}
    for guide in draft.guides:
        before = known.pop(guide.key, None)
        addresses[id(guide)] = before.slug if before else first_free(slug_for(guide.title), slugs)
        slugs.add(addresses[id(guide)])
        parent_slug = addresses.get(id(guide.parent)) if guide.parent else None
        if before:
            guide.order = None  # an editor may have moved it, and another version of the page counts otherwise
        batch.rows.append(guide_row(GuidePlace(guide, addresses[id(guide)], page_key, parent_slug)))
    batch.missing_guides += known.values()
