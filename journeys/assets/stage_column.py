"""Stages in a cell of a table: a line each, with the journey before the stage where that tells them apart."""

from collections import defaultdict
from functools import cached_property

from journeys.models import Journey, Stage
from personas.spreadsheets.columns import Text, quoted
from personas.spreadsheets.lookups import guess
from personas.wording import lookup_key, one_line


class KnownStages:
    """The stages of the journeys that the user may see, found by what people call them. Two queries."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def stages(self) -> list[Stage]:
        """In the order of their journeys."""
        journeys = Journey.objects.visible_to(self.user).values("pk")
        found = Stage.objects.filter(journey__in=journeys).select_related("journey").prefetch_related("aliases")
        return list(found.order_by("journey__order", "journey__name", "journey", "order", "pk"))

    @cached_property
    def places(self) -> dict[int, int]:
        return {stage.pk: place for place, stage in enumerate(self.stages)}

    @cached_property
    def by_wording(self) -> dict[str, list[Stage]]:
        """The stages by “journey: stage” and by “stage” alone, each in all wordings."""
        found = defaultdict(list)
        for stage in self.stages:
            wordings = {stage.name, *(alias.wording for alias in stage.aliases.all())}
            for key in {lookup_key(text) for wording in wordings for text in (wording, label(stage, wording))}:
                found[key].append(stage)
        return found

    def find(self, text: str) -> Stage:
        """Raises ValueError, with a sentence, when it means no stage or several."""
        found = self.by_wording.get(lookup_key(text), [])
        if len(found) > 1:
            raise ValueError(f"Several journeys have a stage {quoted(text)}: write {quoted(label(found[0]))} or so.")
        if not found:
            hint = guess(text, [wording for stage in self.stages for wording in (label(stage), stage.name)])
            raise ValueError(f"There is no stage {quoted(text)}.{hint}")
        return found[0]

    def in_order(self, stages) -> tuple[Stage, ...]:
        """Each of them once."""
        return tuple(sorted(dict.fromkeys(stages), key=lambda stage: self.places[stage.pk]))


def label(stage: Stage, wording: str = "") -> str:
    """What tells the stage from those of other journeys."""
    return f"{stage.journey}: {wording or stage}"


class StageLines(Text):
    """Several stages, a line each."""

    nothing = ()

    def bind(self, lookups):
        self.known = KnownStages(lookups.user)

    def clean(self, value, row=None, **kwargs):
        return self.known.in_order(stage for line in value.split("\n") for stage in self.stages_in(one_line(line)))

    def stages_in(self, line: str) -> list[Stage]:
        """The stages in a line, with semicolons or, as names may have these too, commas between."""
        pieces = [piece.strip() for piece in line.split(";")]
        known = self.known.by_wording
        parts = [part for piece in pieces for part in ([piece] if lookup_key(piece) in known else piece.split(","))]
        return [self.known.find(part.strip()) for part in parts if part.strip()]

    def render(self, value, obj=None, **kwargs):
        return "\n".join(label(stage) for stage in value or ())
