"""Carrying a merge out: whole or not at all."""

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.admin.models import DELETION
from django.db import DEFAULT_DB_ALIAS, IntegrityError, OperationalError
from django.db.models import Model
from django.utils import timezone

from personas.history import log_change, recorded
from personas.models import Persona

from .plan import CHUNK, MergeError, MergePlan, Move, Removal, chunks
from .planner import plan_merge

MEANWHILE = "Something that belongs to these rows changed at the same moment, so nothing was written. Try again."
BUSY = "The database is busy with something else, so nothing was written. Try again in a moment."
GONE = "One of the rows is no longer there: somebody deleted or merged it. Nothing was written."


class StaleMerge(MergeError):
    """The merge would do something else than what was read; `plan` is what it would do now."""

    def __init__(self, plan: MergePlan):
        super().__init__("What would move has changed since you read it, so nothing was written.")
        self.plan = plan


def merge(kept: Model, gone: Sequence[Model], *, by, fingerprint: str | None = None) -> MergePlan:
    """Make the `gone` rows one with the `kept` one, in one transaction, noted in the history as done by `by`.

    With the `fingerprint` of a plan, nothing but that plan is carried out. Raises StaleMerge when it would be another
    now, and MergeError when it can't be done at all.
    """
    try:
        with recorded():
            kept, *gone = locked(kept, gone)
            plan = plan_merge(kept, gone, lock=True)
            if fingerprint is not None and plan.fingerprint != fingerprint:
                raise StaleMerge(plan)
            if plan.obstacles:
                raise MergeError(plan.obstacles[0])
            carry_out(plan)
            tell_history(plan, by)
            return plan
    except IntegrityError as error:
        raise MergeError(MEANWHILE) from error
    except OperationalError as error:
        raise MergeError(BUSY) from error


def locked(kept: Model, gone: Sequence[Model]) -> list[Model]:
    """The rows as they are now, the kept one first, locked in the order of their primary keys against deadlocks.

    While they are locked, PostgreSQL lets nobody point a new row to them. Raises MergeError when one is missing.
    """
    keys = [kept.pk, *(row.pk for row in gone)]
    queryset = type(kept)._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    rows = {row.pk: row for row in queryset}
    if len(rows) < len(set(keys)):
        raise MergeError(GONE)
    return [rows[key] for key in keys]


def carry_out(plan: MergePlan) -> None:
    """Write what the plan says."""
    *work, last = plan.operations
    for operation in work:
        do(operation)
    save_changes(plan)
    do(last)
    for alias_model in {type(alias) for alias in plan.aliases}:
        alias_model._base_manager.bulk_create([alias for alias in plan.aliases if type(alias) is alias_model])
    for keys in chunks(sorted(plan.persona_keys)):
        Persona.objects.filter(pk__in=keys).update(updated_at=timezone.now())


def do(operation: Move | Removal) -> None:
    if isinstance(operation, Removal):
        for keys in chunks(operation.keys):
            # Without Django's cascade: what somebody added a moment ago must stop the merge, and not go with the row.
            operation.model._base_manager.filter(pk__in=keys)._raw_delete(DEFAULT_DB_ALIAS)
        return
    link, targets = operation.link, defaultdict(list)
    for key in {getattr(row, operation.link.attname) for row in operation.rows}:
        targets[operation.into[key]].append(key)
    for kept, gone in targets.items():
        for keys in chunks(gone):
            link.model._base_manager.filter(**{f"{link.name}__in": keys}).update(**{link.attname: kept})


def save_changes(plan: MergePlan) -> None:
    """Give rows their new values, those of one model and the same fields together."""
    together = defaultdict(list)
    for change in plan.all_changes:
        if differing := change.differing:
            for name, value in differing.items():
                setattr(change.row, name, value)
            together[type(change.row), tuple(differing)].append(change.row)
    for (model, names), rows in together.items():
        model._base_manager.bulk_update(rows, names, batch_size=CHUNK // 2)


def tell_history(plan: MergePlan, by) -> None:
    """Note the merge at the kept row, at those that went, and at every persona on whose page it shows."""
    names = ", ".join(f"“{row}”" for row in plan.gone)
    log_change([plan.kept], by=by, message=f"Merged {names} into it.")
    log_change(plan.gone, by=by, message=f"Merged into “{plan.kept}”.", action=DELETION)
    personas = [
        persona for keys in chunks(sorted(plan.persona_keys)) for persona in Persona.objects.filter(pk__in=keys)
    ]
    log_change(personas, by=by, message=f"{names} became one with “{plan.kept}”.")
