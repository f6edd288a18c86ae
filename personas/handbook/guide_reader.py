"""Text of a page outside its personas → guides, one a heading, parts below their whole."""

from personas.wording import lookup_key

from .drafts import GuideDraft, join_markdown
from .names import type_named
from .outline import Section, source_of
from .vocabulary import Vocabulary

TITLE_LENGTH = 200


def read_guides(root: Section, page: str, vocabulary: Vocabulary) -> list[GuideDraft]:
    """The guides in what is left of a page's tree, in the order of the page, wholes before their parts."""
    guides: list[GuideDraft] = []
    collect(root, None, guides, page, vocabulary)
    for number, guide in enumerate(guides, start=1):
        guide.order = number
    return guides


def collect(
    section: Section, parent: GuideDraft | None, guides: list[GuideDraft], page: str, vocabulary: Vocabulary
) -> None:
    body = source_of(section.blocks)
    guide = parent
    if section.made and parent is not None:
        parent.body = join_markdown(parent.body, body)
    elif body or is_whole(section, vocabulary):
        guide = GuideDraft(section.name[:TITLE_LENGTH] or page, section.line, page, body, parent=parent)
        if known := next((each for each in guides if each.key == guide.key), None):
            known.body = join_markdown(known.body, body)
            guide = known
        else:
            guides.append(guide)
    for child in adopted(section.sections):
        collect(child, guide, guides, page, vocabulary)


def is_whole(section: Section, vocabulary: Vocabulary) -> bool:
    """Whether a heading without text of its own stands over guides: not the page's title, nor the head of a group
    of personas."""
    return section.level > 0 and has_text(section) and type_named(section.title, vocabulary) is None


def has_text(section: Section) -> bool:
    """Whether anything is left to read in the section or below it."""
    return any(source_of(part.blocks) for part in section.walk())


def adopted(sections: list[Section]) -> list[Section]:
    """The sections, where a heading with nothing below it takes those that follow on its level: "FAQ", then its
    questions."""
    wholes: list[Section] = []
    for section in sections:
        whole = wholes[-1] if wholes else None
        if whole is not None and whole.bare and section.level == whole.level and has_text(section):
            whole.sections.append(section)
        else:
            wholes.append(section)
    return wholes


def is_empty(section: Section) -> bool:
    """Whether nothing is left below a heading that has words."""
    return not source_of(section.blocks) and not section.sections and bool(lookup_key(section.name))
