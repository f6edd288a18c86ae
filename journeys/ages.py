"""How old a piece of content is, and when that is too old."""

from datetime import date

from django.utils import timezone

# A piece whose day of publication lies further back than this should be looked at again.
OLD_AFTER_MONTHS = 18
NEW_FOR_MONTHS = 6


def months_before(months: int, on: date | None = None) -> date:
    """The day so many months before that day (today); the last of its month where the month has no such day."""
    day = on or timezone.localdate()
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("Every month has 28 days.")


def old_before(on: date | None = None) -> date:
    """Pieces published before this day are old."""
    return months_before(OLD_AFTER_MONTHS, on)


def new_from(on: date | None = None) -> date:
    """Pieces published on this day or later are new."""
    return months_before(NEW_FOR_MONTHS, on)
