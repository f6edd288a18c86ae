"""What matching a title answers."""

from dataclasses import dataclass

from django.urls import reverse

EXACT, ALTERNATIVE, RULE, CLOSE = "exact", "alternative", "rule", "close"


@dataclass(frozen=True, slots=True)
class PersonaRef:
    """As much of a persona as a list of matches shows. `colour` is the number of its colour, 1 to 12."""

    pk: int
    slug: str
    heading: str
    name: str
    initials: str
    colour: int
    type_name: str
    is_draft: bool = False

    def get_absolute_url(self) -> str:
        return reverse("personas:detail", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Candidate:
    """One persona that a title may mean: how it was found (`kind`), how sure that is (`score`, 0 to 100), and why, in
    a sentence. `known_title` is the title that it resembles, `rule_pk` the rule that caught it."""

    persona: PersonaRef
    kind: str
    score: float
    reason: str
    known_title: str | None = None
    rule_pk: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a title means: candidates, the best first, each persona once. None of them is “no match”."""

    title: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None

    @property
    def runner_up(self) -> Candidate | None:
        return self.candidates[1] if len(self.candidates) > 1 else None
