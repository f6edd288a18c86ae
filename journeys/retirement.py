"""What of journeys uses a persona: her place in their stages, the content that is for her, and what is to be made."""

from collections.abc import Sequence

from journeys.models import Asset, ContentTask, Stage, Touchpoint, TouchpointFormat
from personas.merges.texts import join_texts
from personas.models import Persona
from personas.retirement import Use, UsedBy, register_use
from personas.retirement.uses import Pair, linked

MADE = "It is done or dropped, and tells what was."
PLANNED = "It can't go to {}, for whom it is planned already."
OTHER_TYPE = "The journey is for personas of another type than the successor."
TEXTS = ("questions", "key_message")


def touchpoints(persona: Persona) -> list[UsedBy]:
    rows = Touchpoint.objects.filter(persona=persona).select_related("persona", "stage__journey")
    return [UsedBy(row.pk, f"{row.stage.journey}: {row.stage}", row, row.stage_id) for row in rows]


def stages_taken(successors: Sequence[Persona]) -> set[Pair]:
    return set(Touchpoint.objects.filter(persona__in=successors).order_by().values_list("persona", "stage"))


def stages_of_others(successors: Sequence[Persona]) -> dict[Pair, str]:
    """The stages of journeys that are for personas of another type, as `rules.refuse_other_type` has it."""
    stages = Stage.objects.exclude(journey__type=None).order_by().values_list("pk", "journey__type")
    return {(each.pk, stage): OTHER_TYPE for stage, kind in stages for each in successors if each.type_id != kind}


def move_touchpoints(*, rows, persona, to, by) -> None:
    Touchpoint.objects.filter(pk__in=[row.pk for row in rows]).update(persona=to)


def join_touchpoints(*, rows, persona, to, by) -> None:
    """Both say what they said, as in merges: texts after one another, the stronger part, all content types."""
    old = Touchpoint.objects.filter(pk__in=[row.pk for row in rows]).prefetch_related("format_links")
    new = Touchpoint.objects.filter(persona=to, stage__in=[each.stage_id for each in old])
    by_stage = {each.stage_id: each for each in new.prefetch_related("format_links")}
    pairs = [(each, by_stage[each.stage_id]) for each in old]
    for one, other in pairs:
        for name in TEXTS:
            setattr(other, name, join_texts(getattr(other, name), getattr(one, name)))
        other.involvement = min(one.involvement, other.involvement)
        other.team_id = other.team_id or one.team_id
    Touchpoint.objects.bulk_update([other for _, other in pairs], [*TEXTS, "involvement", "team"])
    TouchpointFormat.objects.bulk_create(link for one, other in pairs for link in formats_to_add(one, other))
    old.delete()


def formats_to_add(one: Touchpoint, other: Touchpoint) -> list[TouchpointFormat]:
    """The content types that only the first recommends, after those of the other."""
    known = {link.content_format_id: link.rank for link in other.format_links.all()}
    new = [link.content_format_id for link in one.format_links.all() if link.content_format_id not in known]
    last = max(known.values(), default=0)
    return [
        TouchpointFormat(touchpoint=other, content_format_id=pk, rank=last + place)
        for place, pk in enumerate(new, start=1)
    ]


def assets(persona: Persona) -> list[UsedBy]:
    return [UsedBy(asset.pk, asset.title, asset, asset.pk) for asset in Asset.objects.filter(personas=persona)]


def tasks(persona: Persona) -> list[UsedBy]:
    rows = ContentTask.objects.filter(persona=persona).select_related("persona", "stage__journey", "content_format")
    return [UsedBy(row.pk, gap_of(row), row, (row.stage_id, row.content_format_id), reason(row)) for row in rows]


def gap_of(task: ContentTask) -> str:
    return f"{task.content_format}, {task.stage.journey}: {task.stage}"


def reason(task: ContentTask) -> str:
    """Why it stays; nothing where it needn't."""
    return "" if task.is_open else MADE


def planned_already(successors: Sequence[Persona]) -> dict[Pair, str]:
    rows = ContentTask.objects.open().filter(persona__in=successors).select_related("persona")
    return {
        (row.persona_id, (row.stage_id, row.content_format_id)): PLANNED.format(row.persona.heading) for row in rows
    }


def move_tasks(*, rows, persona, to, by) -> None:
    ContentTask.objects.filter(pk__in=[row.pk for row in rows]).update(persona=to)


USES = [
    Use(
        "touchpoints",
        "touchpoint",
        "touchpoints",
        Touchpoint._meta.get_field("persona"),
        touchpoints,
        "journeys.change_touchpoint",
        move_touchpoints,
        join_touchpoints,
        stages_taken,
        stages_of_others,
        order=30,
    ),
    Use(
        "assets",
        "asset",
        "assets",
        rows=assets,
        permission="journeys.change_asset",
        order=31,
        **linked(Asset.personas.through, "asset"),
    ),
    Use(
        "tasks",
        "piece of content to make",
        "pieces of content to make",
        ContentTask._meta.get_field("persona"),
        tasks,
        "journeys.change_contenttask",
        move_tasks,
        refused=planned_already,
        order=32,
    ),
]


def register() -> None:
    for use in USES:
        register_use(use)
