"""The coverage of a journey as a matrix: personas and their content types down, stages across."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from journeys.people import Who
from personas.data_version import kept_while
from personas.matrix import Column, Group, Head, Mark, Matrix, build
from personas.models import ContentPreference

from .cells import LEGEND, RECOMMENDED, State, shade_of, text_of
from .ledger import MADE_OF, Ledger
from .places import NOTHING, Place, Places, places_of

WORDS = {**{tier.value: tier.label.lower() for tier in ContentPreference.Tier}, RECOMMENDED: "recommended"}
UNASKED = 5  # sorts what nobody asked for behind all else
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

    @cached_property
    def addresses(self) -> dict[str, str]:
        return {name: reverse(f"journeys:{name}") for name in ("assets", "plan")}

    def matrix(self, caption: str, personas: Sequence[Who], *, of: int | None = None) -> Matrix:
        """`of` is how many personas there are in all."""
        places = places_of(self.ledger, tuple(persona.pk for persona in personas))
        rows = [row for persona in personas for row in rows_of(self, places, persona)]
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

    def rows(self, places: Places, persona: Who) -> Iterator[tuple[Head, list[Mark]]]:
        """A row for every content type that she wants somewhere, or of which there is anything for her."""
        group = Group(persona.slug, persona.heading, "Content type")
        for key, tier in self.formats_of(places, persona.pk):
            there = [(persona.pk, stage, key) for stage in self.stages]
            missing = sum(map(places.is_gap, there))
            if self.only_gaps and not missing:
                continue
            name = f"{self.ledger.formats[key].name} ({WORDS.get(tier, UNASKED_WORDS)})"
            head = Head(f"{persona.pk}-{key}", name, group, missing)
            yield head, [mark for place in there if (mark := self.mark(head, places, place, persona))]

    def formats_of(self, places: Places, persona: int) -> list[tuple[int, int]]:
        """The content types with what they are to the persona, in this order, and then in the vocabulary's."""
        tiers = places.tiers.get(persona, {})
        found = [(key, tiers.get(key) or self.untiered(places, persona, key)) for key in self.formats]
        return sorted(((key, tier) for key, tier in found if tier), key=lambda pair: pair[1])

    def untiered(self, places: Places, persona: int, key: int) -> int | None:
        """What a content type is to a persona whose source it isn't; None where it needs no row."""
        there = [(persona, stage, key) for stage in self.stages]
        if any(map(places.tier, there)):
            return RECOMMENDED
        return UNASKED if any(place in places.pieces for place in there) else None

    def mark(self, head: Head, places: Places, place: Place, persona: Who) -> Mark | None:
        """What the place says; None where nothing is wanted and nothing is there."""
        state, tier = places.state(place), places.tier(place)
        if state in (State.MISSING, State.PLANNED) and tier is None:
            return None
        text = text_of(state, places.pieces.get(place, NOTHING)[0], tier)
        url = self.url(state, places, place, persona)
        return Mark(head.key, str(place[1]), text, text, shade_of(state, tier), sense=text, url=url)

    def url(self, state: State, places: Places, place: Place, persona: Who) -> str:
        """Where a click on the place leads; nowhere from what is missing, for one who may not plan."""
        if state == State.PLANNED:
            return reverse("journeys:task", args=[places.planned[place]])
        if state == State.MISSING and not self.may_plan:
            return ""
        query = {"persona": persona.slug, "stage": place[1], "content": self.ledger.formats[place[2]].slug}
        if state != State.MISSING:
            return f"{self.addresses['assets']}?{urlencode(query)}"
        return f"{self.addresses['plan']}?{urlencode(query | ({'back': self.back} if self.back else {}))}"


def rows_of(grid: Grid, places: Places, persona: Who) -> list[tuple[Head, list[Mark]]]:
    """The rows of a persona, kept where she is one of a few."""
    return kept_rows(grid, places, persona) if places.are_few else list(grid.rows(places, persona))


@kept_while(*MADE_OF, most=PERSONAS_KEPT)
def kept_rows(grid: Grid, places: Places, persona: Who) -> list[tuple[Head, list[Mark]]]:
    return list(grid.rows(places, persona))


def for_slides(matrix: Matrix) -> Matrix:
    """The same matrix with the persona's name in every row, as slides have no headings for groups."""
    rows = [
        replace(row, head=replace(row.head, name=f"{row.head.group.name}: {row.head.name}")) for row in matrix.rows
    ]
    return replace(matrix, rows=rows)
