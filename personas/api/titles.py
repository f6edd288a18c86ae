"""Which persona a job title means."""

from typing import Literal

from django.urls import reverse
from ninja import Field, Query, Router, Schema

from config.api.parts import REFUSALS
from personas.models.titles import TITLE_LENGTH
from personas.titles.catalogue import load
from personas.titles.matching import match

from .access import reader_of
from .personas import api_address

router = Router(tags=["Job titles"])
NO_MATCH = "No persona matches this title."


class TitleQuery(Schema):
    title: str = Field(
        min_length=1,
        max_length=TITLE_LENGTH,
        description="The job title alone, as people write it. Never send a person's name.",
        examples=["Sr. Mgr, Infra Eng"],
    )


class TitlePersona(Schema):
    slug: str
    name: str = Field(description="Name and role, as every page calls the persona.")
    page: str = Field(description="The page for people.")
    api: str = Field(description="The same as JSON.")


class TitleCandidate(Schema):
    persona: TitlePersona
    kind: Literal["exact", "alternative", "rule", "close"]
    score: float = Field(description="How sure it is, 0 to 100.")
    reason: str = Field(description="Why, in a sentence.")
    known_title: str | None = Field(description="The known title behind it, if it is one.")


class TitleMatch(Schema):
    title: str
    matched: bool
    best: TitleCandidate | None
    runner_up: TitleCandidate | None
    candidates: list[TitleCandidate] = Field(description="All that come into question, the best first.")
    note: str = Field(description="Empty, or that nobody matches.")


@router.get(
    "titles/match",
    response={200: TitleMatch, **REFUSALS},
    summary="Which persona a job title means",
    operation_id="match_title",
    url_name="match_title",
)
def match_title(request, wanted: Query[TitleQuery]):
    """The personas that the title may mean, ranked, each with the reason in words; none rather than a bad guess.
    Titles that match nobody are not recorded."""
    found = match(wanted.title, load(reader_of(request)))
    candidates = [described(request, each) for each in found.candidates]
    return {
        "title": wanted.title,
        "matched": found.best is not None,
        "best": found.best and described(request, found.best),
        "runner_up": found.runner_up and described(request, found.runner_up),
        "candidates": candidates,
        "note": "" if found.best else NO_MATCH,
    }


def described(request, candidate) -> dict:
    """A candidate with its persona's addresses."""
    persona = candidate.persona
    return {
        "persona": {
            "slug": persona.slug,
            "name": persona.heading,
            "page": request.build_absolute_uri(reverse("personas:detail", args=[persona.slug])),
            "api": api_address(request, "persona", persona.slug),
        },
        "kind": candidate.kind,
        "score": candidate.score,
        "reason": candidate.reason,
        "known_title": candidate.known_title,
    }
