"""Content to make: planning a piece, finishing it with what came of it, dropping it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from journeys.models import Asset, ContentTask
from personas.history import log_change

PLANNED_ALREADY = "Somebody has planned this already."


@transaction.atomic
def plan_piece(*, by, persona, stage, content_format, owner=None, due_on=None, note="") -> ContentTask:
    """Note that a piece of that content type is to be made for the persona in the stage.

    Raises ValidationError when somebody has planned it already.
    """
    task = ContentTask(
        persona=persona,
        stage=stage,
        content_format=content_format,
        owner=owner,
        due_on=due_on,
        note=note,
        created_by=by,
    )
    store(task)
    log_change([task], by=by, message="Planned.")
    return task


@transaction.atomic
def finish_task(task: ContentTask, *, by, asset: Asset | None = None) -> None:
    """The piece is made. What came of it, where that is said, is from now on listed for the persona in the stage.

    Raises ValidationError when that is of another content type.
    """
    if asset and asset.content_format_id != task.content_format_id:
        raise ValidationError(
            {"url": f"“{asset}” is listed as “{asset.content_format}”, and this is to be “{task.content_format}”."}
        )
    task.status, task.asset = ContentTask.Status.DONE, asset
    store(task)
    if asset:
        asset.personas.add(task.persona)
        asset.stages.add(task.stage)
        log_change([asset], by=by, message=f"Made for {task.persona}, {task.stage}.")
    log_change([task], by=by, message="Done.")


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
