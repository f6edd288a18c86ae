"""How much of a page an import keeps: the words of its content lines, found again in the export."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from personas.models import Guide, HandbookPage, JobTitle, Persona, Trait

from .apply import apply_plan
from .outline import parse
from .pages import Page
from .plan import Plan, make_plan
from .tidy import without_layout
from .writer import write_handbook

WORD = re.compile(r"[^\W_]+")
LIST_NUMBER = re.compile(r"^\s*(?:#{1,6}\s+)?(?:\d{1,9}[.)]|\d+(?:\.\d+)+\.?)\s")
TAG_NAME = re.compile(r"</?(?:br|b|strong|em|i|ul|ol|li|p|div|span)\b/?", re.IGNORECASE)
INVISIBLE = ("front_matter",)


@dataclass(frozen=True)
class PageMeasure:
    """One page's figures: its content words, how many came back, and which did not."""

    name: str
    personas: int
    words: int
    found: int
    lost: Counter

    @property
    def share(self) -> float:
        """The part of the words that came back, 0 to 1; a page without words lost none."""
        return self.found / self.words if self.words else 1.0


def measure_pages(pages: Sequence[Page], *, type_slug: str | None = None) -> list[PageMeasure]:
    """Import the pages together into an emptied catalogue, export it, compare, and undo all of it.

    The vocabulary stays as it is, because reading depends on it. Raises HandbookError as an import does.
    """
    with transaction.atomic():
        empty_catalogue()
        personas = [personas_on(page, type_slug) for page in pages]
        plan = make_plan(pages, type_slug=type_slug)
        apply_plan(plan)
        exported = words_of("\n".join(page.text for page in write_handbook()))
        transaction.set_rollback(True)
    return [measure(page, exported, plan, count) for page, count in zip(pages, personas, strict=True)]


def empty_catalogue() -> None:
    """Delete all personas, guides and statements; the vocabulary stays."""
    for model in (Persona, Guide, HandbookPage, Trait, JobTitle):
        model.objects.all().delete()


def personas_on(page: Page, type_slug: str | None) -> int:
    """How many personas a page has by itself."""
    return sum(1 for row in make_plan([page], type_slug=type_slug).new if row.model is Persona)


def measure(page: Page, exported: Counter, plan: Plan, personas: int) -> PageMeasure:
    """Hold one page's words against those of the export. A wording that was read as another counts as that other."""
    words = words_of(content_of(page))
    for reading in plan.readings:
        written = words_of(reading.written)
        if reading.page == page.name and reading.is_renaming and not written - words:
            words = words - written + words_of(reading.read_as)
    lost = words - exported
    total = words.total()
    return PageMeasure(page.name, personas, total, total - lost.total(), lost)


def words_of(text: str) -> Counter:
    """The words of a text with their number, without regard to case."""
    return Counter(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def content_of(page: Page) -> str:
    """The page's content lines: without front matter, layout directives, comments and the numbers of list items."""
    lines = without_layout(page.text)
    tokens, _ = parse(lines, page.name, front_matter=True)
    for token in tokens:
        is_comment = token.type == "html_block" and token.content.lstrip().startswith("<!--")
        if token.map and (token.type in INVISIBLE or is_comment):
            lines[token.map[0] : token.map[1]] = [""] * (token.map[1] - token.map[0])
    return "\n".join(TAG_NAME.sub(" ", LIST_NUMBER.sub("", line)) for line in lines)
