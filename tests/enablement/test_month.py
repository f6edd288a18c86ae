"""Months of a calendar."""

from datetime import date

import pytest

from enablement.month import Month, Sheet


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [
        (Month(2026, 11), "2026-10", "2026-12"),
        (Month(2026, 1), "2025-12", "2026-02"),
        (Month(2026, 12), "2026-11", "2027-01"),
    ],
)
def test_turning(month, before, after):
    assert (month.previous.key, month.next.key) == (before, after)


def test_weeks_run_from_monday_to_sunday():
    weeks = Month(2026, 3).weeks
    assert weeks[0] == [None] * 6 + [date(2026, 3, 1)]
    assert weeks[-1] == [date(2026, 3, 30), date(2026, 3, 31)] + [None] * 5
    assert {day.weekday() for week in weeks for day in week[:1] if day} == {0}


def test_a_sheet_puts_lines_on_their_days():
    pairs = [(date(2026, 3, 2), "a"), (None, "some day"), (date(2026, 3, 2), "b"), *[(date(2026, 3, 4), "c")] * 6]
    sheet = Sheet(Month(2026, 3), pairs, date(2026, 3, 4))
    monday, _, wednesday, *_ = sheet.weeks[1]
    assert (monday.lines, monday.is_today) == (["a", "b"], False)
    assert (len(wednesday.shown), len(wednesday.folded), wednesday.is_today) == (4, 2, True)
    assert sheet.undated == ["some day"]
