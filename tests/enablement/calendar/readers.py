"""Two programs that read calendars, neither of which knows the other."""

import icalendar
import vobject

LONGEST_LINE = 75


def read_both(content):
    """The events of a file by UID as icalendar reads them, after vobject read the same from it."""
    assert all(len(line) <= LONGEST_LINE for line in content.split(b"\r\n"))
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    events = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    others = events_of_vobject(content.decode())
    assert [told(event) for event in events] == [told_by_vobject(event) for event in others]
    return {str(event["uid"]): event for event in events}


def events_of_vobject(text):
    calendar = vobject.readOne(text)
    return [child for child in calendar.getChildren() if child.name == "VEVENT"]


def told(event):
    return [
        str(event["uid"]),
        str(event["summary"]),
        str(event.get("description", "")),
        event["dtstart"].dt if "dtstart" in event else None,
        event["dtend"].dt if "dtend" in event else None,
        str(event["status"]),
        str(event["sequence"]),
    ]


def told_by_vobject(event):
    return [
        event.uid.value,
        event.summary.value,
        event.description.value if hasattr(event, "description") else "",
        event.dtstart.value if hasattr(event, "dtstart") else None,
        event.dtend.value if hasattr(event, "dtend") else None,
        event.status.value,
        event.sequence.value,
    ]
