"""Lists that define vocabulary: "[Webinar](link): an online event …"."""

from personas.models import ContentFormat, PurchasingRole
from personas.models.terms import NAME_LENGTH
from personas.wording import lookup_key

from .content import Scope
from .drafts import TermDraft
from .labels import label_of
from .outline import LINK, Block, Item, Section, plain
from .vocabulary import TermIndex

FEWEST = 3
DEFINED_MODELS = (ContentFormat, PurchasingRole)


def read_definitions(section: Section, scope: Scope) -> list[TermDraft]:
    """The definitions in the section's lists, which lose them; empty when it has none.

    A list defines content types or purchasing roles when at least three of its items, and half of them, start with a
    known one.
    """
    drafts = []
    for block in [block for block in section.blocks if block.kind == "list"]:
        for model in DEFINED_MODELS:
            if is_definition_list(block, scope.vocabulary.index_of(model)):
                drafts += [draft for item in block.items if (draft := definition(item, model, scope))]
                section.blocks.remove(block)
                break
    return drafts


def is_definition_list(block: Block, index: TermIndex) -> bool:
    entries = [entry for item in block.items if (entry := defined(item))]
    known = [name for name, _, _ in entries if index.exact(name)]
    return len(known) >= FEWEST and len(known) * 2 >= len(block.items) and len(entries) == len(block.items)


def defined(item: Item) -> tuple[str, str, str] | None:
    """(name, link or "", definition) of an item that starts with a linked or labelled name and goes on."""
    if (link := LINK.match(item.text)) and item.text[link.end() :].strip():
        return plain(link["text"]).rstrip(":").strip(), link["target"], item.text[link.end() :].lstrip(" :–—-")
    label = label_of(item.text)
    if not label or not label.rest:
        return None
    link = LINK.search(item.text[: len(item.text) - len(label.rest)])
    return label.text, link["target"] if link else "", label.rest


def definition(item: Item, model: type, scope: Scope) -> TermDraft | None:
    """What one item says about its term; an unknown one is new in the vocabulary."""
    name, link, text = defined(item)
    index = scope.vocabulary.index_of(model)
    if not lookup_key(name) or len(name) > NAME_LENGTH:
        scope.puzzle(item.text, "This can't be the name of a vocabulary row.", item.line)
        return None
    match = index.resolve(name)
    if match:
        scope.note_reading(name, match, model._meta.verbose_name.capitalize(), "", item.line)
    values = {"description": text if not item.detail else f"{text}\n\n{item.detail}"}
    if model is ContentFormat and link.startswith(("http://", "https://")) and len(link) <= 500:
        values["example_url"] = link
    elif link:
        values["description"] += f" [{name}]({link})"
    return TermDraft(
        model, match.term if match else index.new(name, item.line, page=scope.page), item.line, scope.page, values
    )
