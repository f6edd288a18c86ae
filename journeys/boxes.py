"""The grid of a journey as its editors see it: every cell is a box to click."""

from collections.abc import Sequence
from dataclasses import dataclass

from journeys.marking import LABELS, NOBODY, content_of, next_involvement
from journeys.models import Stage, Touchpoint
from journeys.table import JourneyTable, key_of, touchpoints_of
from personas.matrix import Mark
from personas.matrix.subjects import Who
from personas.models import Persona

CHOICES = [*Touchpoint.Involvement.choices, (NOBODY, "Not marked")]
NAMES = dict(CHOICES)


@dataclass(frozen=True)
class Box:
    """What a cell holds now, and what a click makes of it. `content` says that it has more to say than that."""

    persona: Persona | Who
    stage: Stage
    now: int
    next: int
    content: tuple[str, ...] = ()

    @classmethod
    def of(cls, persona: Persona | Who, stage: Stage, touchpoint: Touchpoint | None) -> "Box":
        now = touchpoint.involvement if touchpoint else NOBODY
        content = tuple(content_of(touchpoint)) if touchpoint else ()
        return cls(persona, stage, now, next_involvement(touchpoint), content)

    @property
    def id(self) -> str:
        return f"cell-{self.persona.pk}-{self.stage.pk}"

    @property
    def value(self) -> str:
        """The persona, the stage, what a click saw, and what it is after."""
        return f"{self.persona.pk}.{self.stage.pk}.{self.now}.{self.next}"

    @property
    def says(self) -> str:
        return LABELS[self.now]

    @property
    def label(self) -> str:
        return NAMES[self.now] if self.now else ""


@dataclass(frozen=True)
class BoxMark(Mark):
    """A mark that is a box."""

    box: Box | None = None


class MarksTable(JourneyTable):
    """The journey's table with a box in every cell; as many queries as that."""

    @property
    def caption(self) -> str:
        return f"Who matters when in {self.journey.name}"

    def cells(self, personas: Sequence[Who], stages: Sequence[Stage]) -> list[Mark]:
        held = {(each.persona_id, each.stage_id): each for each in touchpoints_of(personas, stages)}
        boxes = (Box.of(one, stage, held.get((one.pk, stage.pk))) for one in personas for stage in stages)
        return [
            BoxMark(box.persona.slug, key_of(box.stage), box.label, box.says, sense=box.label, box=box)
            for box in boxes
        ]
