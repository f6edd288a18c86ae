"""Lists of deprecated personas: a section that says so in its heading, one persona an item."""

import re

from personas.models import Facet

from .content import Scope
from .drafts import PersonaDraft, TitleDraft, join_markdown
from .names import NAME_LENGTH, can_head_persona, names_kind
from .outline import LINK, Item, Section, plain
from .persona_reader import introduction

NAME_END = re.compile(r"\s*(?:[(\[,:;]|\s[–—-]\s|\sor\s)")
ALTERNATIVE = re.compile(r"\bor\s+(?P<title>[^\[(,;.]+)")


def read_deprecated(section: Section, scope: Scope) -> list[PersonaDraft]:
    """The deprecated personas that a section lists; empty when its heading doesn't say that it lists any.

    The section stays what it is, because its links have no place in the catalogue yet.
    """
    if not names_kind(section.name, Facet.Kind.DEPRECATION, scope.vocabulary):
        return []
    items = [item for block in section.blocks if block.kind == "list" for item in block.items]
    reason = "\n\n".join(block.source for block in section.blocks if block.kind == "paragraph")
    return [draft for item in items if (draft := deprecated_persona(item, reason, scope))]


def deprecated_persona(item: Item, reason: str, scope: Scope) -> PersonaDraft | None:
    """The persona that an item names before its first link, bracket, comma or "or"; what follows "or" is another
    title."""
    text = LINK.sub(lambda link: f"[{link['text']}]", item.text).replace("**", "")
    name = plain(NAME_END.split(text, maxsplit=1)[0]) or plain(LINK.sub(r"\g<text>", item.text))
    if not can_head_persona(name, scope.vocabulary) or len(name) > NAME_LENGTH or len(name.split()) > 8:
        scope.puzzle(item.text, "This names no deprecated persona.", item.line)
        return None
    persona = PersonaDraft(
        name, "", item.line, scope.page, values={"status": "deprecated", "deprecation_reason": reason}
    )
    persona.add_note(introduction(scope, item.line), join_markdown(item.text, item.detail), item.line)
    titles = [name, *(plain(found["title"]) for found in ALTERNATIVE.finditer(text))]
    persona.titles = [TitleDraft(title, item.line) for title in dict.fromkeys(titles)]
    return persona
