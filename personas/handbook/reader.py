"""A page as people write it → drafts of what it says. Meaning comes from the vocabulary, never from names in the
code."""

from collections import Counter
from collections.abc import Iterator

from personas.models import Facet

from .content import Scope
from .definitions import read_definitions
from .deprecated import read_deprecated
from .drafts import PageDraft
from .evidence import persona_sections
from .guide_reader import adopted, is_empty, read_guides
from .names import first_part, names_kind, type_named
from .outline import Outline, Section
from .pages import Page
from .persona_reader import read_persona
from .section_readers import claimed_rows
from .structure import dissolve_parts, make_sections
from .vocabulary import TermEntry, Vocabulary


def read_free_page(page: Page, outline: Outline, vocabulary: Vocabulary, fallback: TermEntry) -> PageDraft:
    """What a page in no special dialect says. New words on it join the vocabulary (in memory).

    `fallback` is the type of personas for whom no heading names one.
    """
    *_, draft = free_page_steps(page, outline, vocabulary, fallback)
    return draft


def free_page_steps(page: Page, outline: Outline, vocabulary: Vocabulary, fallback: TermEntry) -> Iterator[PageDraft]:
    """As `read_free_page`, in two steps: the draft comes with its personas, and again when all of it is read. In
    between, other pages may tell of personas whom this one's other sections name.
    """
    root = outline.root
    draft = PageDraft(title=root.name or page.name, name=page.name)
    scope = Scope(page.name, vocabulary, draft.readings, draft.puzzles, draft.personas, draft.later)
    dissolve_parts(root, vocabulary)
    make_sections(root, vocabulary)
    found = persona_sections(root, vocabulary)
    shared_names = names_shared(found)
    title_type = type_named(root.title, vocabulary)
    retired = set(sections_under(root, Facet.Kind.DEPRECATION, vocabulary))
    types = types_named(root, set(map(id, found)), vocabulary, title_type)
    for section in found:
        persona = read_persona(section, scope, shared_names)
        persona.type = persona.type or types.get(id(section), title_type)
        if id(section) in retired:
            persona.values.setdefault("status", "deprecated")
        if any(known.slug == persona.slug for known in draft.personas):
            scope.puzzle(
                section.title, "The page describes this persona twice; both are taken together.", section.line
            )
        draft.personas.append(persona)
    vocabulary.told += draft.personas
    yield draft
    remove_sections(root, found)
    read_other_sections(root, scope, draft)
    for persona in draft.personas:
        if persona.type is None:
            persona.type, persona.type_is_fallback = fallback, True
    note_empty_headings(root, scope, vocabulary)
    draft.guides = read_guides(root, page.name, vocabulary)
    yield draft


def names_shared(sections: list[Section]) -> frozenset[str]:
    """First parts that several personas' headings have, or that are a whole heading: "Software Engineer
    (security)"."""
    firsts = Counter(first_part(section.title) for section in sections)
    wholes = {section.name for section in sections}
    return frozenset(name for name, count in firsts.items() if name and (count > 1 or name in wholes))


def types_named(
    section: Section, personas: set[int], vocabulary: Vocabulary, around: TermEntry | None
) -> dict[int, TermEntry | None]:
    """The type of each persona below the section, by the identity of her section: the one that the nearest heading
    names, her own, one before her on the same level that heads no personas itself, or one around her."""
    types: dict[int, TermEntry | None] = {}
    before = None
    for child in section.sections:
        named = type_named(child.title, vocabulary)
        if id(child) in personas:
            types[id(child)] = named or before or around
        inside = types_named(child, personas, vocabulary, named or around)
        types |= inside
        if named and not inside and id(child) not in personas:
            before = named
    return types


def sections_under(section: Section, kind: str, vocabulary: Vocabulary, *, inside: bool = False) -> Iterator[int]:
    """The identities of the sections below a heading that names a facet of that kind."""
    for child in section.sections:
        if inside:
            yield id(child)
        yield from sections_under(child, kind, vocabulary, inside=inside or names_kind(child.name, kind, vocabulary))


def remove_sections(section: Section, gone: list[Section]) -> None:
    """Take the personas' sections out of the tree; what is left is guidance."""
    if any(section is each for each in gone):
        section.blocks, section.sections = [], []
    section.sections = [child for child in section.sections if not any(child is each for each in gone)]
    for child in section.sections:
        remove_sections(child, gone)


def read_other_sections(section: Section, scope: Scope, draft: PageDraft) -> None:
    """Offer each remaining section to the readers of other apps, then read definitions and deprecated personas in
    it."""
    rows = claimed_rows(section, scope) if section.level else None
    if rows is not None:
        draft.rows += rows
        section.blocks, section.claimed = [], True
    draft.terms += read_definitions(section, scope)
    for persona in read_deprecated(section, scope):
        if all(persona.slug != known.slug for known in draft.personas):
            persona.type = type_named(section.title, scope.vocabulary) or type_named(draft.title, scope.vocabulary)
            draft.personas.append(persona)
    for child in section.sections:
        read_other_sections(child, scope, draft)


def note_empty_headings(section: Section, scope: Scope, vocabulary: Vocabulary) -> None:
    """Say which headings have no text left below them and name nothing that the catalogue keeps."""
    section.sections = adopted(section.sections)
    for child in section.sections:
        if is_empty(child) and not (child.made or child.claimed) and type_named(child.title, vocabulary) is None:
            scope.puzzle(child.title, "A heading with no text of its own left below it.", child.line)
        note_empty_headings(child, scope, vocabulary)
