"""A month as a calendar shows it: weeks from Monday, and what happens on each day of the reader's."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.formats import date_format

WEEKS = Calendar(firstweekday=0)
SHOWN_A_DAY = 4  # of more, the others are folded away


@dataclass(frozen=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def key(self) -> str:
        """As addresses say it."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def name(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def next(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - (self.number == 1), self.number - 1 or 12)

    @property
    def weeks(self) -> list[list[date | None]]:
        """Its weeks; None stands for days of the months beside it."""
        return [
            [day if day.month == self.number else None for day in week]
            for week in WEEKS.monthdatescalendar(self.year, self.number)
        ]


@dataclass(frozen=True)
class Day:
    """A day and what happens on it, in order."""

    date: date
    lines: list
    is_today: bool = False

    @property
    def shown(self) -> list:
        return self.lines[:SHOWN_A_DAY]

    @property
    def folded(self) -> list:
        return self.lines[SHOWN_A_DAY:]


@dataclass(frozen=True)
class Sheet:
    """A month with the lines of its days, given as pairs of a day and a line; lines without a day are known to be in
    the month and no better."""

    month: Month
    pairs: Iterable[tuple[date | None, object]] = field(repr=False)
    today: date

    @cached_property
    def by_day(self) -> dict[date | None, list]:
        lines = defaultdict(list)
        for day, line in self.pairs:
            lines[day].append(line)
        return lines

    @property
    def count(self) -> int:
        """How many lines it has."""
        return sum(map(len, self.by_day.values()))

    @property
    def undated(self) -> list:
        return self.by_day.get(None, [])

    @property
    def week_days(self) -> list[str]:
        """The names above its columns: "Mon" first."""
        return [date_format(date(2024, 1, number), "D") for number in range(1, 8)]

    @cached_property
    def weeks(self) -> list[list[Day | None]]:
        return [[day and self.day(day) for day in week] for week in self.month.weeks]

    def day(self, day: date) -> Day:
        return Day(day, self.by_day.get(day, []), day == self.today)
