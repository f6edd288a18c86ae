"""The coverage of a journey as a matrix: personas and their content types down, stages across."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse

from journeys.models import Stage
from personas.matrix import Column, Group, Head, Mark, Matrix, build
from personas.models import ContentFormat, ContentPreference, Persona

from .cells import LEGEND, State, shade_of, text_of
from .ledger import NOTHING, Ledger, Place

TIERS = dict(ContentPreference.Tier.choices)
UNASKED = 4  # sorts what nobody asked for behind the tiers


class Grid:
    """Some personas × the content types and stages shown. Cells lead on to assets and to-dos, and from what is missing
    to planning it for those who may."""

    def __init__(
        self,
        ledger: Ledger,
        stages: Sequence[Stage],
        formats: dict[int, ContentFormat],
        *,
        only_gaps: bool = False,
        may_plan: bool = False,
        back: str = "",
    ):
        self.ledger, self.stages, self.formats = ledger, stages, formats
        self.only_gaps, self.may_plan, self.back = only_gaps, may_plan, back
        self.addresses = {name: reverse(f"journeys:{name}") for name in ("assets", "plan")}

    def matrix(self, personas: Sequence[Persona], *, of: int | None = None) -> Matrix:
        """`of` is how many personas there are in all."""
        rows = [row for persona in personas for row in self.rows(persona)]
        heads = [head for head, _ in rows]
        marks = [mark for _, own in rows for mark in own]
        columns = [Column(str(stage.pk), stage.name) for stage in self.stages]
        return build(
            f"Content coverage: {self.ledger.journey.name}",
            heads,
            columns,
            marks,
            of=len(personas) if of is None else of,
            corner="Content type",
            legend=LEGEND,
            group_word="Persona",
        )

    def rows(self, persona: Persona) -> Iterable[tuple[Head, list[Mark]]]:
        """A row for every content type that she takes up, or of which there is anything for her."""
        group = Group(persona.slug, persona.heading, "Content type")
        tiers = self.ledger.tiers.get(persona.pk, {})
        for key, tier in self.formats_of(persona.pk, tiers):
            places = [(persona.pk, stage.pk, key) for stage in self.stages]
            missing = sum(self.is_gap(place) for place in places)
            if self.only_gaps and not missing:
                continue
            word = TIERS[tier].lower() if tier in TIERS else "not among their sources"
            head = Head(f"{persona.pk}-{key}", f"{self.formats[key].name} ({word})", group, missing)
            yield head, [mark for place in places if (mark := self.mark(head, persona, place, tier))]

    def formats_of(self, persona: int, tiers: dict[int, int]) -> list[tuple[int, int]]:
        """The content types with their tiers, in this order, and then in the vocabulary's."""
        there = {
            key
            for stage in self.stages
            for key in self.formats
            if key not in tiers and (persona, stage.pk, key) in self.ledger.pieces
        }
        asked = [(key, tiers.get(key, UNASKED)) for key in self.formats if key in tiers or key in there]
        return sorted(asked, key=lambda pair: pair[1])

    def is_gap(self, place: Place) -> bool:
        return self.ledger.is_wanted(place) and self.ledger.state(place) == State.MISSING

    def mark(self, head: Head, persona: Persona, place: Place, tier: int) -> Mark | None:
        """What the place says; None where nothing is wanted and nothing is there."""
        state = self.ledger.state(place)
        if state in (State.MISSING, State.PLANNED) and not self.ledger.is_wanted(place):
            return None
        text = text_of(state, self.ledger.pieces.get(place, NOTHING)[0], tier)
        url = self.url(state, persona, place)
        return Mark(head.key, str(place[1]), text, text, shade_of(state, tier), sense=text, url=url)

    def url(self, state: State, persona: Persona, place: Place) -> str:
        """Where a click on the place leads; nowhere from what is missing, for one who may not plan."""
        if state == State.PLANNED:
            return reverse("journeys:task", args=[self.ledger.planned[place]])
        if state == State.MISSING and not self.may_plan:
            return ""
        query = {"persona": persona.slug, "stage": place[1], "content": self.formats[place[2]].slug}
        if state != State.MISSING:
            return f"{self.addresses['assets']}?{urlencode(query)}"
        return f"{self.addresses['plan']}?{urlencode(query | ({'back': self.back} if self.back else {}))}"


def for_slides(matrix: Matrix) -> Matrix:
    """The same matrix with the persona's name in every row, as slides have no headings for groups."""
    rows = [
        replace(row, head=replace(row.head, name=f"{row.head.group.name}: {row.head.name}")) for row in matrix.rows
    ]
    return replace(matrix, rows=rows)
