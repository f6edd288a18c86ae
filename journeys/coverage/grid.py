"""The coverage of a journey as a matrix: personas and their content types down, stages across."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from personas.kept.parts import remembered
from personas.matrix import Column, Group, Head, Mark, Matrix, build
from personas.matrix.subjects import Who
from personas.models import ContentPreference

from .cells import LEGEND, RECOMMENDED, State, shade_of, text_of
from .ledger import Ledger
from .places import Line, Spot, places_of

WORDS = {**{tier.value: tier.label.lower() for tier in ContentPreference.Tier}, RECOMMENDED: "recommended"}
UNASKED_WORDS = "not among their sources"
PERSONAS_KEPT = 400  # their rows


@dataclass(frozen=True)
class Grid:
    """Some personas × the content types and stages shown, by their primary keys. Cells lead on to assets and to-dos,
    and from what is missing to planning it for those who may."""

    ledger: Ledger
    stages: tuple[int, ...]
    formats: tuple[int, ...]
    only_gaps: bool = False
    may_plan: bool = False
    back: str = ""

    def matrix(self, caption: str, personas: Sequence[Who], *, of: int | None = None) -> Matrix:
        """`of` is how many personas there are in all."""
        places = places_of(self.ledger, tuple(persona.pk for persona in personas))
        asked, make = (self.only_gaps, self.may_plan, self.back), kept_rows if places.are_few else rows_of
        rows = []
        for persona in personas:
            lines = places.lines(persona.pk, self.stages, self.formats)
            rows += make(persona.pk, persona.slug, persona.heading, lines, *asked)
        return build(
            caption,
            [head for head, _ in rows],
            [Column(str(stage.pk), stage.name) for stage in self.ledger.stages if stage.pk in self.stages],
            [mark for _, own in rows for mark in own],
            of=len(personas) if of is None else of,
            corner="Content type",
            legend=LEGEND,
            group_word="Persona",
        )


def rows_of(
    pk: int, slug: str, heading: str, lines: tuple[Line, ...], only_gaps: bool, may_plan: bool, back: str
) -> list[tuple[Head, list[Mark]]]:
    """The rows of a persona, given by primary key, slug and heading."""
    group = Group(slug, heading, "Content type")
    rows = [(head_of(pk, group, line), line) for line in lines]
    return [(head, marks_of(head, line, slug, may_plan, back)) for head, line in rows if head.count or not only_gaps]


kept_rows = remembered(most=PERSONAS_KEPT)(rows_of)


def head_of(persona: int, group: Group, line: Line) -> Head:
    name = f"{line.name} ({WORDS.get(line.tier, UNASKED_WORDS)})"
    return Head(f"{persona}-{line.format}", name, group, sum(spot.is_gap for spot in line.spots))


def marks_of(head: Head, line: Line, slug: str, may_plan: bool, back: str) -> list[Mark]:
    marks = []
    for spot in line.spots:
        if not spot.is_empty:
            text, shade = text_of(spot.state, spot.count, spot.tier), shade_of(spot.state, spot.tier)
            url = url_of(spot, line, slug, may_plan, back)
            marks.append(Mark(head.key, str(spot.stage), text, text, shade, sense=text, url=url))
    return marks


def url_of(spot: Spot, line: Line, slug: str, may_plan: bool, back: str) -> str:
    """Where a click on the spot leads; nowhere from what is missing, for one who may not plan."""
    if spot.state == State.PLANNED:
        return reverse("journeys:task", args=[spot.task])
    if spot.state == State.MISSING and not may_plan:
        return ""
    query = {"persona": slug, "stage": spot.stage, "content": line.slug}
    if spot.state != State.MISSING:
        return f"{reverse('journeys:assets')}?{urlencode(query)}"
    return f"{reverse('journeys:plan')}?{urlencode(query | ({'back': back} if back else {}))}"


def for_slides(matrix: Matrix) -> Matrix:
    """The same matrix with the persona's name in every row, as slides have no headings for groups."""
    rows = [
        replace(row, head=replace(row.head, name=f"{row.head.group.name}: {row.head.name}")) for row in matrix.rows
    ]
    return replace(matrix, rows=rows)
