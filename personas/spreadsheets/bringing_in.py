"""What a table would change, and changing it: whole or not at all."""

import hashlib
import json
import logging
from dataclasses import dataclass, field

import tablib
from django.db import IntegrityError, OperationalError, transaction
from import_export.results import RowResult

from .errors import SheetError
from .resource import CellChange, Table, faults_of
from .sheet import Fault, Sheet

MEANWHILE = "The catalogue changed while the table was read, so nothing was written. Bring the file in again."
BUSY = "The database is busy with something else, so nothing was written. Try again in a moment."
UNEXPECTED = "This row can't be read. Look for anything unusual in it, or take it out of the file."

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class RowChange:
    """A row that is new or that changes."""

    number: int
    is_new: bool
    subject: str
    changes: list[CellChange]


@dataclass
class Preview:
    """What bringing a table in would do. With faults, nothing is ever written."""

    rows: list[RowChange] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def new(self) -> int:
        return sum(row.is_new for row in self.rows)

    @property
    def changed(self) -> int:
        return len(self.rows) - self.new

    @property
    def fingerprint(self) -> str:
        """Equal for previews that say the same."""
        said = [
            [row.number, row.is_new, row.subject, [[each.column, each.old, each.new] for each in row.changes]]
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps([said, self.unchanged, len(self.faults)]).encode()).hexdigest()


def preview_of(sheet: Sheet, table: Table) -> Preview:
    """Read the sheet into the table, which then holds the rows to write; nothing is written here."""
    faulty = {fault.number for fault in sheet.faults}
    rows = [(number, cells) for number, cells in sheet.rows if number not in faulty]
    table.numbers = [number for number, _ in rows]
    dataset = tablib.Dataset(*(cells for _, cells in rows), headers=sheet.headings)
    result = table.import_data_inner(
        dataset, dry_run=True, raise_errors=False, using_transactions=False, collect_failed_rows=False
    )
    if result.base_errors:
        raise result.base_errors[0].error
    preview = Preview(faults=[*sheet.faults, *faults_in(result, table)])
    for row in result.rows:
        add(preview, row)
    if not preview.faults:
        preview.faults = table.late_faults()
    preview.faults.sort(key=lambda fault: fault.number)
    return preview


def faults_in(result, table: Table) -> list[Fault]:
    """The library's errors as ours."""
    faults = []
    for row in result.invalid_rows:
        faults += faults_of(row.error, table.numbers[row.number - 1])
    for row in result.error_rows:
        logger.error("A row of the table %s could not be read", table.name, exc_info=row.errors[0].error)
        faults.append(Fault(table.numbers[row.number - 1], "", UNEXPECTED))
    return faults


def add(preview: Preview, row) -> None:
    """Take a row's result into the preview."""
    if row.import_type == RowResult.IMPORT_TYPE_SKIP:
        preview.unchanged += 1
    elif row.import_type in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE):
        preview.rows.append(RowChange(row.number, row.is_new(), row.subject, row.changes))


def bring_in(sheet: Sheet, kind: type[Table], fingerprint: str, *, by) -> tuple[Preview, bool]:
    """Write what the preview of that fingerprint said; `by` is the user who is noted in the history.

    Returns the preview as of now, and whether it was written: it isn't when it has faults or has become another one.
    Raises SheetError, with nothing written, when the database refuses.
    """
    try:
        with transaction.atomic():
            table = kind(by, locking=True)
            preview = preview_of(sheet, table)
            if preview.faults or not preview.rows or preview.fingerprint != fingerprint:
                return preview, False
            table.bulk_create(True, False, True)
            table.bulk_update(True, False, True)
            table.log(by=by)
            return preview, True
    except IntegrityError as error:
        raise SheetError(MEANWHILE) from error
    except OperationalError as error:
        raise SheetError(BUSY) from error
