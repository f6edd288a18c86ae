"""Tables on their way out: CSV or XLSX, with formulas defused."""

from collections.abc import Callable

from .csv_files import csv_bytes
from .defusing import defused
from .resource import Table
from .xlsx_files import xlsx_bytes

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(table: Table, queryset) -> bytes:
    """The rows of the queryset, those that the table's user may see, as CSV."""
    rows = (
        [defused(column.text(row)) for column in table.columns]
        for row in table.instances(table.rows_for_export(queryset))
    )
    return csv_bytes(table.headings(), rows)


def as_xlsx(table: Table, queryset) -> bytes:
    """The same as XLSX, dates and numbers as such. Raises SheetError when a text is too long for a cell."""
    rows = (
        [safe(column.cell(row)) for column in table.columns]
        for row in table.instances(table.rows_for_export(queryset))
    )
    return xlsx_bytes(table.title, table.headings(), [column.width for column in table.columns], rows)


def safe(value):
    return defused(value) if isinstance(value, str) else value


FORMATS: dict[str, tuple[str, Callable[..., bytes]]] = {"csv": (CSV_TYPE, as_csv), "xlsx": (XLSX_TYPE, as_xlsx)}
