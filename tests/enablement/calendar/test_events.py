"""Sessions as events, read back by two programs."""

from datetime import UTC, date, datetime

import pytest

from enablement.calendar.document import file_of
from enablement.calendar.events import Told, event_of, lines_of
from enablement.models import Session
from tests.enablement.calendar.readers import read_both

START = datetime(2026, 11, 19, 16, tzinfo=UTC)
BASE = "https://personas.example.com"


def session(**values):
    """A session that no database holds."""
    plain = {
        "title": "Meet the buyers",
        "status": "scheduled",
        "starts_at": START,
        "zone": "America/New_York",
        "created_at": START,
        "updated_at": START,
    }
    return Session(**plain | values)


def event(shown, **told):
    content = file_of([lines_of(shown, Told(BASE, **told))], name="Mine", zone="Europe/Berlin")
    assert content == file_of([event_of(shown, Told(BASE, **told))], name="Mine", zone="Europe/Berlin")
    [found] = read_both(content).values()
    return found


def test_an_exact_session():
    shown = session(minutes=45, sequence=3, place="Room 4; left", description="Who signs,\nand why.")
    found = event(shown, join_url="https://meet.example.com/x?a=1;b", personas=("Ann", "Bo"))
    assert found["uid"] == f"{shown.uuid}@dramatis"
    assert (found["dtstart"].dt, found["dtend"].dt) == (START, datetime(2026, 11, 19, 16, 45, tzinfo=UTC))
    assert (found["sequence"], found["status"], found["location"]) == (3, "CONFIRMED", "Room 4; left")
    assert (found["dtstamp"].dt, found["last-modified"].dt) == (START, START)
    page = f"{BASE}/enablement/sessions/{shown.uuid}/"
    assert found["url"] == page
    assert str(found["description"]).split("\n\n") == [
        "Thu 19 Nov 2026, 11:00 New York (16:00 UTC)",
        "Who signs,\nand why.",
        "Personas: Ann, Bo",
        "Join: https://meet.example.com/x?a=1;b",
        page,
    ]


def test_a_day_without_an_hour():
    found = event(session(precision="day", day=date(2026, 12, 24), starts_at=None))
    assert (found["dtstart"].dt, found["dtend"].dt) == (date(2026, 12, 24), date(2026, 12, 25))
    assert (found["transp"], found["dtstart"].params["VALUE"]) == ("TRANSPARENT", "DATE")


@pytest.mark.parametrize(
    ("status", "expected"), [("planned", "TENTATIVE"), ("held", "CONFIRMED"), ("cancelled", "CANCELLED")]
)
def test_status(status, expected):
    assert event(session(status=status))["status"] == expected


def test_a_cancelled_session_says_why_and_not_how_to_join():
    shown = session(status="cancelled", cancel_reason="Snow.")
    told = str(event(shown, join_url="https://meet.example.com")["description"])
    assert (told.startswith("Cancelled. Snow.\n\n"), "meet.example.com" in told) == (True, False)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("End\r\nEND:VEVENT\r\nBEGIN:VALARM", "End END:VEVENT BEGIN:VALARM"),
        ('a;b,c\\n d\\;:"e"', 'a;b,c\\n d\\;:"e"'),
        ("🧑‍💻 Träume " * 40, ("🧑‍💻 Träume " * 40).strip()),
        ("مرحبا بالمشترين " * 30, ("مرحبا بالمشترين " * 30).strip()),
        ("x" * 10_000, "x" * 10_000),
        ("ü" * 10_000, "ü" * 10_000),
        ("nul\x00 bell\x07 line\u2028next\x85", "nul bell line next"),
    ],
    ids=["line breaks", "signs", "emoji", "right to left", "long", "long in two bytes", "controls"],
)
def test_hostile_texts_stay_texts(title, expected):
    found = event(session(title=title, description=title, place=title))
    assert (found["summary"], found["location"]) == (expected, expected)


@pytest.mark.parametrize(
    ("zone", "start", "clock"),
    [
        ("America/New_York", datetime(2026, 11, 1, 16, tzinfo=UTC), "11:00 New York (16:00 UTC)"),
        ("America/New_York", datetime(2026, 10, 31, 15, tzinfo=UTC), "11:00 New York (15:00 UTC)"),
        ("Europe/London", datetime(2026, 10, 25, 11, tzinfo=UTC), "11:00 London (11:00 UTC)"),
        ("Australia/Sydney", datetime(2026, 10, 4, 0, tzinfo=UTC), "11:00 Sydney (00:00 UTC)"),
        ("America/Sao_Paulo", datetime(2026, 11, 1, 14, tzinfo=UTC), "11:00 Sao Paulo (14:00 UTC)"),
    ],
)
def test_clock_changes(zone, start, clock):
    found = event(session(zone=zone, starts_at=start))
    assert (found["dtstart"].dt, clock in str(found["description"])) == (start, True)


def test_a_calendar_names_itself_and_its_zone():
    text = file_of([], name="Sales;\r\nX-EVIL:1", zone="Europe/Berlin").decode()
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "PRODID:-//Dramatis//Enablement//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "NAME:Sales\\; X-EVIL:1",
        "X-WR-CALNAME:Sales\\; X-EVIL:1",
        "X-WR-TIMEZONE:Europe/Berlin",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "END:VCALENDAR",
        "",
    ]
