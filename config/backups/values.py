"""Values of rows as JSON, the same from either database, and back."""

import base64
import datetime
import decimal
import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence

from django.db.models import BinaryField, Field, JSONField
from django.utils.duration import duration_iso_string


def as_json(field: Field, value):
    """What JSON knows of a field's value. Raises TypeError for what has no form here."""
    if value is None or isinstance(field, JSONField) or isinstance(value, bool | int | float | str):
        return value
    match value:
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat() if value.tzinfo else value.isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case datetime.timedelta():
            return duration_iso_string(value)
        case decimal.Decimal() | uuid.UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"{field} holds a {type(value).__name__}, which backups don't know.")


def as_value(field: Field, kept):
    """The field's value of what `as_json` made of it. Raises ValidationError, ValueError or TypeError for anything
    else."""
    if kept is None or isinstance(field, JSONField):
        return kept
    if isinstance(field, BinaryField):
        return base64.b64decode(kept, validate=True)
    return field.to_python(kept)


def line_of(fields: Sequence[Field], row: Iterable) -> bytes:
    """A row as a line. Keys are sorted, as PostgreSQL doesn't keep their order."""
    values = [as_json(field, value) for field, value in zip(fields, row, strict=True)]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


class TableHash:
    """Counts and sums up the rows of a table. A sum, as the two databases don't sort texts in the same way."""

    def __init__(self):
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._sum += int.from_bytes(hashlib.sha256(line).digest())

    @property
    def said(self) -> dict:
        """What a manifest says of the table."""
        return {"rows": self.rows, "hash": f"{self._sum % 2**256:064x}"}
