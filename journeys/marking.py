"""Saying who matters in which stage, a cell at a time, and taking it back.

Each verb is one transaction, notes what it did in the journey's history, and says in words what happened. A click
tells which state it saw, so that a double click does once what was meant once, and two editors don't overwrite each
other.
"""

from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from journeys.models import Stage, Touchpoint, TouchpointFormat
from journeys.rules import refuse_other_type
from personas.history import log_change, note
from personas.models import ContentFormat, Persona, Team

NOBODY = 0  # no touchpoint: the persona doesn't matter there
ORDER = (
    Touchpoint.Involvement.TAKES_PART.value,
    Touchpoint.Involvement.LEADS.value,
    Touchpoint.Involvement.IS_INFORMED.value,
)
LABELS = {NOBODY: "not marked"} | {value: label.lower() for value, label in Touchpoint.Involvement.choices}
UNDO = "journeys.undo"
UNDO_SECONDS = 24 * 3600
MEANWHILE = "Somebody changed this cell meanwhile, so it was left as it is now."


class Refused(Exception):
    """Nothing was written; the message says why, in a sentence. With `asks`, the same may be asked again as sure."""

    def __init__(self, sentence: str, asks: bool = False):
        super().__init__(sentence)
        self.asks = asks


@dataclass(frozen=True)
class Marked:
    """Which cell, what it holds now, what was done in words, and the token that takes it back; no token where nothing
    was done."""

    persona: Persona
    stage: Stage
    touchpoint: Touchpoint | None
    said: str
    token: str = ""


def next_involvement(touchpoint: Touchpoint | None) -> int:
    """What a click makes of a cell: takes part, leads, is informed, and nothing again; a touchpoint that says more
    than that isn't clicked away."""
    if touchpoint is None:
        return ORDER[0]
    place = ORDER.index(touchpoint.involvement) + 1
    if place < len(ORDER):
        return ORDER[place]
    return ORDER[0] if content_of(touchpoint) else NOBODY


def content_of(touchpoint: Touchpoint) -> list[str]:
    """What a touchpoint says besides the involvement, in words."""
    texts = [("its questions", touchpoint.questions), ("its key message", touchpoint.key_message)]
    formats = len(touchpoint.format_links.all())
    parts = [name for name, text in texts if text.strip()]
    parts += [f"{formats} content type{'s' if formats > 1 else ''}"] if formats else []
    return parts + (["its team"] if touchpoint.team_id else [])


def mark(*, persona: Persona, stage: Stage, to: int, was: int, by, sure: bool = False) -> Marked:
    """Give the cell the involvement `to` (NOBODY: none), where it is still what the click saw.

    Raises Refused when somebody else changed it meanwhile, when the persona isn't of the journey's type, or when texts
    would go and nobody is sure.
    """
    try:
        with transaction.atomic():
            touchpoint = held(persona, stage)
            now = touchpoint.involvement if touchpoint else NOBODY
            if now == to:
                return Marked(persona, stage, touchpoint, said(persona, stage, to))
            if now != was:
                raise Refused(MEANWHILE)
            refuse_unfit(persona, stage, touchpoint, to, sure)
            before = snapshot(touchpoint)
            touchpoint = put(persona, stage, before and before | {"involvement": to}, to)
            return noted(persona, stage, before, touchpoint, by)
    except (IntegrityError, Stage.DoesNotExist) as error:
        raise Refused(MEANWHILE) from error


def refuse_unfit(persona: Persona, stage: Stage, touchpoint: Touchpoint | None, to: int, sure: bool) -> None:
    """Raise Refused when the persona has no business in the journey, or texts would go."""
    if touchpoint is None:
        try:
            refuse_other_type(persona, stage.journey)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
    elif to == NOBODY and not sure and (content := content_of(touchpoint)):
        parts = " and ".join([", ".join(content[:-1]), content[-1]] if content[1:] else content)
        raise Refused(f"{persona.heading} would lose {parts} in {stage.name}.", asks=True)


def undo(*, token: str, journey, by) -> Marked:
    """Put a cell back to what it was before the change that the token stands for, with all its texts.

    Raises Refused when the token isn't theirs or is too old, or when the cell isn't as that change left it.
    """
    data = opened(token, journey, by)
    try:
        with transaction.atomic():
            persona = Persona.objects.visible_to(by).get(pk=data["persona"])
            stage = journey.stages.get(pk=data["stage"])
            if snapshot(held(persona, stage)) != data["after"]:
                raise Refused("This cell was changed again since, so there is nothing to undo any more.")
            before = still_there(data["before"])
            return noted(persona, stage, data["after"], put(persona, stage, before, NOBODY), by)
    except (IntegrityError, Persona.DoesNotExist, Stage.DoesNotExist) as error:
        raise Refused("The persona or the stage is gone, so this can't be undone.") from error


def opened(token: str, journey, by) -> dict:
    """What a token says. Raises Refused."""
    try:
        data = signing.loads(token, salt=UNDO, max_age=UNDO_SECONDS)
    except signing.BadSignature as error:
        raise Refused("This can't be undone any more.") from error
    if data["by"] != by.pk or data["journey"] != journey.pk:
        raise Refused("This isn't a change of yours in this journey.")
    return data


def needed_to_undo(*, token: str, journey, by) -> str:
    """The permission that undoing takes. Raises Refused."""
    data = opened(token, journey, by)
    return permission(bool(data["after"]), bool(data["before"]))


def permission(has_one: bool, gets_one: bool) -> str:
    """The permission that a change of a cell takes."""
    verb = {(False, True): "add", (True, False): "delete"}.get((has_one, gets_one), "change")
    return f"journeys.{verb}_touchpoint"


def held(persona: Persona, stage: Stage) -> Touchpoint | None:
    """The touchpoint of the cell; nobody else marks anything in the stage until the transaction ends."""
    Stage.objects.select_for_update().get(pk=stage.pk)
    touchpoints = Touchpoint.objects.filter(persona=persona, stage=stage)
    return touchpoints.prefetch_related("format_links").first()


def snapshot(touchpoint: Touchpoint | None) -> dict | None:
    """All that a touchpoint says, as plain values."""
    if touchpoint is None:
        return None
    links = sorted(touchpoint.format_links.all(), key=lambda link: (link.rank, link.pk))
    return {
        "involvement": touchpoint.involvement,
        "questions": touchpoint.questions,
        "key_message": touchpoint.key_message,
        "team": touchpoint.team_id,
        "formats": [[link.content_format_id, link.rank] for link in links],
    }


def still_there(values: dict | None) -> dict | None:
    """The values without content types and a team that were deleted since."""
    if values is None:
        return None
    formats = set(
        ContentFormat.objects.filter(pk__in=[pk for pk, _ in values["formats"]]).values_list("pk", flat=True)
    )
    team = values["team"] if Team.objects.filter(pk=values["team"]).exists() else None
    return values | {"team": team, "formats": [[pk, rank] for pk, rank in values["formats"] if pk in formats]}


def put(persona: Persona, stage: Stage, values: dict | None, involvement: int) -> Touchpoint | None:
    """Write the cell: with these values, or with the involvement alone; NOBODY and no values delete it."""
    cell = {"persona": persona, "stage": stage}
    if (values["involvement"] if values else involvement) == NOBODY:
        Touchpoint.objects.filter(**cell).delete()
        return None
    fields = dict(values or {"involvement": involvement})
    formats = fields.pop("formats", None)
    team = {"team_id": fields.pop("team")} if "team" in fields else {}
    touchpoint, is_new = Touchpoint.objects.update_or_create(**cell, defaults=fields | team)
    if is_new and formats:
        TouchpointFormat.objects.bulk_create(
            TouchpointFormat(touchpoint=touchpoint, content_format_id=pk, rank=rank) for pk, rank in formats
        )
    return Touchpoint.objects.prefetch_related("format_links").get(pk=touchpoint.pk)


def noted(persona: Persona, stage: Stage, before: dict | None, touchpoint: Touchpoint | None, by) -> Marked:
    """Note the change in the journey's history, and say it."""
    sentence = said(persona, stage, touchpoint.involvement if touchpoint else NOBODY)
    log_change([stage.journey], by=by, message=sentence)
    note([persona], by=by, message=f"{stage.journey}: {sentence}")
    data = {
        "by": by.pk,
        "journey": stage.journey_id,
        "persona": persona.pk,
        "stage": stage.pk,
        "before": before,
        "after": snapshot(touchpoint),
    }
    return Marked(persona, stage, touchpoint, sentence, signing.dumps(data, salt=UNDO, compress=True))


def said(persona: Persona, stage: Stage, involvement: int) -> str:
    return f"{persona.heading}, {stage.name}: {LABELS[involvement]}."
