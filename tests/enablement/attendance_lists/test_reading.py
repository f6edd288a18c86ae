"""Lists of people, as they are pasted and as meeting tools write them."""

import pytest

from enablement.attendance_lists.durations import minutes_of
from enablement.attendance_lists.files import read_file
from enablement.attendance_lists.pasted import read_pasted
from enablement.attendance_lists.seen import Seen, UnreadableList

ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456 7890,"Buyers, whole",11/21/2026 10:00,11/21/2026 11:00,host@example.com,61,3

Name (Original Name),User Email,Total Duration (Minutes),Guest
Dana Diaz,dana@example.com,58,No
D (Ed Ek),,31,Yes
Dana Diaz,DANA@example.com,2,No
"""
MEET = """First name,Last name,Email,Duration,Time joined,Time exited
Dana,Diaz,dana@example.com,1 hr 2 min,10:00 AM,11:02 AM
Ed,Ek,,4 min,10:01 AM,10:05 AM
"""
TEAMS = """1. Summary
Meeting title\tBuyers, whole
Attended participants\t2
Start time\t11/21/26, 10:00:00 AM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Dana Diaz\t11/21/26, 10:00:00 AM\t11/21/26, 11:00:00 AM\t59m 58s\tdana@example.com\tdana@example.com\tPresenter
Ed Ek (Guest)\t11/21/26, 10:00:00 AM\t11/21/26, 11:00:00 AM\t1h 3m 2s\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Dana Diaz\t11/21/26, 10:00:00 AM\t11/21/26, 10:30:00 AM\t29m 58s\tdana@example.com\tPresenter
Dana Diaz\t11/21/26, 10:30:00 AM\t11/21/26, 11:00:00 AM\t29m 58s\tdana@example.com\tPresenter
Ed Ek (Guest)\t11/21/26, 10:00:00 AM\t11/21/26, 11:00:00 AM\t1h 3m 2s\t\tAttendee
"""


@pytest.mark.parametrize(
    ("content", "dana", "ed"),
    [
        (ZOOM.encode("utf-8-sig"), 60, 31),
        (MEET.encode(), 62, 4),
        (TEAMS.encode("utf-16"), 59, 63),
        (ZOOM.replace(",", ";").encode(), 60, 31),
        (ZOOM.replace("\n", "\r\n").encode(), 60, 31),
    ],
)
def test_each_tool_s_file_tells_the_same_two_people(content, dana, ed):
    assert read_file(content) == [Seen("Dana Diaz", "dana@example.com", dana), Seen("Ed Ek", "", ed)]


def test_the_oldest_lists_of_teams_have_comings_and_goings_but_no_duration():
    text = "Full Name\tUser Action\tTimestamp\nDana Diaz\tJoined\t10:00\nDana Diaz\tLeft\t11:00\n"
    assert read_file(text.encode("utf-16")) == [Seen("Dana Diaz")]


def test_whoever_registered_for_a_webinar_and_stayed_away_is_left_out():
    text = "Attended,User Name (Original Name),Email,Duration\nYes,Dana,d@example.com,9\nNo,Ed,e@example.com,--\n"
    assert read_file(text.encode()) == [Seen("Dana", "d@example.com", 9)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is no table of people"),
        (b"Colour,Size\nred,3\n", "There is no table of people"),
        (b"\x89PNG\x00\x01", "This is neither a CSV nor an .xlsx file"),
        (b"Name,Email\n" + b"x" * (2 * 1024 * 1024), "The file is larger than 2 MB"),
        (b"\xff\xfe\x00", "The file's letters can't be read"),
        (b"Name,Email\n" + b"".join(b"P%d,p%d@example.com\n" % (n, n) for n in range(5001)), "There are 5,001 people"),
    ],
)
def test_other_files_are_refused_with_a_sentence(content, sentence):
    with pytest.raises(UnreadableList) as refused:
        read_file(content)
    assert str(refused.value).startswith(sentence)


def test_people_are_pasted_as_they_come():
    text = """
      - Dana Diaz <dana@example.com>
      2. ed
      [x] Fay Fox (fay@example.com)
      gil@example.com; hana@example.com
      DANA@example.com
      Ívar  Ek\x00
    """
    assert read_pasted(text) == [
        Seen("Dana Diaz", "dana@example.com"),
        Seen("ed"),
        Seen("Fay Fox", "fay@example.com"),
        Seen("", "gil@example.com"),
        Seen("", "hana@example.com"),
        Seen("Ívar Ek"),
    ]


def test_a_text_that_names_nobody_is_refused():
    with pytest.raises(UnreadableList):
        read_pasted(" \n - \n")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("62", 62),
        ("62.5", 62),
        ("1h 2m 3s", 62),
        ("1 hr 5 min", 65),
        ("01:02:59", 62),
        ("48s", 0),
        ("", None),
        ("long", None),
        ("4 weeks", None),
    ],
)
def test_durations(text, minutes):
    assert minutes_of(text) == minutes
