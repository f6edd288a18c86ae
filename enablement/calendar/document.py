"""A calendar file of events."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event, vText

from enablement.calendar.texts import line

END = b"END:VCALENDAR\r\n"
PRODUCT = "-//Dramatis//Enablement//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"
# How often programs that subscribed are asked to look again.
REFRESH = timedelta(hours=1)


def file_of(events: Iterable[Event | bytes], *, name: str = "", zone: str = "", method: str = "") -> bytes:
    """The file: lines of at most 75 octets. Events may be lines already. `name` and `zone` make it a calendar to
    subscribe to, `method` a message between calendars."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        describe(calendar, line(name), zone)
    before, end, _ = calendar.to_ical(sorted=False).rpartition(END)
    lines = [event if isinstance(event, bytes) else event.to_ical(sorted=False) for event in events]
    return b"".join([before, *lines, end])


def describe(calendar: Calendar, name: str, zone: str) -> None:
    """What it is called, in which zone it is read, and how often to look again; with the older names of the same."""
    # The library escapes only texts of names that it knows.
    for each in ("name", "x-wr-calname"):
        calendar.add(each, vText(name))
    calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
