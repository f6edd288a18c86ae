"""When a session is, as a page says it."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from enablement.models import Session
from enablement.times import DateBlock, over_at, reader_zone, sort_day, start_of, state_of, when, zone_named
from tests.enablement.factories import ReaderZoneFactory
from tests.personas.factories import UserFactory

NEW_YORK, BERLIN = "America/New_York", "Europe/Berlin"
START = datetime(2026, 11, 19, 16, tzinfo=UTC)


def exact(**values):
    return Session(
        **{"precision": "exact", "starts_at": START, "zone": NEW_YORK, "minutes": 60, "status": "scheduled"} | values
    )


def rough(precision, day=None, **values):
    return Session(**{"precision": precision, "day": day, "zone": NEW_YORK, "status": "scheduled"} | values)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_an_exact_time_is_told_in_its_zone_in_utc_and_in_the_readers():
    told = when(exact(), BERLIN, START)
    assert (told.words, told.yours, told.zone_label, told.iso) == (
        "Thu 19 Nov 2026, 11:00 New York (16:00 UTC)",
        "Thu 19 Nov 2026, 17:00 Berlin",
        "Berlin",
        "2026-11-19T16:00:00Z",
    )
    assert (told.until, told.block, told.state_label) == ("12:00", DateBlock("Nov 2026", "19", "Thu"), "Live now")


@pytest.mark.parametrize("zone", [NEW_YORK, "America/Toronto", "UTC"])
def test_a_readers_zone_that_says_nothing_new_is_left_out(zone):
    assert when(exact(), zone, START).yours == ""


def test_another_day_in_utc_and_for_the_reader_is_told():
    told = when(exact(starts_at=at("2026-11-20 02:00")), "Australia/Sydney", START)
    assert told.words == "Thu 19 Nov 2026, 21:00 New York (Fri 20 Nov, 02:00 UTC)"
    assert (told.yours, told.block.main) == ("Fri 20 Nov 2026, 13:00 Sydney", "20")


def test_a_session_in_utc_needs_no_utc_beside_it():
    assert when(exact(zone="UTC"), "UTC", START).words == "Thu 19 Nov 2026, 16:00 UTC"


@pytest.mark.parametrize(
    ("session", "words", "block", "iso"),
    [
        (rough("day", date(2026, 11, 21)), "Sat 21 Nov 2026", DateBlock("Nov 2026", "21", "Sat"), "2026-11-21"),
        (rough("month", date(2026, 11, 21)), "November 2026", DateBlock("2026", "Nov"), "2026-11"),
        (rough("words", when_words="At the kickoff"), "At the kickoff", DateBlock(), ""),
    ],
)
def test_nothing_is_made_up_of_a_rough_time(session, words, block, iso):
    told = when(session, BERLIN, START)
    assert (told.words, told.block, told.iso, told.yours, told.starts) == (words, block, iso, "", None)


@pytest.mark.parametrize(
    ("session", "moment", "state"),
    [
        (exact(), "2026-11-19 15:59", "scheduled"),
        (exact(status="planned"), "2026-11-19 15:59", "planned"),
        (exact(), "2026-11-19 16:00", "live"),
        (exact(), "2026-11-19 17:00", "held"),
        (exact(status="planned"), "2026-11-19 17:00", "held"),
        (exact(status="held"), "2026-11-01 00:00", "held"),
        (exact(status="cancelled"), "2026-11-19 16:30", "cancelled"),
        (rough("day", date(2026, 11, 19)), "2026-11-20 04:59", "scheduled"),
        (rough("day", date(2026, 11, 19)), "2026-11-20 05:00", "held"),
        (rough("day", date(2026, 11, 19), status="planned"), "2026-12-20 05:00", "planned"),
        (rough("month", date(2026, 11, 1)), "2026-11-30 12:00", "scheduled"),
        (rough("month", date(2026, 11, 1)), "2026-12-01 05:00", "held"),
        (rough("words", when_words="2022-11-TBD", status="planned"), "2030-01-01 00:00", "planned"),
    ],
)
def test_the_state_follows_from_the_time(session, moment, state):
    assert state_of(session, at(moment)) == state


@pytest.mark.parametrize(
    ("session", "day", "over"),
    [
        (exact(starts_at=at("2026-11-20 02:00")), date(2026, 11, 19), at("2026-11-20 03:00")),
        (rough("day", date(2026, 11, 19)), date(2026, 11, 19), at("2026-11-20 05:00")),
        (rough("month", date(2027, 3, 17)), date(2027, 3, 1), at("2027-04-01 04:00")),
        (rough("words", when_words="Soon"), None, None),
    ],
)
def test_its_place_in_lists_is_its_local_day(session, day, over):
    assert (sort_day(session), over_at(session)) == (day, over)


@pytest.mark.parametrize(
    ("zone", "day", "hour", "sentence"),
    [
        (
            NEW_YORK,
            date(2027, 3, 14),
            time(2, 30),
            "on Sun 14 Mar 2027, because clocks go forward: the next hour",
        ),
        ("Europe/London", date(2027, 3, 28), time(1), "the next hour there is 02:00."),
        ("Australia/Sydney", date(2027, 10, 3), time(2, 15), "the next hour there is 03:00."),
        ("America/Sao_Paulo", date(2018, 11, 4), time(0, 30), "There is no 00:30 in Sao Paulo"),
        ("Pacific/Apia", date(2011, 12, 30), time(9), "the next hour there is 00:00 on Sat 31 Dec 2011."),
    ],
)
def test_an_hour_that_is_not_there_is_refused_with_the_next_one(zone, day, hour, sentence):
    with pytest.raises(ValidationError, match=sentence.replace(".", r"\.")):
        start_of(day, hour, zone)


@pytest.mark.parametrize(
    ("zone", "day", "hour", "utc"),
    [
        (NEW_YORK, date(2026, 11, 1), time(1, 30), "05:30"),
        ("Europe/London", date(2026, 10, 25), time(1, 30), "00:30"),
        ("Australia/Sydney", date(2027, 4, 4), time(2, 30), "15:30"),
    ],
)
def test_of_an_hour_that_comes_twice_the_first_is_taken_and_that_is_said(zone, day, hour, utc):
    start = start_of(day, hour, zone)
    assert (f"{start.at:%H:%M}", start.note.endswith("the first one is taken.")) == (utc, True)


def test_clocks_in_sao_paulo_have_not_changed_since_2019():
    starts = [start_of(date(2026, month, 1), time(0), "America/Sao_Paulo") for month in (2, 11)]
    assert [(f"{start.at:%H:%M}", start.note) for start in starts] == [("03:00", ""), ("03:00", "")]


@pytest.mark.parametrize("year", [1, 1969, 2201, 9999])
def test_a_year_that_nobody_plans_for_is_refused(year):
    with pytest.raises(ValidationError, match="Give a year between 1970 and 2200"):
        start_of(date(year, 12, 31), time(11), NEW_YORK)


def test_a_zone_that_is_gone_reads_as_utc():
    assert zone_named("Mars/Olympus").key == "UTC"


@pytest.mark.django_db
def test_a_reader_reads_in_the_zone_they_chose_and_otherwise_in_utc():
    assert (reader_zone(ReaderZoneFactory().user), reader_zone(UserFactory()), reader_zone(None)) == (
        BERLIN,
        "UTC",
        "UTC",
    )
