"""What all tables share: rows are found by natural keys, read in memory, and written in batches at the end."""

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource

from .columns import Column
from .defusing import restored
from .lookups import Lookups
from .sheet import Fault

BATCH = 500


@dataclass(frozen=True)
class CellChange:
    """A cell whose text differs from what the catalogue has; for a new row `old` is empty."""

    column: str
    old: str
    new: str


class Table(Resource):
    """A kind of row as a table. Reading one asks a fixed number of queries; nothing is written before its last row.

    `name` is the part of the address, `title` and `about` are what people read; `listed` is the model whose list in
    the admin can be narrowed to choose rows, and `path` leads from a row to it; `permissions` is what bringing the
    table in takes.
    """

    name = title = about = ""
    listed = None
    path = "pk"
    permissions: tuple[str, ...] = ()
    # Every one of these groups has to have one of its columns in the file.
    needs: tuple[tuple[str, ...], ...] = ()

    class Meta:
        use_bulk = True
        batch_size = None  # we cut batches ourselves, when all rows are known to be good
        skip_diff = True  # changes are noted as they are made, without a copy of each row
        report_skipped = True
        store_instance = True
        instance_loader_class = BaseInstanceLoader  # never asked: rows are looked up by several columns

    def __init__(self, user=None, *, locking=False):
        super().__init__()
        self.user = user
        self.locking = locking
        self.lookups = Lookups(user)
        self.columns: list[Column] = list(self.fields.values())
        for column in self.columns:
            if hasattr(column.widget, "bind"):
                column.widget.bind(self.lookups)
        self.numbers: list[int] = []
        self.seen: dict = {}
        self.touched: set[str] = set()

    # What goes out

    @classmethod
    def headings(cls) -> list[str]:
        return [column.column_name for column in cls.fields.values()]

    @classmethod
    def heading_wordings(cls) -> dict[str, str]:
        """The headings by themselves and by what else a file may call them."""
        columns = cls.fields.values()
        return {wording: column.column_name for column in columns for wording in (column.column_name, *column.also)}

    def rows_for_export(self, queryset):
        """The queryset with everything that the columns read, in the order of the file."""
        raise NotImplementedError

    def instances(self, queryset):
        """Every row of the queryset, with what the columns read beside its fields."""
        yield from queryset.iterator(chunk_size=2000)

    # What comes in: the steps of the library, in its order

    def locked(self, queryset):
        """The queryset, locked while we write, so that what the preview said stays true."""
        return queryset.select_for_update(of=("self",)) if self.locking else queryset

    def before_import_row(self, row, row_number=None, **kwargs):
        self.number = self.numbers[row_number - 1]
        self.present = [column for column in self.columns if column.column_name in row]
        self.values = self.read(row)

    def read(self, row) -> dict:
        """What every cell of the row means, by its column's heading. Raises ValidationError with all that is wrong."""
        values, errors = {}, {}
        for column in self.present:
            try:
                values[column.column_name] = column.read(restored(row[column.column_name]))
            except ValueError as error:
                errors[column.column_name] = str(error)
        if errors:
            raise ValidationError(errors)
        return values

    def get_or_init_instance(self, instance_loader, row):
        instance, key = self.find(self.values)
        self.refuse_twice(key)
        return instance, instance.pk is None

    def find(self, values):
        """The row of the catalogue that the values mean, or a new one; and what makes it the same one as another."""
        raise NotImplementedError

    def refuse_twice(self, key) -> None:
        if key in self.seen:
            raise ValidationError(f"Row {self.seen[key]} is about the same: keep one of the two.")
        self.seen[key] = self.number

    def after_init_instance(self, instance, new, row, **kwargs):
        self.is_new = new

    def import_instance(self, instance, row, **kwargs):
        self.changes = [change for column in self.present if (change := self.take(column, instance))]

    def take(self, column: Column, instance) -> CellChange | None:
        """Put what the cell means into the instance; returns the change, or None where there is none to show."""
        value = self.values[column.column_name]
        if column.key or (column.keeps and value in (None, "")):
            return None
        old, new = column.text(instance), column.widget.render(value)
        if old == new:
            return None
        setattr(instance, column.attribute, value)
        if not self.is_new:
            self.touched.add(column.attribute)
        return CellChange(column.column_name, "" if self.is_new else old, new)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not self.is_new and not self.changes

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Hold the cells that changed to the model's own rules. Raises ValidationError by heading."""
        changed = {change.column for change in self.changes}
        fields = {column.attribute: column.column_name for column in self.columns if not column.key}
        names = {field.name for field in instance._meta.fields if not field.is_relation}
        told = {name for name, heading in fields.items() if name in names and (self.is_new or heading in changed)}
        self.prepare(instance)
        try:
            instance.clean_fields(exclude={field.name for field in instance._meta.fields} - told)
        except ValidationError as error:
            raise ValidationError({fields[name]: errors for name, errors in error.error_dict.items()}) from error

    def prepare(self, instance) -> None:
        """Fill in what a cell left open; raises ValidationError by heading where the row can't do without."""

    def after_import_row(self, row, row_result, **kwargs):
        row_result.changes = self.changes
        row_result.number = self.number
        row_result.subject = self.subject(row_result.instance)

    def subject(self, instance) -> str:
        """The row in a few words."""
        return str(instance)

    def late_faults(self) -> list[Fault]:
        """What is wrong with the table as a whole, when all of its rows are good by themselves."""
        return []

    def bulk_create(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        if not dry_run and self.create_instances:
            self.write_new(self.create_instances)

    def bulk_update(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        if not dry_run and self.update_instances:
            self.write_changed(self.update_instances)

    def write_new(self, instances) -> None:
        self._meta.model.objects.bulk_create(instances, batch_size=BATCH)

    def write_changed(self, instances) -> None:
        rewrite(instances, self.touched)

    def log(self, *, by) -> None:
        """Note in the history who changed which rows."""
        raise NotImplementedError


def rewrite(instances, fields) -> None:
    """Store these fields of rows that are there already, and are locked, many at a time.

    As an insert that meets the row it is several times quicker than `bulk_update`, which spells out a case a row.
    """
    instances = list(instances)
    if instances and fields:
        type(instances[0])._default_manager.bulk_create(
            instances, batch_size=BATCH, update_conflicts=True, update_fields=sorted(fields), unique_fields=["pk"]
        )


def faults_of(error: ValidationError, number: int) -> list[Fault]:
    """A row's errors, a fault a column."""
    by_column = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return [
        Fault(number, "" if column == NON_FIELD_ERRORS else column, " ".join(messages))
        for column, messages in by_column.items()
    ]
