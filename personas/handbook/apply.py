"""Doing what a plan says, whole or not at all."""

from collections import defaultdict

from django.contrib.admin.models import ADDITION, CHANGE
from django.db import IntegrityError, OperationalError, models, transaction
from django.utils import timezone

from personas.history import log_change
from personas.models import Persona

from .pages import HandbookError
from .plan import Change, Plan
from .rows import Row
from .tables import Table, table_of, tables

MEANWHILE = "The catalogue changed while the plan was made, so nothing was written. Make the plan again."
BUSY = "The database is busy with something else, so nothing was written. Try again in a moment."
MESSAGE = "Imported from a handbook page."


def apply_plan(plan: Plan, *, by=None) -> None:
    """Write what the plan says in one transaction; `by` is the user who is noted in the admin's history, or None.

    Raises HandbookError, with nothing written, when the catalogue has changed since the plan was made.
    """
    try:
        with transaction.atomic():
            _Writing(plan).run()
            if by is not None:
                log_personas(plan, by)
    except (IntegrityError, models.ObjectDoesNotExist) as error:
        raise HandbookError(MEANWHILE) from error
    except OperationalError as error:
        raise HandbookError(BUSY) from error


class _Writing:
    """One application of a plan: knows the primary keys of the rows that others point to."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.new: dict[type, list[Row]] = defaultdict(list)
        self.changed: dict[type, list[Change]] = defaultdict(list)
        for row in plan.new:
            self.new[row.model].append(row)
        for change in plan.changed:
            self.changed[change.row.model].append(change)
        self.keys: dict[tuple[type, tuple], int] = {}
        self.deferred: list[tuple[models.Model, str, tuple[type, tuple]]] = []

    def run(self) -> None:
        for table in tables():
            self.create(table)
            self.update(table)
        for instance, name, target in self.deferred:
            setattr(instance, f"{name}_id", self.key_of(*target))
            instance.save(update_fields=[name])
        for row in reversed(self.plan.removed):
            if row.pk is not None:
                row.delete()
        touch_personas(self.plan)

    def create(self, table: Table) -> None:
        instances = [self.instance(table, row) for row in self.new[table.model]]
        table.model._default_manager.bulk_create(instances)
        for instance, row in zip(instances, self.new[table.model], strict=True):
            self.keys[table.model, row.key] = instance.pk

    def instance(self, table: Table, row: Row) -> models.Model:
        instance = table.model(**row.values)
        if table.key[-1] == "key":
            instance.key = row.key[-1]
        for name, key in row.links.items():
            self.link(table, instance, name, key)
        return instance

    def link(self, table: Table, instance: models.Model, name: str, key: tuple | None) -> None:
        target = (table.links[name][0], key)
        if key is not None and name in table.later:
            self.deferred.append((instance, name, target))
        else:
            setattr(instance, f"{name}_id", None if key is None else self.key_of(*target))

    def update(self, table: Table) -> None:
        changes = self.changed[table.model]
        rows = table.model._default_manager.select_for_update().in_bulk([change.existing.pk for change in changes])
        times = [field.name for field in table.model._meta.fields if getattr(field, "auto_now", False)]
        for change in changes:
            row = rows.get(change.existing.pk)
            if row is None or any(getattr(row, name) != getattr(change.existing, name) for name in change.values):
                raise HandbookError(MEANWHILE)
            for name, value in change.values.items():
                setattr(row, name, value)
            for name, key in change.links.items():
                self.link(table, row, name, key)
            now = [name for name, key in change.links.items() if key is None or name not in table.later]
            if fields := [*change.values, *now]:
                row.save(update_fields=[*fields, *times])

    def key_of(self, model: type, key: tuple) -> int:
        """The primary key of a row by its natural key. Raises ObjectDoesNotExist when it is gone."""
        if (model, key) not in self.keys:
            table = table_of(model)
            wanted = {each[table.fetch_by] for each in self.linked_keys(model)} | {key[table.fetch_by]}
            for natural, row in table.existing(wanted).items():
                self.keys.setdefault((model, natural), row.pk)
        if (model, key) not in self.keys:
            raise models.ObjectDoesNotExist(f"{model.__name__} {key}")
        return self.keys[model, key]

    def linked_keys(self, model: type) -> set[tuple]:
        """All natural keys of that model that rows of this plan point to, so that they are fetched at once."""
        rows = [*self.plan.new, *(change.row for change in self.plan.changed)]
        links = ((table_of(row.model).links[name][0], key) for row in rows for name, key in row.links.items() if key)
        return {key for target, key in links if target is model}


def touch_personas(plan: Plan) -> None:
    """Note the time on every persona of whom anything changed."""
    slugs = {row.links["persona"][0] for row in plan.new if row.links.get("persona")}
    slugs |= {change.row.links["persona"][0] for change in plan.changed if change.row.links.get("persona")}
    slugs |= {change.row.key[0] for change in plan.changed if change.row.model is Persona}
    removed = {row.persona_id for row in plan.removed if hasattr(row, "persona_id")}
    touched = Persona.objects.filter(models.Q(slug__in=slugs) | models.Q(pk__in=removed))
    touched.update(updated_at=timezone.now())


def log_personas(plan: Plan, by) -> None:
    """Add lines to the admin's history of the personas that are new or changed."""
    new = [row.key[0] for row in plan.new if row.model is Persona]
    changed = [change.row.key[0] for change in plan.changed if change.row.model is Persona]
    for slugs, action in ((new, ADDITION), (changed, CHANGE)):
        log_change(Persona.objects.filter(slug__in=slugs), by=by, message=MESSAGE, action=action)
