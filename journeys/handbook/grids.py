"""Tables outside personas: personas in rows and stages in columns, or turned, with marks or words in the cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from journeys.models import Journey
from personas.handbook.content import Scope
from personas.handbook.drafts import join_markdown
from personas.handbook.labels import label_of
from personas.handbook.outline import Block, Section, plain, source_of
from personas.handbook.rows import Row
from personas.handbook.values import values_in
from personas.wording import lookup_key

from .drafts import ToldJourney, TouchpointDraft
from .known import KnownJourneys, words_of
from .said import Saying
from .words import JOURNEY_WORDS, journey_name, kind_named, mark_of, speaks_of_journeys, stage_name

FALLBACK = "Product stages"
PERSONA_WORDS = {"persona", "who", "role", "user", "buyer", "audience", "people"}
LIST_OF_NAMES = re.compile(r"\s*(?:,|;|<br\s*/?>|\s/\s|\s&\s|\sand\s)\s*", re.IGNORECASE)
FEWEST_MARKED = 3  # stages of a table that nothing but its marks speaks for


@dataclass
class Grid:
    """A table as a journey: whom the rows are about, in which stages, and what the cells say."""

    people: list[str]
    stages: list[str]
    cells: list[list[str]]  # a list a persona
    caption: str
    line: int


def read_tables(section: Section, scope: Scope) -> Sequence[Row] | None:
    """Read the tables of a section that show who matters when; None where there is none."""
    if not any(block.kind == "table" for block in section.blocks):
        return None
    known = KnownJourneys.of(scope.vocabulary)
    told = [*scope.vocabulary.told, *scope.personas]
    people = known.people | {words for each in told for words in words_of(each.name, each.role_label)}
    grids, rest = [], []
    for block in section.blocks:
        grid = grid_of(block, caption_before(rest, section), people, known, scope)
        if grid:
            grids.append(grid)
            if rest and is_caption(rest[-1]):
                rest.pop()
        else:
            rest.append(block)
    if not grids:
        return None
    told = [told_by(grid, known, scope) for grid in grids]
    describe(told[0], source_of(rest))
    scope.later += [each.rows for each in told]
    return []


def describe(told: ToldJourney, text: str) -> None:
    """Keep what stands around the tables as the journey's description."""
    if text not in told.journey.description:
        told.journey.description = join_markdown(told.journey.description, text)


def is_caption(block: Block) -> bool:
    """Whether a block is nothing but bold words, or a line that ends with a colon, above a table."""
    label = label_of(block.source) if block.kind == "paragraph" else None
    return bool(label and label.alone)


def caption_before(blocks: list[Block], section: Section) -> str:
    """What a table is called: by the line above it, else by its heading."""
    return label_of(blocks[-1].source).text if blocks and is_caption(blocks[-1]) else section.name


def grid_of(block: Block, caption: str, people: set[str], known: KnownJourneys, scope: Scope) -> Grid | None:
    """The table as a grid; None for one that isn't about personas in stages."""
    rows = [row for row in block.rows if any(cell.strip() for cell in row)] if block.kind == "table" else []
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    width = len(rows[0])
    rows = [(row + [""] * width)[:width] for row in rows]
    if listing := list_of_people(rows, caption, block.line, people, known):
        return listing
    across, down, body = rows[0][1:], [row[0] for row in rows[1:]], [row[1:] for row in rows[1:]]
    turned = personas_across(across, down, plain(rows[0][0]), people)
    if turned is None:
        return None
    names, stages = (across, down) if turned else (down, across)
    cells = [list(column) for column in zip(*body, strict=True)] if turned else body
    grid = Grid(names, [stage_name(stage) for stage in stages], cells, caption, block.line)
    corner = rows[0][0]
    return grid if speaks_for(grid, f"{caption} {corner}", people, known, scope) else None


def list_of_people(
    rows: list[list[str]], caption: str, line: int, people: set[str], known: KnownJourneys
) -> Grid | None:
    """A table of stages whose cells name the personas: "Stage | Who | Content". Everybody in a row has its other
    cells, each behind the label of its column."""
    columns = [
        place for place, cell in enumerate(rows[0]) if place and set(lookup_key(plain(cell)).split()) & PERSONA_WORDS
    ]
    if len(columns) != 1:
        return None
    who = columns[0]
    named = [names_in(row[who]) for row in rows[1:]]
    everybody = list(dict.fromkeys(name for names in named for name in names))
    stages = [stage_name(row[0]) for row in rows[1:]]
    about = f"{caption} {rows[0][0]}"
    if not everybody or share(everybody, people) * 2 < 1:
        return None
    if not (speaks_of_journeys(about) or known.with_stages(stages)) or not all(map(lookup_key, stages)):
        return None
    said = [
        "<br>".join(
            [
                "x",
                *(
                    f"{plain(rows[0][place])}: {cell}"
                    for place, cell in enumerate(row)
                    if place not in (0, who) and cell
                ),
            ]
        )
        for row in rows[1:]
    ]
    cells = [[text if name in names else "" for text, names in zip(said, named, strict=True)] for name in everybody]
    return Grid(everybody, stages, cells, caption, line)


def names_in(cell: str) -> list[str]:
    """The personas that a cell lists."""
    return [name.strip() for name in LIST_OF_NAMES.split(cell) if name.strip() and mark_of(name) is None]


def personas_across(across: list[str], down: list[str], corner: str, people: set[str]) -> bool | None:
    """Whether the personas stand across (True) or down (False); None where neither side looks like them."""
    shares = [share(across, people), share(down, people)]
    if max(shares) * 2 >= 1 and shares[0] != shares[1]:
        return shares[0] > shares[1]
    words = set(lookup_key(corner).split())
    if words & PERSONA_WORDS and not words & JOURNEY_WORDS:
        return False
    return True if words & JOURNEY_WORDS and shares[0] >= shares[1] and max(shares) > 0 else None


def share(names: list[str], people: set[str]) -> float:
    """Which part of the names are personas'."""
    return sum(lookup_key(plain(name)).removesuffix(" persona") in people for name in names) / len(names)


def speaks_for(grid: Grid, about: str, people: set[str], known: KnownJourneys, scope: Scope) -> bool:
    """Whether a table is about stages: a heading or its corner says so, it has a known journey's stages, or it is
    nothing but marks."""
    if any(not lookup_key(stage) for stage in grid.stages) or len(set(map(lookup_key, grid.stages))) < len(
        grid.stages
    ):
        return False
    said = [cell for row in grid.cells for cell in row if cell.strip()]
    marks = sum(mark_of(cell) is not None for cell in said)
    is_marked = bool(marks) and marks * 5 >= len(said) * 4
    is_known = share(grid.people, people) * 2 >= 1
    if known.with_stages(grid.stages) or known.named(journey_name(about, "")):
        return is_known or is_marked
    if speaks_of_journeys(about):
        return is_known or is_marked or content_share(said, scope) * 2 >= len(said) > 0
    return is_known and is_marked and len(grid.stages) >= FEWEST_MARKED


def content_share(cells: list[str], scope: Scope) -> int:
    """How many of the cells name a known content type."""
    formats = scope.vocabulary.formats
    return sum(any(value.match for value in values_in(cell, formats)) for cell in cells)


def told_by(grid: Grid, known: KnownJourneys, scope: Scope) -> ToldJourney:
    """What the grid tells of its journey: the one of that name, the one with those stages, or a new one."""
    name = journey_name(grid.caption, FALLBACK)
    journey = known.named(name) or known.with_stages(grid.stages)
    journey = journey or known.new(name, kind_named(grid.caption, Journey.Kind.PRODUCT), grid.line, scope.page)
    told = ToldJourney(journey, scope.page)
    said = [cell for row in grid.cells for cell in row if cell.strip()]
    lists_content = bool(said) and content_share(said, scope) * 2 >= len(said)
    stages = []
    for written in grid.stages:
        match = journey.stage(written, grid.line, scope.page)
        scope.note_reading(written, match, journey.name, "Stage", grid.line)
        stages.append(match.term)
    for whom, row in zip(grid.people, grid.cells, strict=True):
        for stage, cell in zip(stages, row, strict=True):
            if mark_of(cell) != 0:
                saying = Saying(scope, plain(whom), f"{journey.name}: {stage.name}", lists_content=lists_content)
                draft = TouchpointDraft(stage, grid.line)
                saying.read(draft, cell, grid.line)
                told.told.append((whom, draft))
    return told
