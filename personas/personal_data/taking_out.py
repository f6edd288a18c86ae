"""Everything that is known of a person as one ZIP: one JSON file, and a CSV file for each kind."""

import json
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import QuerySet
from django.utils import timezone

from config.access.personal_data.registry import PersonalData, kinds
from personas.models import Persona
from personas.spreadsheets.csv_files import csv_bytes
from personas.spreadsheets.defusing import defused

ZIP_TYPE = "application/zip"
UNPUBLISHED = "(about a persona who isn't published)"
README = """What Dramatis knows of {name}, on {day} ({zone}).

data.json holds all of it; each kind is a table as well:
{kinds}
Times are in UTC. Passwords and keys are kept as digests, which tell nothing, and are left out.
"""

Row = list[object]


def as_zip(user) -> bytes:
    """The file. Two queries for each kind at most."""
    found = [(kind, rows_of(kind, user)) for kind in kinds()]
    told = [(kind, rows) for kind, rows in found if rows]
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as file:
        file.writestr("README.txt", readme(user, told))
        file.writestr("data.json", as_json(told))
        for kind, rows in told:
            file.writestr(f"{kind.key}.csv", as_csv(kind, rows))
    return stream.getvalue()


def rows_of(kind: PersonalData, user) -> list[Row]:
    """The values of the rows, in the order of the columns; of personas whom the user may not see, no text."""
    rows = kind.find(user).order_by("pk")
    values = [list(row) for row in rows.values_list(*kind.columns.values())]
    return list(without_unpublished(values, rows, kind, user)) if kind.persona else values


def without_unpublished(values: list[Row], rows: QuerySet, kind: PersonalData, user) -> Iterator[Row]:
    visible = {None, *Persona.objects.visible_to(user).values_list("pk", flat=True)}
    for row, persona in zip(values, rows.values_list(kind.persona, flat=True), strict=True):
        yield row if persona in visible else [UNPUBLISHED if isinstance(each, str) else each for each in row]


def readme(user, told: list[tuple[PersonalData, list[Row]]]) -> str:
    names = "".join(f"* {kind.key}.csv: {kind.label} ({len(rows)})\n" for kind, rows in told)
    now = timezone.localtime()
    return README.format(name=user.get_username(), day=now.date().isoformat(), zone=now.tzname(), kinds=names)


def as_json(told: list[tuple[PersonalData, list[Row]]]) -> str:
    data = {
        kind.key: {
            "what": kind.label,
            "rows": [dict(zip(kind.columns, map(plain, row), strict=True)) for row in rows],
        }
        for kind, rows in told
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_csv(kind: PersonalData, rows: list[Row]) -> bytes:
    return csv_bytes(list(kind.columns), ([cell(value) for value in row] for row in rows))


def plain(value):
    """The value as JSON has it; dates and times as ISO 8601 writes them."""
    return value if value is None or isinstance(value, bool | int | str | list | dict) else text_of(value)


def cell(value) -> str:
    return "" if value is None else defused(text_of(value))


def text_of(value) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
