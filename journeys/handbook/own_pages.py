"""Journeys as pages in the writer's own dialect, a page each, which are read back to the same rows.

A stage is a heading with its description; below it stands a heading for each persona, with what is short in a record
and the texts behind comments that say which is which.
"""

from collections.abc import Iterator

from django.db.models import Prefetch

from journeys.models import Journey, Stage, StageAlias, Touchpoint, TouchpointFormat
from personas.handbook.canonical import heading_text, type_of
from personas.handbook.drafts import PageDraft, Puzzle
from personas.handbook.finding import PersonaFinder
from personas.handbook.normal import normal_markdown
from personas.handbook.outline import COMMENT, Block, Outline, Section, source_of
from personas.handbook.pages import HandbookError, Page
from personas.handbook.records import read_record, write_record
from personas.handbook.rows import Row
from personas.handbook.vocabulary import TermEntry, TermIndex, Vocabulary
from personas.handbook.writer import as_page, front_matter, heading
from personas.models.terms import key_of
from personas.slugs import persona_slug
from personas.wording import lookup_key, slug_for

from .drafts import NOBODY, TouchpointDraft, touchpoint_rows, whole_journey
from .known import STEP

KIND = "journey"
STAGE_LEVEL, PERSONA_LEVEL = 2, 3
INVOLVEMENTS = {
    Touchpoint.Involvement.LEADS: "leads",
    Touchpoint.Involvement.TAKES_PART: "takes part",
    Touchpoint.Involvement.IS_INFORMED: "is kept informed",
}
BY_WORD = {word: value.value for value, word in INVOLVEMENTS.items()}
QUESTIONS, MESSAGE = "what they ask", "key message"
WRITTEN = {"persona", "involvement", "team", "content"}


def write_journeys() -> list[Page]:
    """All journeys, drafts too; a fixed number of queries."""
    formats = Prefetch(
        "format_links", TouchpointFormat.objects.select_related("content_format").order_by("rank", "pk")
    )
    touchpoints = (
        Touchpoint.objects.select_related("persona", "team")
        .prefetch_related(formats)
        .order_by("persona__name", "persona__role_label", "persona__slug")
    )
    stages = Stage.objects.order_by("order", "pk").prefetch_related(
        Prefetch("touchpoints", touchpoints), Prefetch("aliases", StageAlias.objects.order_by("pk"))
    )
    return [
        write_journey(journey)
        for journey in Journey.objects.select_related("type").prefetch_related(Prefetch("stages", stages))
    ]


def write_journey(journey: Journey) -> Page:
    values = {"dramatis": KIND, "title": journey.name}
    if journey.slug != slug_for(journey.name):
        values["slug"] = journey.slug
    values["kind"] = journey.kind
    if journey.type:
        values["type"] = journey.type.slug
    if journey.status != Journey.Status.PUBLISHED:
        values["status"] = journey.status
    parts = [
        front_matter(**values, order=journey.order),
        heading(1, journey.name),
        normal_markdown(journey.description),
    ]
    for number, stage in enumerate(journey.stages.all(), start=1):
        parts += stage_parts(stage, number)
    return as_page(f"journey-{journey.slug}.md", parts)


def stage_parts(stage: Stage, number: int) -> Iterator[str]:
    values = {"order": stage.order} if stage.order != number * STEP else {}
    if aliases := [alias.wording for alias in stage.aliases.all()]:
        values["aliases"] = aliases
    yield heading(STAGE_LEVEL, stage.name)
    yield write_record("stage", values)
    yield normal_markdown(stage.description)
    for touchpoint in stage.touchpoints.all():
        yield from touchpoint_parts(touchpoint)


def touchpoint_parts(touchpoint: Touchpoint) -> Iterator[str]:
    persona = touchpoint.persona
    values = {"persona": persona.slug} if persona.slug != persona_slug(persona.heading) else {}
    values["involvement"] = INVOLVEMENTS[touchpoint.involvement]
    if touchpoint.team:
        values["team"] = touchpoint.team.name
    if formats := [link.content_format.name for link in touchpoint.format_links.all()]:
        values["content"] = formats
    yield heading(PERSONA_LEVEL, persona.heading)
    yield write_record("touchpoint", values)
    for name, text in ((QUESTIONS, touchpoint.questions), (MESSAGE, touchpoint.key_message)):
        if written := normal_markdown(text):
            yield f"<!-- {name} -->"
            yield written


def read_journey_page(page: Page, tree: Outline, vocabulary: Vocabulary) -> PageDraft:
    """The draft of a page that `write_journey` wrote. Raises HandbookError."""
    return _Reading(page, tree, vocabulary).draft()


class _Reading:
    """Reads one page; knows its journey's address."""

    def __init__(self, page: Page, tree: Outline, vocabulary: Vocabulary):
        self.page = page
        self.meta = tree.meta
        self.root = tree.root
        self.vocabulary = vocabulary
        self.name = str(tree.meta.get("title") or "").strip()
        if not lookup_key(self.name):
            raise HandbookError(f"{page.name}: a journey needs a title in its front matter.")
        self.key = key_of(self.name)
        self.slug = self.known_slug() or str(tree.meta.get("slug") or slug_for(self.name))
        self.result = PageDraft(self.name, page.name, canonical=True)

    def known_slug(self) -> str:
        """The address of the journey of that name; an editor may have given it another."""
        return Journey.objects.filter(key=self.key).values_list("slug", flat=True).first() or ""

    def draft(self) -> PageDraft:
        self.result.rows.append(self.journey())
        sections = [section for section in self.root.walk() if section.level == STAGE_LEVEL]
        told = []
        for number, section in enumerate(sections, start=1):
            told += self.stage(section, number)
        self.result.wholes.add(whole_journey(self.slug))
        self.result.later.append(lambda finder: self.touchpoints(finder, told))
        return self.result

    def journey(self) -> Row:
        kind, status = self.choice("kind", Journey.Kind, "buying"), self.choice("status", Journey.Status, "published")
        order = self.meta.get("order")
        values = {
            "name": self.name,
            "slug": self.slug,
            "key": self.key,
            "kind": kind,
            "status": status,
            "order": order if type(order) is int and order >= 0 else 0,
            "description": self.description(),
        }
        type_slug = self.meta.get("type")
        persona_type = type_of(type_slug, self.vocabulary) if type_slug else None
        if type_slug and persona_type is None:
            self.puzzle(str(type_slug), "There is no persona type of that address.", 1)
        links = {"type": (persona_type.key,) if persona_type else None}
        return Row(Journey, (self.slug,), values, links, self.name, "Journey", self.name, self.page.name, 1)

    def choice(self, name: str, choices, default: str) -> str:
        value = str(self.meta.get(name) or default)
        if value not in choices.values:
            raise HandbookError(f"{self.page.name}: “{value[:40]}” is no {name} of a journey.")
        return value

    def description(self) -> str:
        top = next((section for section in self.root.sections if section.level == 1), self.root)
        rest = [child for child in top.sections if child.level > PERSONA_LEVEL]
        return Section("", 1, 1, top.blocks, rest).source

    def stage(self, section: Section, number: int) -> list[tuple[str, TouchpointDraft]]:
        """Add the rows of a stage; returns its touchpoints, each with the address that the page gives the persona."""
        name, line = heading_text(section), section.line
        if not lookup_key(name):
            raise HandbookError(f"{self.page.name}, line {line}: a stage's name needs a letter or digit.")
        record, blocks = read_record("stage", section.blocks, self.page.name)
        stage = TermEntry(name, key_of(name), "", order=number * STEP)
        rest = [child for child in section.sections if child.level > PERSONA_LEVEL]
        order = record.get("order")
        values = {
            "name": name,
            "order": order if type(order) is int and order >= 0 else stage.order,
            "description": Section("", STAGE_LEVEL, line, blocks, rest).source,
        }
        key = (self.slug, stage.key)
        links = {"journey": (self.slug,)}
        self.result.rows.append(Row(Stage, key, values, links, self.name, "Stage", name, self.page.name, line))
        self.result.rows += self.aliases(record, stage, key, line)
        people = [child for child in section.sections if child.level == PERSONA_LEVEL]
        return [self.touchpoint(child, stage) for child in people]

    def aliases(self, record: dict, stage: TermEntry, key: tuple, line: int) -> Iterator[Row]:
        wordings = record.get("aliases") or []
        for wording in map(str, wordings if isinstance(wordings, list) else [wordings]):
            if lookup_key(wording):
                own = (*key, key_of(wording))
                values, links = {"wording": wording}, {"stage": key}
                yield Row(StageAlias, own, values, links, self.name, "Alias of a stage", wording, self.page.name, line)

    def touchpoint(self, section: Section, stage: TermEntry) -> tuple[str, TouchpointDraft]:
        record, blocks = read_record("touchpoint", section.flattened(), self.page.name)
        for name in record.keys() - WRITTEN:
            self.puzzle(str(name), "No such value in a touchpoint's record.", section.line)
        draft = TouchpointDraft(stage, section.line)
        word = str(record.get("involvement") or "takes part")
        if word not in BY_WORD:
            raise HandbookError(f"{self.page.name}, line {section.line}: “{word[:40]}” is no involvement.")
        draft.involvement = BY_WORD[word]
        if record.get("team"):
            draft.team = self.term(str(record["team"]), self.vocabulary.teams, section.line)
        formats = record.get("content") or []
        for name in map(str, formats if isinstance(formats, list) else [formats]):
            draft.add_format(self.term(name, self.vocabulary.formats, section.line))
        texts = split_texts(blocks)
        draft.questions, draft.message = source_of(texts[QUESTIONS]), source_of(texts[MESSAGE])
        return str(record.get("persona") or persona_slug(heading_text(section))), draft

    def term(self, name: str, index: TermIndex, line: int) -> TermEntry:
        """The term of that name; one that the vocabulary lacks is new."""
        if not lookup_key(name):
            raise HandbookError(f"{self.page.name}, line {line}: a name in this record needs a letter or digit.")
        match = index.exact(name)
        return match.term if match else index.new(name, line, page=self.page.name)

    def touchpoints(self, finder: PersonaFinder, told: list[tuple[str, TouchpointDraft]]) -> Iterator[Row]:
        """The rows of the touchpoints of personas that there are."""
        for written, draft in told:
            slug = written if written in finder.slugs else ""
            if slug:
                heading = finder.heading(slug)
                yield from touchpoint_rows(self.slug, self.name, slug, heading, draft, self.page.name, whole=True)
            else:
                finder.puzzles.append(Puzzle(written, NOBODY, self.page.name, draft.line, self.name))

    def puzzle(self, text: str, why: str, line: int) -> None:
        self.result.puzzles.append(Puzzle(text, why, self.page.name, line, self.name))


def split_texts(blocks: list[Block]) -> dict[str, list[Block]]:
    """The blocks behind each of the comments that say what they are; without one they are the key message."""
    found: dict[str, list[Block]] = {QUESTIONS: [], MESSAGE: []}
    name = MESSAGE
    for block in blocks:
        comment = COMMENT.fullmatch(block.source) if block.kind == "comment" else None
        if comment and comment["text"].strip() in found:
            name = comment["text"].strip()
        else:
            found[name].append(block)
    return found
