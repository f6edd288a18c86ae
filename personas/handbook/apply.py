"""Doing what a plan says, whole or not at all."""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator

from django.contrib.admin.models import ADDITION, CHANGE, DELETION
from django.db import IntegrityError, OperationalError, models
from django.utils import timezone

from personas.history import log_change, recorded
from personas.models import Guide, Persona
from personas.retirement import used_elsewhere

from .batch import STARTER_NAME
from .guesses import keep_guesses
from .pages import HandbookError
from .plan import Change, Plan
from .progress import finish
from .rows import Row
from .tables import ALIAS_MODELS, Table, table_of, tables

MEANWHILE = "The catalogue changed while the plan was made, so nothing was written. Make the plan again."
BUSY = "The database is busy with something else, so nothing was written. Try again in a moment."
APART = "What is ticked doesn't go without something that isn't, so nothing was written. Tick more of it, or less."
MESSAGE = "Imported from a handbook page."
NAMED = 3  # pages in the history


def apply_plan(plan: Plan, *, by=None, with_guesses: bool = False) -> None:
    """Write what the plan says in one transaction; `by` is the user who is noted in the history, or None.
    With guesses, those of the plan are kept for an editor to settle.

    Raises HandbookError, with nothing written, when the catalogue has changed since the plan was made.
    """
    finish(apply_steps(plan, by=by, with_guesses=with_guesses))


def apply_steps(plan: Plan, *, by=None, with_guesses: bool = False) -> Generator[str, None, None]:
    """As `apply_plan`; says before each step what it is. When nobody asks for the next one, nothing is written."""
    try:
        with recorded():
            log_removed(plan, by)
            yield from _Writing(plan, by).steps()
            log_written(plan, by)
            if with_guesses:
                keep_guesses(plan)
    except IntegrityError as error:
        raise HandbookError(APART if plan.is_partial else MEANWHILE) from error
    except models.ObjectDoesNotExist as error:
        raise HandbookError(MEANWHILE) from error
    except OperationalError as error:
        raise HandbookError(BUSY) from error


class _Writing:
    """One application of a plan: knows the primary keys of the rows that others point to."""

    def __init__(self, plan: Plan, by):
        self.plan, self.by = plan, by
        self.new: dict[type, list[Row]] = defaultdict(list)
        self.changed: dict[type, list[Change]] = defaultdict(list)
        for row in plan.new:
            self.new[row.model].append(row)
        for change in plan.changed:
            self.changed[change.row.model].append(change)
        self.keys: dict[tuple[type, tuple], int] = {}
        self.deferred: list[tuple[models.Model, str, tuple[type, tuple]]] = []

    def steps(self) -> Iterator[str]:
        # Whoever saves one of them waits for us, and is told; always in one order, so that nobody waits in a ring.
        list(touched_personas(self.plan).order_by("pk").select_for_update().values_list("pk", flat=True))
        self.hold_removed()
        for table in tables():
            if count := len(self.new[table.model]) + len(self.changed[table.model]):
                names = table.model._meta.verbose_name_plural if count > 1 else table.model._meta.verbose_name
                yield f"Writing {count} {names}"
            self.create(table)
            self.update(table)
        for instance, name, target in self.deferred:
            setattr(instance, f"{name}_id", self.key_of(*target))
            instance.save(update_fields=[name])
        refuse_used(self.plan)
        for row in reversed(self.plan.removed):
            if row.pk is not None:
                row.delete()
        touch_personas(self.plan)

    def hold_removed(self) -> None:
        """Lock the rows that go. Raises HandbookError when somebody changed one since the plan was made."""
        removed = defaultdict(list)
        for row in self.plan.removed:
            removed[type(row)].append(row)
        for model, rows in removed.items():
            there = model._default_manager.select_for_update().in_bulk([row.pk for row in rows])
            names = [field.attname for field in model._meta.concrete_fields if not getattr(field, "auto_now", False)]
            for row in rows:
                now = there.get(row.pk)
                if now is None or any(getattr(now, name) != getattr(row, name) for name in names):
                    raise HandbookError(MEANWHILE)

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
                table.save(row, [*fields, *times], self.by)

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


def refuse_used(plan: Plan) -> None:
    """Raise HandbookError when a persona is to go whom something uses that stays. She is held since the beginning, so
    nothing new can use her."""
    going = [row.pk for row in plan.removed if isinstance(row, Persona)]
    if going and used_elsewhere(going, without=plan.removed):
        raise HandbookError(APART if plan.is_partial else MEANWHILE)


def touch_personas(plan: Plan) -> None:
    """Note the time on every persona of whom anything changed."""
    touched_personas(plan).update(updated_at=timezone.now())


def touched_personas(plan: Plan):
    """The personas of whom anything is new, changes or goes; a new one only when it is written."""
    removed = {row.persona_id for row in plan.removed if hasattr(row, "persona_id")}
    return Persona.objects.filter(models.Q(slug__in=touched_slugs(plan)) | models.Q(pk__in=removed))


def touched_slugs(plan: Plan) -> set[str]:
    """The addresses of the personas of whom anything is new or changes, new personas among them."""
    rows = [*plan.new, *(change.row for change in plan.changed)]
    of_links = {row.links["persona"][0] for row in rows if row.links.get("persona")}
    return of_links | {row.key[0] for row in rows if row.model is Persona}


def keys_of(rows: Iterable[Row], model: type) -> list[str]:
    """The (one-part) natural keys of those rows that are of the model and on a page of the import's own."""
    return [row.key[0] for row in rows if row.model is model and row.page != STARTER_NAME]


def log_removed(plan: Plan, by) -> None:
    """Note in the history which personas and guides go."""
    for model in (Persona, Guide):
        rows = [row for row in plan.removed if isinstance(row, model)]
        log_change(rows, by=by, message="Removed: no longer on the imported page.", action=DELETION)


def log_written(plan: Plan, by) -> None:
    """Note in the history which personas, guides and vocabulary rows are new or changed."""
    message = message_of(plan)
    new = set(keys_of(plan.new, Persona))
    removed = {row.persona_id for row in plan.removed if hasattr(row, "persona_id")}
    slugs = {ADDITION: new, CHANGE: touched_slugs(plan) - new}
    touched = Persona.objects.filter(models.Q(slug__in=slugs[CHANGE]) | models.Q(pk__in=removed))
    log_change(Persona.objects.filter(slug__in=new), by=by, message=message, action=ADDITION)
    log_change(touched, by=by, message=message)
    for action, rows in ((ADDITION, plan.new), (CHANGE, [change.row for change in plan.changed])):
        log_change(Guide.objects.filter(slug__in=keys_of(rows, Guide)), by=by, message=message, action=action)
        for model in ALIAS_MODELS:
            terms = model.objects.filter(key__in=keys_of(rows, model))
            log_change(terms, by=by, message=message, action=action)


def message_of(plan: Plan) -> str:
    """ "Imported from a handbook page: personas.md."; of many pages with personas, the first are named."""
    rows = [*plan.new, *(change.row for change in plan.changed)]
    names = sorted({row.page for row in rows if row.page and (row.model is Persona or row.links.get("persona"))})
    if not names:
        return MESSAGE
    what = "a handbook page" if len(names) == 1 else "handbook pages"
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"Imported from {what}: {', '.join(names[:NAMED])}{more}."
