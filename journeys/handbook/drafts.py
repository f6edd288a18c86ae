"""What pages say about personas in stages, and the rows that stand for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from journeys.models import Journey, Stage, Touchpoint, TouchpointFormat
from personas.handbook.drafts import PersonaDraft, Puzzle, join_markdown
from personas.handbook.finding import PersonaFinder
from personas.handbook.outline import plain
from personas.handbook.rows import Row
from personas.handbook.vocabulary import TermEntry

from .known import KnownJourney

NOBODY = "There is no such persona, so her place in the journey was left out."


@dataclass
class TouchpointDraft:
    """What a persona does in a stage, as far as the page says."""

    stage: TermEntry
    line: int
    involvement: int | None = None
    questions: str = ""
    message: str = ""
    formats: list[TermEntry] = field(default_factory=list)
    team: TermEntry | None = None

    def add_question(self, markdown: str) -> None:
        self.questions = join_markdown(self.questions, markdown.strip())

    def add_message(self, markdown: str) -> None:
        self.message = join_markdown(self.message, markdown.strip())

    def add_format(self, term: TermEntry) -> None:
        if not any(term is known for known in self.formats):
            self.formats.append(term)


def journey_rows(journey: KnownJourney, page: str, status: str) -> Iterator[Row]:
    """The rows of a journey and of its stages, as far as they are new; an editor may have changed all others."""
    values = {"name": journey.name}
    if journey.is_new:
        values |= {"slug": journey.slug, "key": journey.key, "kind": journey.kind, "order": journey.order}
        values["status"] = status if status in Journey.Status.values else Journey.Status.PUBLISHED
    if journey.description:
        values["description"] = journey.description
    if journey.is_new or journey.description:
        name = journey.name
        yield Row(
            Journey, (journey.slug,), values, {}, name, "Journey", name, page=journey.page or page, line=journey.line
        )
    for stage in journey.stages:
        if stage.is_new:
            yield stage_row(journey, stage)


def stage_row(journey: KnownJourney, stage: TermEntry) -> Row:
    values = {"name": stage.name, "order": stage.order}
    links = {"journey": (journey.slug,)}
    key = (journey.slug, stage.key)
    return Row(Stage, key, values, links, journey.name, "Stage", stage.name, page=stage.page, line=stage.line)


def touchpoint_key(journey_slug: str, stage_key: str, persona_slug: str) -> tuple:
    """The natural key of a touchpoint. The journey leads it thrice, so that it is told from a persona and a page,
    which an import describes whole by one part and by two."""
    return (*whole_journey(journey_slug), stage_key, persona_slug)


def whole_journey(slug: str) -> tuple:
    """What names a journey as described whole."""
    return (slug, slug, slug)


def touchpoint_rows(
    journey_slug: str, journey: str, slug: str, heading: str, draft: TouchpointDraft, page: str, *, whole: bool = False
) -> Iterator[Row]:
    """The rows of one touchpoint. What the page doesn't say isn't among the values, unless it says the `whole`."""
    key = touchpoint_key(journey_slug, draft.stage.key, slug)
    values = {"questions": draft.questions, "key_message": draft.message}
    if not whole:
        values = {name: text for name, text in values.items() if text}
    if draft.involvement is not None:
        values["involvement"] = draft.involvement
    links = {"persona": (slug,), "stage": (journey_slug, draft.stage.key)}
    if whole or draft.team:
        links["team"] = (draft.team.key,) if draft.team else None
    part = f"{journey}: {draft.stage.name}"
    text = said(draft)
    yield Row(Touchpoint, key, values, links, heading, part, text, page=page, line=draft.line)
    for rank, term in enumerate(draft.formats, start=1):
        own = {"touchpoint": key, "content_format": (term.key,)}
        yield Row(
            TouchpointFormat,
            (*key, term.key),
            {"rank": rank},
            own,
            heading,
            part,
            term.name,
            page=page,
            line=draft.line,
        )


def said(draft: TouchpointDraft) -> str:
    """A touchpoint in a word."""
    involvement = Touchpoint.Involvement(draft.involvement or Touchpoint.Involvement.TAKES_PART)
    return involvement.label


@dataclass
class ToldJourney:
    """What a page tells of a journey: whom it means, by their words on the page or as drafts, and their
    touchpoints."""

    journey: KnownJourney
    page: str
    told: list[tuple[str | PersonaDraft, TouchpointDraft]] = field(default_factory=list)

    def rows(self, finder: PersonaFinder) -> Iterable[Row]:
        """The rows, now that everybody has her address. A touchpoint told twice is laid together."""
        yield from journey_rows(self.journey, self.page, finder.status)
        drafts: dict[tuple[str, str], TouchpointDraft] = {}
        for whom, draft in self.told:
            slug = finder.slug_of(whom) if isinstance(whom, str) else whom.slug
            if slug:
                drafts[slug, draft.stage.key] = self.with_told_before(slug, draft)
            else:
                finder.puzzles.append(Puzzle(plain(whom), NOBODY, self.page, draft.line, self.journey.name))
        for (slug, _), draft in drafts.items():
            heading = finder.heading(slug)
            yield from touchpoint_rows(self.journey.slug, self.journey.name, slug, heading, draft, self.page)

    def with_told_before(self, slug: str, draft: TouchpointDraft) -> TouchpointDraft:
        """The draft together with what this page told of it elsewhere; of what another page told, what it lacks."""
        key = slug, draft.stage.key
        page, known = self.journey.told.get(key, ("", None))
        if known and page == self.page:
            lay_together(known, draft)
            return known
        if known:
            fill_up(draft, known)
        self.journey.told[key] = self.page, draft
        return draft


def lay_together(draft: TouchpointDraft, other: TouchpointDraft) -> None:
    """Add to a draft what another says of the same persona in the same stage."""
    if other.involvement is not None:
        draft.involvement = min(draft.involvement or other.involvement, other.involvement)
    if other.questions not in draft.questions:
        draft.add_question(other.questions)
    if other.message not in draft.message:
        draft.add_message(other.message)
    for term in other.formats:
        draft.add_format(term)
    draft.team = draft.team or other.team


def fill_up(draft: TouchpointDraft, older: TouchpointDraft) -> None:
    """Give a draft what it doesn't say and an older one does."""
    draft.involvement = draft.involvement or older.involvement
    draft.questions = draft.questions or older.questions
    draft.message = draft.message or older.message
    draft.team = draft.team or older.team
