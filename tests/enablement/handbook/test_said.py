"""When a line says that something is: as exact as it says, and never more."""

from datetime import UTC, date, datetime

import pytest

from enablement.handbook.clocks import ABBREVIATIONS, zone_meant
from enablement.handbook.said import read_said
from enablement.zones import zone_names

pytestmark = pytest.mark.once


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start", "zone"),
    [
        ("Scheduled for 2022-11-10 730 pm ET / 1230 am UTC", at(2022, 11, 11, 0, 30), "America/New_York"),
        ("2022-12-06 1130 am ET /430 pm UTC", at(2022, 12, 6, 16, 30), "America/New_York"),
        ("2022-07-06 9 am ET", at(2022, 7, 6, 13), "America/New_York"),
        ("10 November 2022 at 3pm CET", at(2022, 11, 10, 14), "Europe/Berlin"),
        ("Tuesday 15 Nov 2022, 15:00 (Europe/Paris)", at(2022, 11, 15, 14), "Europe/Paris"),
        ("2022-11-10T15:00Z", at(2022, 11, 10, 15), "UTC"),
        ("2022-11-10 10:00 UTC+2", at(2022, 11, 10, 8), "Etc/GMT-2"),
        ("10.11.2022 um 15:00 MEZ", at(2022, 11, 10, 14), "Europe/Berlin"),
        ("12 am PT, 11/15/2022", at(2022, 11, 15, 8), "America/Los_Angeles"),
        ("3pm Pacific time on Nov 10, 2022", at(2022, 11, 10, 23), "America/Los_Angeles"),
    ],
)
def test_a_day_and_an_hour_with_a_zone_are_a_moment(text, start, zone):
    said = read_said(text)
    assert (said.values["starts_at"], said.values["zone"], said.remarks) == (start, zone, ())


@pytest.mark.parametrize(
    ("text", "precision", "day", "words"),
    [
        ("Product: 2022-11-01", "day", date(2022, 11, 1), ""),
        ("Nov 10, 2022", "day", date(2022, 11, 10), ""),
        ("2022-11-10 at 3pm", "day", date(2022, 11, 10), "3pm"),
        ("Sales: 2022-11-TBD", "month", date(2022, 11, 1), ""),
        ("November 2022", "month", date(2022, 11, 1), ""),
        ("Q1 2023", "words", None, "Q1 2023"),
        ("Nov 10", "words", None, "Nov 10"),
        ("TBD", "words", None, "TBD"),
        ("2022-02-30 or TBD", "words", None, "TBD"),
    ],
)
def test_what_is_not_said_is_not_made_up(text, precision, day, words):
    values = read_said(text).values
    assert (values["precision"], values["day"], values["when_words"], values["starts_at"]) == (
        precision,
        day,
        words,
        None,
    )


@pytest.mark.parametrize("text", ["in 12 steps", "Version 2.1", "Sales", "", "9999-99-99"])
def test_numbers_alone_are_no_time(text):
    assert read_said(text) is None


def test_a_range_is_a_length():
    said = read_said("11–12 pm ET on Nov 10, 2022")
    assert (said.values["starts_at"], said.minutes) == (at(2022, 11, 10, 16), 60)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (
            "2023-03-21 11 am ET / 4 pm UTC",
            "11:00 in New York is 15:00 in UTC on that day, not 16:00: the hour in New York was kept.",
        ),
        ("Wednesday, 15 Nov 2022", "15 November 2022 is a Tuesday: the date was kept."),
        ("2:30 am ET 2023-03-12", "There is no 02:30 in New York on Sun 12 Mar 2023"),
        ("2022-11-06 1:30 am ET", "01:30 comes twice in New York on Sun 6 Nov 2022"),
        ("11/10/2022", "Which number is the month isn't clear"),
    ],
)
def test_what_does_not_fit_together_is_said(text, start):
    [remark] = read_said(text).remarks
    assert remark.startswith(start)


def test_every_abbreviation_means_a_zone_that_there_is():
    assert set(ABBREVIATIONS.values()) <= zone_names()
    assert (zone_meant("XYZ"), zone_meant("UTC+5:30")) == ("", "")
