"""Which sections of a page are personas. A heading alone never is: labels that describe people must stand below it."""

from personas.models import Facet
from personas.wording import lookup_key

from .labels import INLINE_LABEL, label_of
from .names import can_head_persona, is_guidance, type_named
from .outline import Block, Section, plain
from .passages import passages
from .vocabulary import TermEntry, Vocabulary

DESCRIBING_KINDS = {Facet.Kind.JOB_TITLES, Facet.Kind.PURCHASING_ROLES, Facet.Kind.CONTENT_PREFERENCES}
ENOUGH_LABELS = 2


def is_strong(term: TermEntry) -> bool:
    """Whether a facet describes people: titles, purchasing, content, or statements worth comparing. "Resources"
    doesn't."""
    return term.comparable or term.kind in DESCRIBING_KINDS


def nested_labels(blocks: list[Block], vocabulary: Vocabulary) -> list[TermEntry]:
    """The facets whose labels open paragraphs or list items among the blocks."""
    words = [label.text for block in blocks if block.kind == "paragraph" and (label := label_of(block.source))]
    for item in (item for block in blocks if block.kind == "list" for item in block.items):
        if label := label_of(item.text):
            words.append(label.text)
        elif item.blocks:
            words.append(plain(item.text))
    return [match.term for match in map(vocabulary.facets.exact, words) if match]


def known_facets(section: Section, vocabulary: Vocabulary) -> set[TermEntry]:
    """The facets that the section's own labels and sub-headings name."""
    found = (
        vocabulary.facets.resolve(passage.label) for passage in passages(section, vocabulary.facets) if passage.label
    )
    return {match.term for match in found if match}


def label_keys(section: Section, vocabulary: Vocabulary) -> set[str]:
    """All labels of the section, known or not."""
    return {lookup_key(passage.label) for passage in passages(section, vocabulary.facets) if passage.label}


def persona_sections(root: Section, vocabulary: Vocabulary) -> list[Section]:
    """The sections that are personas, in the order of the page."""
    if is_persona(root, [], [root], vocabulary):
        return [root]
    return sections_below(root, [root], vocabulary)


def sections_below(section: Section, path: list[Section], vocabulary: Vocabulary) -> list[Section]:
    found = []
    for child in section.sections:
        if is_guidance(child.title, vocabulary):
            continue
        siblings = [sibling for sibling in section.sections if sibling is not child]
        if is_persona(child, siblings, path, vocabulary):
            found.append(child)
            found += personas_within(child, [*path, child], vocabulary)
        else:
            found += sections_below(child, [*path, child], vocabulary)
    return found


def personas_within(persona: Section, path: list[Section], vocabulary: Vocabulary) -> list[Section]:
    """Sections inside a persona's that are personas in their own right (variants of it); they leave its section."""
    inner = [child for child in persona.sections if not vocabulary.facets.resolve(child.name)]
    found = [
        child
        for child in inner
        if len(known_facets(child, vocabulary)) >= ENOUGH_LABELS and is_persona(child, [], path, vocabulary)
    ]
    persona.sections = [child for child in persona.sections if child not in found]
    return found


def is_persona(section: Section, siblings: list[Section], path: list[Section], vocabulary: Vocabulary) -> bool:
    """Whether the section's heading can be a persona's and enough below it speaks of a person.

    Enough is two known facets, one of them describing people; or one such facet where a sibling has facets too, or
    where the section was made of a line under a persona type; or the same labels as a sibling on a page about
    personas.
    """
    if not can_head_persona(section.name, vocabulary):
        return False
    facets = known_facets(section, vocabulary)
    is_about_people = any(map(is_strong, facets))
    if is_about_people and (len(facets) >= ENOUGH_LABELS or has_inline_label(section, vocabulary)):
        return True
    if holds_personas(section, vocabulary):
        return False
    if is_about_people:
        return any(
            known_facets(sibling, vocabulary) for sibling in siblings if can_head_persona(sibling.name, vocabulary)
        )
    if section.made and type_named(path[-1].title, vocabulary):
        return True
    return is_one_of_alike(section, siblings, path, vocabulary)


def has_inline_label(section: Section, vocabulary: Vocabulary) -> bool:
    """Whether a label that describes people stands in bold inside the section's own text, under a name made a
    heading."""
    if not section.made:
        return False
    labels = (
        found["label"]
        for block in section.blocks
        if block.kind == "paragraph"
        for found in INLINE_LABEL.finditer(block.source)
    )
    matches = (vocabulary.facets.exact(plain(label)) for label in labels)
    return any(match and is_strong(match.term) for match in matches)


def holds_personas(section: Section, vocabulary: Vocabulary) -> bool:
    """Whether the section is a group: two or more sections below it have facets of their own under headings of
    their own."""
    inner = [child for child in section.sections if not vocabulary.facets.resolve(child.name)]
    alike = [child for child in inner if any(map(is_strong, known_facets(child, vocabulary)))]
    return len(alike) >= ENOUGH_LABELS


def is_one_of_alike(section: Section, siblings: list[Section], path: list[Section], vocabulary: Vocabulary) -> bool:
    """Whether a page that speaks of personas repeats this section's labels, unknown as they are, in a section
    beside it."""
    speaks_of_personas = any(
        "persona" in lookup_key(above.title).split() or type_named(above.title, vocabulary) for above in path
    )
    own = label_keys(section, vocabulary)
    if not speaks_of_personas or len(own) < ENOUGH_LABELS:
        return False
    others = (label_keys(sibling, vocabulary) for sibling in siblings if can_head_persona(sibling.name, vocabulary))
    return any(len(own & labels) >= ENOUGH_LABELS for labels in others)
