"""Videos and slides of deprecated personas: an item a persona, kept for continuity."""

from collections.abc import Iterable

from personas.handbook.content import Scope
from personas.handbook.drafts import PersonaDraft
from personas.handbook.outline import Item, Section, plain

from .drafts import PageTold, ResourceDraft
from .materials import TITLE_LENGTH, links_in, resource_of


def read_retired(section: Section, scope: Scope, told: PageTold) -> None:
    """Add what the links of a list of deprecated personas lead to; the list itself stays for those who read it."""
    for item in (item for block in section.blocks if block.kind == "list" for item in block.items):
        told.resources += retired(item, scope)


def retired(item: Item, scope: Scope) -> Iterable[ResourceDraft]:
    whom = _Whom(item.line, scope)
    start = 0
    for link in links_in(item.text):
        place = item.text.index(link.written, start)
        name = plain(item.text[start:place]).strip(" ,;:–—-")
        start = place + len(link.written)
        title = f"{name}: {link.text}" if name and name != link.text else link.text
        draft = resource_of(link, item.line, title=title[:TITLE_LENGTH])
        draft.values["is_deprecated"] = True
        draft.whom = [whom]
        yield draft


class _Whom:
    """The deprecated persona of a line, who becomes a draft only after this section was read."""

    def __init__(self, line: int, scope: Scope):
        self.line, self.people = line, scope.personas

    @property
    def slug(self) -> str:
        persona: PersonaDraft | None = next((each for each in self.people if each.line == self.line), None)
        return persona.slug if persona else ""
