"""Pages that part their personas by other means than headings, brought into the form of sections first."""

from collections import Counter

from personas.wording import person_key

from .evidence import is_strong, nested_labels
from .labels import INLINE_LABEL, named_text
from .names import can_head_persona, type_named
from .outline import Block, Item, Section, plain
from .passages import bold_line
from .vocabulary import Vocabulary

PERSONA_LABELS = 2  # labels below a list item that make it a persona


def make_sections(section: Section, vocabulary: Vocabulary) -> None:
    """Turn bold lines and list items that head personas, and facet headings on a level with their persona, into
    sections of the tree."""
    nest_facets_on_a_level(section, vocabulary)
    promote_bold_lines(section, vocabulary)
    promote_items(section, vocabulary)
    for child in section.sections:
        make_sections(child, vocabulary)


def dissolve_parts(root: Section, vocabulary: Vocabulary) -> None:
    """Where the same heading stands below several others ("Work" below Mary and below Sam), it is a part of each:
    the facets below it belong to the heading above."""
    wholes = {(person_key(child.name), id(section)) for section in root.walk() for child in section.sections}
    counts = Counter(name for name, _ in wholes)
    for section in list(root.walk()):
        parts = [child for child in section.sections if child.sections and counts[person_key(child.name)] > 1]
        if not any(holds_facets(child, vocabulary) for child in parts):
            continue
        kept = []
        for child in section.sections:
            if any(child is part for part in parts):
                kept += [Section(child.title, child.level, child.line, child.blocks)] if child.blocks else []
                kept += child.sections
            else:
                kept.append(child)
        section.sections = kept


def holds_facets(section: Section, vocabulary: Vocabulary) -> bool:
    """Whether a heading that is no facet itself has facets as headings below it."""
    if vocabulary.facets.exact(section.name):
        return False
    return any(vocabulary.facets.exact(child.name) for child in section.sections)


def nest_facets_on_a_level(section: Section, vocabulary: Vocabulary) -> None:
    """Where headings of one level repeat a facet ("Mary", "Goals", "Sam", "Goals"), facets go below the heading
    before."""
    facets = [vocabulary.facets.exact(child.name) for child in section.sections]
    known = [match.term for match in facets if match]
    if len(set(known)) == len(known):
        return
    nested: list[Section] = []
    for child, facet in zip(section.sections, facets, strict=True):
        if facet and nested:
            child.level = nested[-1].level + 1
            nested[-1].sections.append(child)
        else:
            nested.append(child)
    section.sections = nested


def promote_bold_lines(section: Section, vocabulary: Vocabulary) -> None:
    """Bold lines become headings when they name a persona type, or when what follows them repeats the same labels:
    one persona has each label once."""
    lines = [(number, label) for number, label in enumerate(map(bold_line, section.blocks)) if label]
    openers = [(number, label) for number, label in lines if can_head_persona(label.text, vocabulary)]
    places = [number for number, label in lines if type_named(label.text, vocabulary)]
    if repeats_labels(section, vocabulary):
        places = [number for number, _ in openers if heads_labels(section.blocks, number, vocabulary)] or places
    if not places:
        return
    made = []
    for start, end in zip(places, [*places[1:], len(section.blocks)], strict=True):
        opener = section.blocks[start]
        title = plain(opener.source).rstrip(":")
        made.append(Section(title, min(section.level + 1, 6), opener.line, section.blocks[start + 1 : end], made=True))
    section.blocks = section.blocks[: places[0]]
    section.sections = made + section.sections


def repeats_labels(section: Section, vocabulary: Vocabulary) -> bool:
    """Whether a label that the vocabulary knows stands more than once directly in the section."""
    found = [term for block in section.blocks for term in nested_labels([block], vocabulary)]
    return len(set(found)) < len(found)


def heads_labels(blocks: list[Block], number: int, vocabulary: Vocabulary) -> bool:
    """Whether known labels follow a bold line before the next one that is no label itself."""
    for block in blocks[number + 1 :]:
        if nested_labels([block], vocabulary):
            return True
        if bold_line(block) or block.kind == "list":
            return False
    return False


def promote_items(section: Section, vocabulary: Vocabulary) -> None:
    """List items become sections when known labels are nested in them, or, under a heading that names a persona
    type, when the items are names with text and such a label stands in one of them."""
    lists = [block for block in section.blocks if block.kind == "list"]
    items = [item for block in lists for item in block.items]
    if type_named(section.title, vocabulary) and any(has_inline_label(item, vocabulary) for item in items):
        chosen = [item for item in items if item_heading(item, vocabulary)]
    else:
        chosen = [item for item in items if has_nested_persona(item, vocabulary)]
    for item in chosen:
        section.sections.append(section_of(item, section.level))
    for block in lists:
        left = [item for item in block.items if not any(item is one for one in chosen)]
        if len(left) < len(block.items):
            block.items, block.source = left, "\n".join(item.source for item in left)
    section.blocks = [block for block in section.blocks if block.kind != "list" or block.items]


def item_heading(item: Item, vocabulary: Vocabulary) -> str:
    """The name that a list item starts with, when it can head a persona."""
    name, _ = named_text(item.text) or (plain(item.text), "")
    return name if can_head_persona(name, vocabulary) else ""


def has_inline_label(item: Item, vocabulary: Vocabulary) -> bool:
    """Whether a bold label that describes people stands inside the item's text."""
    labels = (vocabulary.facets.exact(plain(found["label"])) for found in INLINE_LABEL.finditer(item.text))
    return any(match and is_strong(match.term) for match in labels)


def has_nested_persona(item: Item, vocabulary: Vocabulary) -> bool:
    """Whether the labels nested in an item are those of a persona."""
    terms = set(nested_labels(item.blocks, vocabulary))
    return len(terms) >= PERSONA_LABELS and any(map(is_strong, terms)) and bool(item_heading(item, vocabulary))


def section_of(item: Item, level: int) -> Section:
    """A list item as a section: its name is the heading, the rest its content."""
    name, rest = named_text(item.text) or (plain(item.text), "")
    blocks = [Block("paragraph", item.line, rest)] if rest else []
    return Section(name, min(level + 1, 6), item.line, blocks + item.blocks, made=True)
