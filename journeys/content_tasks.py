"""Content to make: planning a piece, finishing it with what came of it, dropping it."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from journeys.models import Asset, ContentTask
from personas.history import log_change
from personas.models import Persona

PLANNED_ALREADY = "Somebody has planned this already."


@transaction.atomic
def plan_pieces(
    *, by, personas: Sequence[Persona], stage, content_format, owner=None, due_on=None, note=""
) -> list[ContentTask]:
    """Note that a piece of that content type is to be made for each of the personas in the stage.

    Raises ValidationError, with nothing planned, when somebody has planned it for one of them already.
    """
    shared = {"owner": owner, "due_on": due_on, "note": note, "created_by": by}
    place = {"stage": stage, "content_format": content_format}
    tasks = [ContentTask(persona=persona, **place, **shared) for persona in personas]
    for task in tasks:
        try:
            store(task)
        except ValidationError as error:
            raise ValidationError([f"{task.persona}: {words}" for words in error.messages]) from error
    log_change(tasks, by=by, message="Planned.")
    return tasks


@transaction.atomic
def finish_task(task: ContentTask, *, by, asset: Asset | None = None, and_others: bool = False) -> int:
    """The piece is made, with `and_others` for all to-dos `like` this one. What came of it, where that is said, is
    from now on listed for the personas in the stage. Answers how many to-dos are done by that.

    Raises ValidationError when that is of another content type.
    """
    if asset and asset.content_format_id != task.content_format_id:
        raise ValidationError(
            {"url": f"“{asset}” is listed as “{asset.content_format}”, and this is to be “{task.content_format}”."}
        )
    tasks = [task, *(like(task) if and_others else ())]
    for each in tasks:
        each.status, each.asset = ContentTask.Status.DONE, asset
        store(each)
    if asset:
        asset.personas.add(*(each.persona_id for each in tasks))
        asset.stages.add(task.stage)
        log_change([asset], by=by, message=f"Made for {counted_people(tasks)}, {task.stage}.")
    log_change(tasks, by=by, message="Done.")
    return len(tasks)


def counted_people(tasks: Sequence[ContentTask]) -> str:
    return str(tasks[0].persona) if len(tasks) == 1 else f"{len(tasks)} personas"


@transaction.atomic
def drop_task(task: ContentTask, *, by) -> None:
    """Nobody is going to make it."""
    task.status = ContentTask.Status.DROPPED
    store(task)
    log_change([task], by=by, message="Dropped.")


@transaction.atomic
def reopen_task(task: ContentTask, *, by) -> None:
    """It is to be made after all. Raises ValidationError when somebody has planned another one meanwhile."""
    task.status, task.asset = ContentTask.Status.OPEN, None
    store(task)
    log_change([task], by=by, message="Opened again.")


def like(task: ContentTask):
    """The other open to-dos for a piece of the same content type in the same stage, which the same colleague makes;
    they may be done with it, as one piece serves several personas."""
    same = {"stage": task.stage_id, "content_format": task.content_format_id, "owner": task.owner_id}
    return ContentTask.objects.open().filter(**same).exclude(pk=task.pk).select_related("persona").order_by("pk")


def store(task: ContentTask) -> None:
    """Raises ValidationError, with nothing written, where the task is not as it should be."""
    task.full_clean()
    try:
        with transaction.atomic():
            task.save()
    except IntegrityError as error:  # another web node was quicker
        raise ValidationError(PLANNED_ALREADY) from error


def may_finish(task: ContentTask, user) -> bool:
    """Whether the user may say what became of it: its owner may, and whoever may change all of them."""
    return task.owner_id == user.pk or user.has_perm("journeys.change_contenttask")
