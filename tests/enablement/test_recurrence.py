"""Recurrence rules: what is read, what is refused, and the hour that stays when clocks change."""

import time as clock
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from enablement.recurrence import days_of, occurrences, read_rule, rule_words

TUESDAYS = "FREQ=MONTHLY;BYDAY=3TU;COUNT=12"


def hours(zone, first, rule="FREQ=WEEKLY;COUNT=3", hour=time(11)):
    """The UTC hours of the rule's occurrences."""
    return [f"{each.at:%d %H:%M}" for each in occurrences(rule, first, hour, zone)]


def test_the_third_tuesday_at_eleven_in_new_york_stays_at_eleven():
    found = occurrences(TUESDAYS, date(2027, 1, 1), time(11), "America/New_York")
    assert [f"{each.day:%m-%d} {each.at:%H}" for each in found] == [
        "01-19 16", "02-16 16", "03-16 15", "04-20 15", "05-18 15", "06-15 15",
        "07-20 15", "08-17 15", "09-21 15", "10-19 15", "11-16 16", "12-21 16",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "first", "expected"),
    [
        ("America/New_York", date(2027, 3, 7), ["07 16:00", "14 15:00", "21 15:00"]),
        ("America/New_York", date(2027, 10, 31), ["31 15:00", "07 16:00", "14 16:00"]),
        ("Europe/London", date(2027, 3, 21), ["21 11:00", "28 10:00", "04 10:00"]),
        ("Europe/London", date(2027, 10, 24), ["24 10:00", "31 11:00", "07 11:00"]),
        ("Australia/Sydney", date(2027, 3, 28), ["28 00:00", "04 01:00", "11 01:00"]),
        ("Australia/Sydney", date(2027, 9, 26), ["26 01:00", "03 00:00", "10 00:00"]),
        # Clocks there changed on these days until 2019.
        ("America/Sao_Paulo", date(2027, 2, 14), ["14 14:00", "21 14:00", "28 14:00"]),
        ("America/Sao_Paulo", date(2018, 10, 28), ["28 14:00", "04 13:00", "11 13:00"]),
    ],
)
def test_the_local_hour_is_kept_over_clock_changes(zone, first, expected):
    assert hours(zone, first) == expected


def test_an_hour_that_is_not_there_gives_way_to_the_next_and_says_so():
    found = occurrences("FREQ=WEEKLY;COUNT=2", date(2027, 3, 7), time(2, 30), "America/New_York")
    assert [(f"{each.at:%H:%M}", each.note) for each in found] == [
        ("07:30", ""),
        (
            "07:00",
            "There is no 02:30 in New York on Sun 14 Mar 2027, because clocks go forward: "
            "the next hour there is 03:00.",
        ),
    ]


def test_an_hour_that_comes_twice_is_the_first_and_says_so():
    (found,) = occurrences("FREQ=DAILY;COUNT=1", date(2027, 10, 31), time(1, 30), "Europe/London")
    assert (f"{found.at:%H:%M}", found.note) == (
        "00:30",
        "01:30 comes twice in London on Sun 31 Oct 2027, because clocks go back: the first one is taken.",
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", [date(2027, 1, 29), date(2027, 2, 26)]),
        ("freq=weekly;byday=tu,th;until=20270112", [date(2027, 1, 5), date(2027, 1, 7), date(2027, 1, 12)]),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2", [date(2027, 1, 31), date(2027, 3, 31)]),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20270115T235959Z", [date(2027, 1, 1), date(2027, 1, 15)]),
    ],
)
def test_days_follow_the_rule(rule, expected):
    assert days_of(read_rule(rule), date(2027, 1, 1)) == expected


def test_an_end_in_utc_is_a_day_on_the_clock_of_the_zone():
    assert read_rule("FREQ=DAILY;UNTIL=20270119T220000Z", "Australia/Sydney").until == date(2027, 1, 20)


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("", "Start with how often"),
        ("FREQ=SECONDLY;COUNT=5", "at most once a day"),
        ("FREQ=HOURLY;COUNT=5", "at most once a day"),
        ("FREQ=FORTNIGHTLY;COUNT=5", "Start with how often"),
        ("FREQ=WEEKLY", "would never end"),
        ("FREQ=WEEKLY;COUNT=401", "COUNT is a number from 1 to 400"),
        ("FREQ=WEEKLY;COUNT=99999999999999999999", "COUNT is a number"),
        ("FREQ=WEEKLY;COUNT=٣", "COUNT is a number"),
        ("FREQ=WEEKLY;COUNT=2;INTERVAL=0", "INTERVAL is a number"),
        ("FREQ=WEEKLY;COUNT=2;INTERVAL=1000000", "INTERVAL is a number"),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20270101", "not both"),
        ("FREQ=WEEKLY;UNTIL=20271399", "UNTIL is a day"),
        ("FREQ=WEEKLY;UNTIL=tomorrow", "UNTIL is a day"),
        ("FREQ=WEEKLY;UNTIL=99991231", "Give a year"),
        ("FREQ=WEEKLY;COUNT=2;COUNT=3", "there twice"),
        ("FREQ=WEEKLY;COUNT=2;BYHOUR=1,2,3", "can't be used here"),
        ("FREQ=WEEKLY;COUNT=2;BYDAY=XX", "BYDAY is a list"),
        ("FREQ=WEEKLY;COUNT=2;BYDAY=3TU", "Only a month has"),
        ("FREQ=WEEKLY;COUNT=2;BYMONTHDAY=3", "BYMONTHDAY goes with FREQ=MONTHLY"),
        ("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=0", "BYMONTHDAY is a list of numbers"),
        ("FREQ=MONTHLY;COUNT=2;BYMONTH=13", "BYMONTH is a list of numbers from 1 to 12."),
        ("FREQ=MONTHLY;COUNT=2;nonsense", "isn't a part of a rule"),
        ("FREQ=MONTHLY;COUNT=2;BYDAY=" + "MO," * 200, "at most 500 characters"),
    ],
)
def test_a_rule_that_can_not_be_followed_is_refused_with_a_sentence(rule, part):
    with pytest.raises(ValidationError) as refused:
        read_rule(rule)
    assert part in refused.value.messages[0]


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("FREQ=DAILY;UNTIL=20290101", "more than 400 sessions"),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", "no day from the first day on"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO;COUNT=5", "no day from the first day on"),
        ("FREQ=YEARLY;COUNT=200", "more than 10 years"),
        ("FREQ=YEARLY;UNTIL=21000101", "more than 10 years"),
        ("FREQ=WEEKLY;UNTIL=20200101", "no day from the first day on"),
        ("FREQ=MONTHLY;INTERVAL=1;BYMONTH=1;BYDAY=5MO;BYSETPOS=31;COUNT=400", "no day"),
    ],
)
def test_a_rule_with_too_many_days_or_none_is_refused_soon(rule, part):
    started = clock.monotonic()
    with pytest.raises(ValidationError) as refused:
        days_of(read_rule(rule), date(2027, 1, 1))
    assert part in refused.value.messages[0]
    assert clock.monotonic() - started < 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (TUESDAYS, "every month on the third Tuesday, 12 times"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270630",
            "every 2 weeks on Tuesday and Thursday, until 30 Jun 2027",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=1", "every month on day 15, once"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2;COUNT=3", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2;COUNT=3"),
        ("garbage", "garbage"),
    ],
)
def test_a_rule_is_told_in_words(rule, words):
    assert rule_words(rule) == words


def test_a_rule_is_written_as_it_was_read():
    assert str(read_rule("rrule:freq=MONTHLY;byday=+3tu;interval=2;count=4")) == (
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=3TU;COUNT=4"
    )
