import datetime
import decimal
import uuid

import pytest
from django.db import models

from config.backups.values import TableHash, as_json, as_value, line_of

NOON = datetime.datetime(2026, 3, 29, 12, 0, 0, 123456, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        (models.TextField(), "Zoë\n“quoted”", "Zoë\n“quoted”"),
        (models.TextField(null=True), None, None),
        (models.BooleanField(), True, True),
        (models.BigIntegerField(), 2**62, 2**62),
        (models.FloatField(), 0.1, 0.1),
        (models.DecimalField(max_digits=5, decimal_places=2), decimal.Decimal("1.50"), "1.50"),
        (models.DateField(), datetime.date(2026, 3, 29), "2026-03-29"),
        (models.DateTimeField(), NOON, "2026-03-29T12:00:00.123456+00:00"),
        (models.TimeField(), datetime.time(9, 30), "09:30:00"),
        (models.DurationField(), datetime.timedelta(days=-1, microseconds=5), "-P0DT23H59M59.999995S"),
        (models.UUIDField(), uuid.UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (models.BinaryField(), b"\0\xff", "AP8="),
        (models.JSONField(), {"b": [1, None]}, {"b": [1, None]}),
    ],
)
def test_values_come_back(field, value, kept):
    assert (as_json(field, value), as_value(field, kept)) == (kept, value)


def test_other_values_are_not_guessed():
    with pytest.raises(TypeError, match="holds a complex, which backups don't know"):
        as_json(models.TextField(), 1j)


def test_a_table_is_the_same_in_any_order():
    lines = [line_of([models.TextField()], [text]) for text in ("a", "ä", "Z")]
    hashes = [TableHash(), TableHash(), TableHash()]
    for found, order in zip(hashes, (lines, lines[::-1], [*lines[:2], lines[0]]), strict=True):
        for line in order:
            found.add(line)
    assert hashes[0].said == hashes[1].said != hashes[2].said
